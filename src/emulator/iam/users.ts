import type {
  CreateUserRequest,
  CreateUserResponse,
  DeleteUserRequest,
  GetUserRequest,
  GetUserResponse,
  ListUsersRequest,
  ListUsersResponse,
  UpdateUserRequest,
  User,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { accessKeyTable, listKeysOfUser } from "./access-key-rows";
import { iamArn, wholeSeconds } from "./arns";
import { checkBoundary, describeBoundary } from "./boundaries";
import { alreadyExists } from "./faults";
import { renameMember } from "./group-rows";
import { omitMembers } from "./omitted-members";
import { USER, addPrincipal, findPrincipal, listPrincipals, nameKey, principalTable } from "./principals";
import type { PrincipalRow } from "./principals";
import { firstTags } from "./tags";
import { makeUniqueId } from "./unique-ids";
import { refuseWhileInUse } from "./user-hindrances";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

export type UserRow = PrincipalRow;

export function findUser(context: OperationContext, name: string): UserRow {
  return findPrincipal(USER, context, name);
}

/** The name of the user who calls, for operations whose UserName may be left out. */
export function callingUserName(context: OperationContext): string {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(context.caller.arn)?.[1];
  if (name !== undefined) return name;
  // Observed for callers that are no user.
  throw new AwsFault("ValidationError", "Must specify userName when calling with non-User credentials");
}

/** The user as GetUser shows it. */
export function describeUser(row: UserRow): User {
  return {
    Path: row.path,
    UserName: row.name,
    UserId: row.id,
    Arn: row.arn,
    CreateDate: row.createDate,
    PermissionsBoundary: describeBoundary(row.permissionsBoundary),
    Tags: row.tags.length === 0 ? undefined : [...row.tags],
  };
}

/** CreateUser. */
export const createUser = defineOperation<CreateUserRequest, CreateUserResponse>({
  name: "CreateUser",
  run(input, context) {
    const name = input.UserName ?? "";
    const path = input.Path ?? "/";
    const row: UserRow = {
      name,
      id: makeUniqueId(context.random, "AIDA"),
      arn: iamArn(context, "user", path, name),
      path,
      createDate: wholeSeconds(context.clock.now()),
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: checkBoundary(input.PermissionsBoundary, context),
      tags: firstTags(input.Tags, context),
    };
    addPrincipal(USER, context, row);
    return { User: describeUser(row) };
  },
});

/** The day on which every account of the emulator was made. */
export const ACCOUNT_CREATED = new Date("2020-01-01T00:00:00Z");

/** GetUser; without a name the user who calls, for the root of the account the account itself. */
export const getUser = defineOperation<GetUserRequest, GetUserResponse>({
  name: "GetUser",
  run({ UserName }, context) {
    const { accountId, arn } = context.caller;
    if (UserName === undefined && arn.endsWith(":root")) {
      return {
        User: { Path: "/", UserName: "", UserId: accountId, Arn: arn, CreateDate: ACCOUNT_CREATED },
      };
    }
    return { User: describeUser(findUser(context, UserName ?? callingUserName(context))) };
  },
});

/** ListUsers. */
export const listUsers = defineOperation<ListUsersRequest, ListUsersResponse>({
  name: "ListUsers",
  run(input, context) {
    const { items, ...page } = listPrincipals<UserRow>(USER, context, input);
    return { Users: items.map((row) => omitMembers("ListUsers", describeUser(row))), ...page };
  },
});

/** UpdateUser: another name, another path, the same id. */
export const updateUser = defineOperation<UpdateUserRequest, void>({
  name: "UpdateUser",
  run({ UserName = "", NewUserName, NewPath }, context) {
    const user = findUser(context, UserName);
    const name = NewUserName ?? user.name;
    const path = NewPath ?? user.path;
    const table = principalTable<UserRow>(USER, context);
    if (nameKey(name) !== nameKey(user.name) && table.has(nameKey(name))) throw alreadyExists("User", name);
    const renamed: UserRow = { ...user, name, path, arn: iamArn(context, "user", path, name) };
    for (const key of listKeysOfUser(context, user.name)) {
      accessKeyTable(context).put(key.accessKeyId, { ...key, userName: name, arn: renamed.arn });
    }
    renameMember(context, user.name, name);
    table.delete(nameKey(user.name));
    table.put(nameKey(name), renamed);
  },
});

/** DeleteUser. */
export const deleteUser = defineOperation<DeleteUserRequest, void>({
  name: "DeleteUser",
  run({ UserName = "" }, context) {
    const user = findUser(context, UserName);
    refuseWhileInUse(user, context);
    principalTable<UserRow>(USER, context).delete(nameKey(user.name));
  },
});
