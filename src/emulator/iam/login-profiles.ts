import { scryptSync } from "node:crypto";
import type {
  ChangePasswordRequest,
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  GetLoginProfileResponse,
  LoginProfile,
  UpdateLoginProfileRequest,
} from "@aws-sdk/client-iam";
import { ALPHANUMERIC } from "../../base";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { wholeSeconds } from "./arns";
import { findPasswordPolicy } from "./password-policy";
import { checkPassword } from "./password-rules";
import { loginProfileTable } from "./user-credential-rows";
import type { LoginProfileRow } from "./user-credential-rows";
import { callingUserName, findUser } from "./users";
import type { UserRow } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** Most that a policy may remember. */
const LONGEST_HISTORY = 24;

/** CreateLoginProfile. */
export const createLoginProfile = defineOperation<CreateLoginProfileRequest, CreateLoginProfileResponse>({
  name: "CreateLoginProfile",
  run({ UserName, Password, PasswordResetRequired = false }, context) {
    const user = findUser(context, UserName ?? callingUserName(context));
    if (loginProfileTable(context).has(user.id)) {
      // facts/aws-errors.tsv, test_iam_users.
      throw new AwsFault("EntityAlreadyExists", `Login Profile for user ${user.name} already exists.`);
    }
    // "It is required in all other cases" than a session of AssumeRoot; words unverified.
    if (Password === undefined) throw new AwsFault("ValidationError", "Password must be specified.");
    const empty: LoginProfileRow = {
      userId: user.id,
      createDate: wholeSeconds(context.clock.now()),
      passwordResetRequired: PasswordResetRequired,
      passwordChanged: wholeSeconds(context.clock.now()),
      salt: context.random.text(22, ALPHANUMERIC),
      hashes: [],
    };
    const row = setPassword(empty, Password, context);
    loginProfileTable(context).put(user.id, row);
    return { LoginProfile: describeProfile(row, user) };
  },
});

/** GetLoginProfile. */
export const getLoginProfile = defineOperation<GetLoginProfileRequest, GetLoginProfileResponse>({
  name: "GetLoginProfile",
  run({ UserName }, context) {
    const user = findUser(context, UserName ?? callingUserName(context));
    return { LoginProfile: describeProfile(findProfile(user, context), user) };
  },
});

/** UpdateLoginProfile: what is left out stays. */
export const updateLoginProfile = defineOperation<UpdateLoginProfileRequest, void>({
  name: "UpdateLoginProfile",
  run({ UserName = "", Password, PasswordResetRequired }, context) {
    const user = findUser(context, UserName);
    const row = findProfile(user, context);
    const changed = Password === undefined ? row : setPassword(row, Password, context);
    const passwordResetRequired = PasswordResetRequired ?? row.passwordResetRequired;
    loginProfileTable(context).put(user.id, { ...changed, passwordResetRequired });
  },
});

/** DeleteLoginProfile. */
export const deleteLoginProfile = defineOperation<DeleteLoginProfileRequest, void>({
  name: "DeleteLoginProfile",
  run({ UserName }, context) {
    const user = findUser(context, UserName ?? callingUserName(context));
    loginProfileTable(context).delete(findProfile(user, context).userId);
  },
});

/** ChangePassword: users their own. */
export const changePassword = defineOperation<ChangePasswordRequest, void>({
  name: "ChangePassword",
  run({ OldPassword = "", NewPassword = "" }, context) {
    // Sentences observed in the code of a clone that repeats AWS's; the status of the second is recorded from AWS.
    if (!context.caller.arn.includes(":user/")) {
      throw new AwsFault("InvalidUserType", "Only IAM Users can change their own password.");
    }
    const user = findUser(context, callingUserName(context));
    const row = findProfile(user, context);
    if (row.hashes[0] !== hashPassword(OldPassword, row.salt)) {
      throw new AwsFault("AccessDenied", "The old password was incorrect.", 403);
    }
    const changed = setPassword(row, NewPassword, context);
    loginProfileTable(context).put(user.id, { ...changed, passwordResetRequired: false });
  },
});

function findProfile(user: UserRow, context: OperationContext): LoginProfileRow {
  const row = loginProfileTable(context).get(user.id);
  if (row !== undefined) return row;
  // Observed in public error logs.
  throw new AwsFault("NoSuchEntity", `Login Profile for User ${user.name} cannot be found.`);
}

function describeProfile(row: LoginProfileRow, user: UserRow): LoginProfile {
  return {
    UserName: user.name,
    CreateDate: row.createDate,
    PasswordResetRequired: row.passwordResetRequired,
  };
}

/** The profile with another password, if the account's policy takes it. */
function setPassword(row: LoginProfileRow, password: string, context: OperationContext): LoginProfileRow {
  const policy = findPasswordPolicy(context);
  checkPassword(password, policy);
  const hash = hashPassword(password, row.salt);
  if (row.hashes.slice(0, policy?.reusePrevention ?? 0).includes(hash)) {
    // Observed as the sentence of ChangePassword above.
    const message = "Policy constraint violation with password reuse prevention during password change.";
    throw new AwsFault("PasswordPolicyViolation", message);
  }
  return {
    ...row,
    passwordChanged: wholeSeconds(context.clock.now()),
    hashes: [hash, ...row.hashes].slice(0, LONGEST_HISTORY),
  };
}

/**
 * Cheaper than one would choose for real accounts, since it runs while others wait. One salt for all passwords of a user,
 * so that a new one is compared with those before by one hash.
 */
function hashPassword(password: string, salt: string): string {
  return scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 }).toString("base64");
}
