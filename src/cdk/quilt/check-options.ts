import { Token } from "aws-cdk-lib/core";
import { UserError } from "../../base";
import type { QuiltIamOptions } from "./quilt-iam-options";
import { ROLE_DECLARATIONS } from "./role-declarations";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const PATH = /^\/(?:[!-~]+\/)?$/;

/** An account, or a principal in one: nothing with a wildcard, which would open the roles to the world. */
const PRINCIPAL = /^(?:\d{12}|arn:aws(?:-[a-z]+)*:(?:iam|sts)::\d{12}:[^*]+)$/;

const LONGEST_PATH = 512;
const MOST_EXTRA_POLICIES = 5;

/** @throws UserError naming the option, the value and what is allowed */
export function checkOptions(options: QuiltIamOptions): void {
  const { path, extraTrustedPrincipals = [], extraManagedPolicies = {}, managedUserRoleExtraPolicies = [] } = options;
  if (path !== undefined && !Token.isUnresolved(path) && (!PATH.test(path) || path.length > LONGEST_PATH)) {
    refuse("path", path, `begin and end with '/', at most ${LONGEST_PATH} characters`);
  }
  for (const principal of extraTrustedPrincipals) {
    if (!Token.isUnresolved(principal) && !PRINCIPAL.test(principal)) {
      refuse("extraTrustedPrincipals", principal, "give an account id or the ARN of a user, role or account");
    }
  }
  const roles = ROLE_DECLARATIONS.map(({ name }) => name);
  for (const [name, arns] of Object.entries(extraManagedPolicies)) {
    if (!roles.includes(name)) refuse("extraManagedPolicies", name, `allowed roles: ${roles.join(", ")}`);
    arns.forEach((arn) => refuseOtherThanArn("extraManagedPolicies", arn));
  }
  if (managedUserRoleExtraPolicies.length > MOST_EXTRA_POLICIES) {
    const count = `${managedUserRoleExtraPolicies.length} policies`;
    refuse("managedUserRoleExtraPolicies", count, `give at most ${MOST_EXTRA_POLICIES}`);
  }
  managedUserRoleExtraPolicies.forEach((arn) => refuseOtherThanArn("managedUserRoleExtraPolicies", arn));
}

function refuseOtherThanArn(option: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^arn:[^,\s]+$/.test(value))
    refuse(option, value, "give ARNs of managed policies");
}

function refuse(option: string, value: string, hint: string): never {
  throw new UserError("quilt-iam-option-invalid", `${option}: '${value}' is not allowed`, { hint });
}
