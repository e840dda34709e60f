import { DataAwsCloudformationStack } from "@cdktf/provider-aws/lib/data-aws-cloudformation-stack";
import { TerraformLocal } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { QUILT_CATALOG } from "../catalog";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { conditionsOnOutputs } from "./iam-outputs";
import { createIamStack, iamStackName, listNames } from "./iam-stack";
import type { TextMap } from "./merge-maps";
import { attributeOf, choose, countOf } from "./presence";
import type { Presence } from "./presence";

/** The IAM stack of a deployment, as the application sees it. Without one, the maps are empty and the rest is null. */
export interface ExternalIam {
  /** ARNs by parameter of the application. */
  readonly parameters: TextMap | Expression;
  readonly roleArns: Expression;
  readonly policyArns: Expression;
  readonly stackId: Expression;
  readonly stackName: Expression;
  /** Names of the roles and managed policies that an IAM stack has or would have. */
  readonly names: Expression;
  readonly parts: readonly ITerraformDependable[];
}

export interface ExternalIamInputs {
  readonly isThere: Presence;
  readonly url: string;
  readonly parts: readonly ITerraformDependable[];
  readonly name: string;
  readonly iamStackName?: string;
  /** Parameters of the IAM stack. */
  readonly stackParameters: TextMap;
  readonly iamRoleNames?: readonly string[];
  readonly iamPolicyNames?: readonly string[];
  readonly tags: TextMap;
}

/** The IAM stack, and a query of its outputs when it is there and up to date. */
export function createExternalIam(scope: Construct, inputs: ExternalIamInputs): ExternalIam {
  const { isThere, iamRoleNames = QUILT_CATALOG.roles, iamPolicyNames = QUILT_CATALOG.policies } = inputs;
  const [empty, nothing] = [hcl`{}`, hcl`null`];
  if (isThere === false) {
    return {
      parameters: {},
      roleArns: empty,
      policyArns: empty,
      stackId: nothing,
      stackName: nothing,
      names: hcl`concat(${iamRoleNames}, ${iamPolicyNames})`,
      parts: [],
    };
  }
  const stackName = iamStackName(inputs.name, inputs.iamStackName);
  const stack = createIamStack(scope, "iam", {
    isThere,
    stackName,
    templateUrl: inputs.url,
    parameters: inputs.stackParameters,
    tags: inputs.tags,
    capabilities: ["CAPABILITY_NAMED_IAM"],
    dependsOn: [...inputs.parts],
    precondition: [],
    postcondition: [],
  });
  const names = { roleNames: iamRoleNames, policyNames: iamPolicyNames };
  const { roleNames, policyNames } = listNames(scope, "iam_", names);
  const query = new DataAwsCloudformationStack(scope, "iam_outputs", {
    name: stackName,
    count: countOf(isThere),
    // Waits for an update of the stack, after which ARNs may be others.
    dependsOn: [stack],
    lifecycle: { postcondition: conditionsOnOutputs({ roleNames, policyNames }) },
  });
  const outputs = attributeOf(query, isThere, "outputs");
  const arnsOf = (list: readonly string[]): Expression =>
    // The query's conditions say what is missing; nothing else may fail then, or the stack could not be destroyed.
    choose(isThere, hcl`{ for name in ${list} : name => tostring(try(${outputs}["\${name}Arn"], null)) }`, empty);
  const roleArns = new TerraformLocal(scope, "iam_role_arns", arnsOf(roleNames));
  const policyArns = new TerraformLocal(scope, "iam_policy_arns", arnsOf(policyNames));
  return {
    parameters: hcl`merge(${roleArns.fqn}, ${policyArns.fqn})`,
    roleArns: hcl`${roleArns.fqn}`,
    policyArns: hcl`${policyArns.fqn}`,
    stackId: attributeOf(stack, isThere, "id"),
    stackName: attributeOf(stack, isThere, "name"),
    names: hcl`concat(${roleNames}, ${policyNames})`,
    parts: [stack],
  };
}
