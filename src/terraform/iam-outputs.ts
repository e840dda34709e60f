import type { TerraformCondition } from "cdktf";
import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "../catalog";
import { hcl, raw } from "./expression";
import type { Expression } from "./expression";

/** Names of what an IAM stack owns; the lists may be tokens. */
export interface IamNames {
  readonly roleNames: readonly string[];
  readonly policyNames: readonly string[];
}

/**
 * What must hold for the outputs of an IAM stack: postconditions of the resource or data source that has them, which
 * Terraform knows as `self`.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/custom-conditions#use-self-in-postconditions
 */
export function conditionsOnOutputs({ roleNames, policyNames }: IamNames): TerraformCondition[] {
  const all = hcl`[for name in concat(${roleNames}, ${policyNames}) : ${OUTPUT_NAME}]`;
  // A stack without outputs has null for them.
  const missing = hcl`setsubtract(${all}, try(keys(self.outputs), []))`;
  const malformed = hcl`concat(${malformedOf(roleNames, DEFAULT_ROLE_PATTERN)}, ${malformedOf(policyNames, DEFAULT_POLICY_PATTERN)})`;
  return [
    {
      condition: hcl`length(${missing}) == 0`,
      errorMessage:
        `The IAM stack ${SELF_NAME} lacks outputs: ${join(missing)}. Give it the template that xiam split wrote as -iam, ` +
        "with an output {Name}Arn for every role and policy, or leave the names of those it has not out of the role and " +
        "policy names. A stack that failed has no outputs: look at its status and events, and delete it if it is in " +
        "ROLLBACK_COMPLETE.",
    },
    {
      condition: hcl`length(${malformed}) == 0`,
      errorMessage:
        `The IAM stack ${SELF_NAME} has outputs that are not the ARN of a role or managed policy: ${join(malformed)}. ` +
        "The value of output {Name}Arn is to be Fn::GetAtt {Name}.Arn for a role, and Ref {Name} for a managed policy.",
    },
  ];
}

/** Inside `for name in`. */
const OUTPUT_NAME = raw('"${name}Arn"');
const SELF_NAME = "${self.name}";

function join(names: Expression): string {
  return `${hcl`join(", ", ${names})`}`;
}

/** Outputs that are there and are no such ARN. */
function malformedOf(names: readonly string[], pattern: string): Expression {
  return hcl`[for name in ${names} : ${OUTPUT_NAME} if !can(regex(${pattern}, try(self.outputs[${OUTPUT_NAME}], ""))) && can(self.outputs[${OUTPUT_NAME}])]`;
}
