import type {
  GetAccountPasswordPolicyResponse,
  PasswordPolicy,
  UpdateAccountPasswordPolicyRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html
// Sentences of this file: facts/aws-errors.tsv, test_iam_account_password_policy.

/** An account's own policy; an account has one or none. */
export interface PasswordPolicyRow {
  readonly minimumLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly allowUsersToChangePassword: boolean;
  /** Days; undefined where passwords do not expire. */
  readonly maxAge: number | undefined;
  /** How many passwords back none may come again. */
  readonly reusePrevention: number | undefined;
  readonly hardExpiry: boolean | undefined;
}

const KEY = "policy";

function policyTable(context: OperationContext): Table<PasswordPolicyRow> {
  return context.store.table<PasswordPolicyRow>("iam-password-policy", { account: context.caller.accountId });
}

/** The account's own policy; undefined where AWS's default holds. */
export function findPasswordPolicy(context: OperationContext): PasswordPolicyRow | undefined {
  return policyTable(context).get(KEY);
}

/** GetAccountPasswordPolicy. AWS's default is no policy of the account. */
export const getAccountPasswordPolicy = defineOperation<object, GetAccountPasswordPolicyResponse>({
  name: "GetAccountPasswordPolicy",
  run(_input, context) {
    const policy = findPasswordPolicy(context);
    if (policy !== undefined) return { PasswordPolicy: describePolicy(policy) };
    const domain = context.caller.accountId;
    throw new AwsFault("NoSuchEntity", `The Password Policy with domain name ${domain} cannot be found.`);
  },
});

/** Recorded: what was not set and has no default is not there. */
function describePolicy(policy: PasswordPolicyRow): PasswordPolicy {
  return {
    MinimumPasswordLength: policy.minimumLength,
    RequireSymbols: policy.requireSymbols,
    RequireNumbers: policy.requireNumbers,
    RequireUppercaseCharacters: policy.requireUppercase,
    RequireLowercaseCharacters: policy.requireLowercase,
    AllowUsersToChangePassword: policy.allowUsersToChangePassword,
    ExpirePasswords: policy.maxAge !== undefined,
    MaxPasswordAge: policy.maxAge,
    PasswordReusePrevention: policy.reusePrevention,
    HardExpiry: policy.hardExpiry,
  };
}

/** UpdateAccountPasswordPolicy: the whole policy; what is left out gets its default again. */
export const updateAccountPasswordPolicy = defineOperation<UpdateAccountPasswordPolicyRequest, void>({
  name: "UpdateAccountPasswordPolicy",
  run(input, context) {
    policyTable(context).put(KEY, {
      minimumLength: input.MinimumPasswordLength ?? 6,
      requireSymbols: input.RequireSymbols ?? false,
      requireNumbers: input.RequireNumbers ?? false,
      requireUppercase: input.RequireUppercaseCharacters ?? false,
      requireLowercase: input.RequireLowercaseCharacters ?? false,
      allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      maxAge: input.MaxPasswordAge,
      reusePrevention: input.PasswordReusePrevention,
      hardExpiry: input.HardExpiry,
    });
  },
});

/** DeleteAccountPasswordPolicy. */
export const deleteAccountPasswordPolicy = defineOperation<object, void>({
  name: "DeleteAccountPasswordPolicy",
  run(_input, context) {
    if (policyTable(context).delete(KEY)) return;
    throw new AwsFault("NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.");
  },
});
