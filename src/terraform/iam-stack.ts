import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { TerraformLocal, Token } from "cdktf";
import type { ITerraformDependable, TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import type { IamNames } from "./iam-outputs";
import type { TextMap } from "./merge-maps";
import { countOf } from "./presence";
import type { Presence } from "./presence";

/** What an IAM stack is made from. */
export interface IamStackInputs {
  readonly isThere: Presence;
  readonly stackName: string;
  readonly templateUrl: string;
  readonly parameters: TextMap;
  readonly tags: TextMap;
  readonly capabilities: string[];
  readonly precondition: TerraformCondition[];
  readonly postcondition: TerraformCondition[];
  readonly dependsOn?: ITerraformDependable[];
}

/** A stack that owns roles and managed policies. */
export function createIamStack(scope: Construct, id: string, inputs: IamStackInputs): CloudformationStack {
  const { stackName, templateUrl, parameters, tags, capabilities, dependsOn, precondition, postcondition } = inputs;
  return new CloudformationStack(scope, id, {
    name: stackName,
    templateUrl,
    parameters,
    tags,
    capabilities,
    // A stack that could not be created would be in the way of the next attempt, which creates before it destroys.
    onFailure: "DELETE",
    count: countOf(inputs.isThere),
    dependsOn,
    lifecycle: {
      createBeforeDestroy: true,
      // CreateStack alone reads it; Terraform would replace the stack for another value.
      ignoreChanges: ["on_failure"],
      precondition,
      postcondition,
    },
  });
}

/** The name that is given, or that of the deployment with an ending. */
export function iamStackName(name: string, given: string | undefined): string {
  if (given === undefined) return `${name}-iam`;
  return Token.isUnresolved(given) ? Token.asString(hcl`coalesce(${given}, ${`${name}-iam`})`) : given;
}

/** Lists that are known, as locals: expressions name each several times. */
export function listNames(scope: Construct, prefix: string, { roleNames, policyNames }: IamNames): IamNames {
  const asLocal = (id: string, names: readonly string[]): readonly string[] =>
    Token.isUnresolved(names) ? names : new TerraformLocal(scope, `${prefix}${id}`, names).asList;
  return { roleNames: asLocal("role_names", roleNames), policyNames: asLocal("policy_names", policyNames) };
}
