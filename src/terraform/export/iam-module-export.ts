import { TerraformOutput, Token } from "cdktf";
import { IamModule } from "../iam-module";
import type { IamNames } from "../iam-outputs";
import { ModuleStack } from "./module-stack";
import { declareVariables } from "./module-variable";

/** The module of the IAM stack. */
export function exportIamModule({ roleNames, policyNames }: IamNames): ModuleStack {
  const stack = new ModuleStack();
  const variables = declareVariables(stack.inputs, {
    name: { type: "string", description: "Name of the deployment; the stack is called {name}-iam." },
    template_url: {
      type: "string",
      description: "HTTPS URL of the IAM template in S3; it may name a version by ?versionId=.",
    },
    iam_stack_name: { type: "string", description: "Another name for the stack.", default: null },
    parameters: { type: "map(string)", description: "Parameters of the template.", default: {} },
    tags: { type: "map(string)", description: "Tags of the stack, its roles and policies.", default: {} },
    capabilities: {
      type: "list(string)",
      description: "What the template may do.",
      default: ["CAPABILITY_NAMED_IAM"],
    },
    role_names: {
      type: "list(string)",
      description: "Roles of the template, each with an output {Name}Arn. Leave out those that it has not.",
      default: roleNames,
    },
    policy_names: {
      type: "list(string)",
      description: "Managed policies of the template, each with an output {Name}Arn. Leave out those that it has not.",
      default: policyNames,
    },
    follow_template: {
      type: "bool",
      description: "Whether a new version of the template at the same URL updates the stack.",
      default: true,
    },
  });
  const iam = new IamModule(stack, "this", {
    name: variables.name.stringValue,
    templateUrl: variables.template_url.stringValue,
    iamStackName: variables.iam_stack_name.stringValue,
    parameters: Token.asStringMap(variables.parameters.value),
    tags: Token.asStringMap(variables.tags.value),
    capabilities: variables.capabilities.listValue,
    roleNames: variables.role_names.listValue,
    policyNames: variables.policy_names.listValue,
    followTemplate: variables.follow_template.booleanValue,
  });
  for (const [name, kind] of [...label(roleNames, "role"), ...label(policyNames, "managed policy")]) {
    const description = `ARN of ${kind} ${name}; null where its name is not among the names.`;
    new TerraformOutput(stack.outputs, `${name}Arn`, { value: iam.arnOf(name), description });
  }
  new TerraformOutput(stack.outputs, "stack_id", { value: iam.stackId, description: "ARN of the stack." });
  new TerraformOutput(stack.outputs, "stack_name", { value: iam.stackName, description: "Name of the stack." });
  return stack;
}

function label(names: readonly string[], kind: string): (readonly [name: string, kind: string])[] {
  return names.map((name) => [name, kind] as const);
}
