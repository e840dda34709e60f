import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { TerraformLocal, Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import { conditionsOnOutputs } from "./iam-outputs";
import type { IamNames } from "./iam-outputs";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import { countOf } from "./presence";
import type { Presence } from "./presence";
import { followTemplate } from "./template-url";

/** What the IAM stack is made from, with the names that users know the inputs by. */
export interface IamStackInputs extends IamNames {
  /** Whether there is an IAM stack. */
  readonly isThere: Presence;
  readonly name: string;
  readonly stackName: { readonly input: string; readonly value: string | undefined };
  readonly templateUrl: { readonly input: string; readonly value: string };
  readonly follow: Presence;
  readonly parameters: { readonly [name: string]: string };
  readonly tags: { readonly [name: string]: string };
  readonly capabilities: string[];
  readonly dependsOn?: ITerraformDependable[];
}

/** The IAM stack, whose outputs are checked as soon as it is there. */
export function createIamStack(scope: Construct, inputs: IamStackInputs): CloudformationStack {
  const { name, stackName, templateUrl, isThere, dependsOn } = inputs;
  const preconditions = checkInputs(scope, [
    { name: "name", value: name, rule: INPUT_RULES.name },
    { name: stackName.input, value: stackName.value, rule: INPUT_RULES.stackName },
    { name: templateUrl.input, value: templateUrl.value, rule: INPUT_RULES.templateUrl },
  ]);
  return new CloudformationStack(scope, "stack", {
    name: nameOf(name, stackName.value),
    templateUrl: followTemplate(scope, "template", {
      url: templateUrl.value,
      isThere,
      follow: inputs.follow,
      dependsOn,
    }),
    parameters: inputs.parameters,
    tags: inputs.tags,
    capabilities: inputs.capabilities,
    // A stack that could not be created would be in the way of the next attempt, which creates before it destroys.
    onFailure: "DELETE",
    count: countOf(isThere),
    dependsOn,
    lifecycle: {
      createBeforeDestroy: true,
      // Read by CreateStack alone; Terraform would replace the stack for another value.
      ignoreChanges: ["on_failure"],
      precondition: preconditions,
      postcondition: conditionsOnOutputs(nameLists(scope, inputs)),
    },
  });
}

/** Lists that are known, as locals: the conditions name each several times. */
function nameLists(scope: Construct, { roleNames, policyNames }: IamNames): IamNames {
  const asLocal = (id: string, names: readonly string[]): readonly string[] =>
    Token.isUnresolved(names) ? names : new TerraformLocal(scope, id, names).asList;
  return { roleNames: asLocal("role_names", roleNames), policyNames: asLocal("policy_names", policyNames) };
}

function nameOf(name: string, stackName: string | undefined): string {
  if (stackName === undefined) return `${name}-iam`;
  if (!Token.isUnresolved(stackName)) return stackName;
  return Token.asString(hcl`coalesce(${stackName}, ${`${name}-iam`})`);
}
