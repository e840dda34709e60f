import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  InstanceProfile,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse,
  RemoveRoleFromInstanceProfileRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { iamArn, wholeSeconds } from "./arns";
import { deleteConflict } from "./faults";
import { omitMembers } from "./omitted-members";
import { paginate } from "./paginate";
import { nameKey } from "./principals";
import { findProfile, listProfilesOfRole, profileTable } from "./profile-rows";
import type { InstanceProfileRow } from "./profile-rows";
import { refuseLinkedRole } from "./protected-roles";
import { requireRoom } from "./quotas";
import { describeRole, findRole } from "./roles";
import { firstTags } from "./tags";
import { makeUniqueId } from "./unique-ids";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** The instance profile as GetInstanceProfile shows it. */
export function describeProfile(context: OperationContext, row: InstanceProfileRow): InstanceProfile {
  return {
    Path: row.path,
    InstanceProfileName: row.name,
    InstanceProfileId: row.id,
    Arn: row.arn,
    CreateDate: row.createDate,
    Roles: row.roleNames.map((name) =>
      omitMembers("RolesInInstanceProfile", describeRole(findRole(context, name), context)),
    ),
    Tags: [...row.tags],
  };
}

/** CreateInstanceProfile. */
export const createInstanceProfile = defineOperation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>({
  name: "CreateInstanceProfile",
  run(input, context) {
    const name = input.InstanceProfileName ?? "";
    const path = input.Path ?? "/";
    const table = profileTable(context);
    const row: InstanceProfileRow = {
      name,
      id: makeUniqueId(context.random, "AIPA"),
      arn: iamArn(context, "instance-profile", path, name),
      path,
      createDate: wholeSeconds(context.clock.now()),
      roleNames: [],
      tags: firstTags(input.Tags, context, "exact"),
    };
    if (table.has(nameKey(name))) throw new AwsFault("EntityAlreadyExists", `Instance Profile ${name} already exists.`);
    requireRoom(context, "InstanceProfilesPerAccount", table.size);
    table.put(nameKey(name), row);
    return { InstanceProfile: describeProfile(context, row) };
  },
});

/** GetInstanceProfile. */
export const getInstanceProfile = defineOperation<GetInstanceProfileRequest, GetInstanceProfileResponse>({
  name: "GetInstanceProfile",
  run: ({ InstanceProfileName = "" }, context) => ({
    InstanceProfile: describeProfile(context, findProfile(context, InstanceProfileName)),
  }),
});

/** ListInstanceProfiles. */
export const listInstanceProfiles = defineOperation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>({
  name: "ListInstanceProfiles",
  run(input, context) {
    const rows = [...profileTable(context).values()].filter((row) => row.path.startsWith(input.PathPrefix ?? "/"));
    return describePage(rows, input, context);
  },
});

/** ListInstanceProfilesForRole. */
export const listInstanceProfilesForRole = defineOperation<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
>({
  name: "ListInstanceProfilesForRole",
  run(input, context) {
    const role = findRole(context, input.RoleName ?? "");
    return describePage(listProfilesOfRole(context, role.name), input, context);
  },
});

function describePage(
  rows: readonly InstanceProfileRow[],
  input: ListInstanceProfilesRequest,
  context: OperationContext,
): ListInstanceProfilesResponse {
  const { items, ...page } = paginate(rows, (row) => nameKey(row.name), input);
  return {
    InstanceProfiles: items.map((row) => omitMembers("ListInstanceProfiles", describeProfile(context, row))),
    ...page,
  };
}

/** AddRoleToInstanceProfile. */
export const addRoleToInstanceProfile = defineOperation<AddRoleToInstanceProfileRequest, void>({
  name: "AddRoleToInstanceProfile",
  run({ InstanceProfileName = "", RoleName = "" }, context) {
    const profile = findProfile(context, InstanceProfileName);
    const role = findRole(context, RoleName);
    refuseLinkedRole(role);
    requireRoom(context, "InstanceSessionsPerInstanceProfile", profile.roleNames.length);
    profileTable(context).put(nameKey(profile.name), { ...profile, roleNames: [role.name] });
  },
});

/** RemoveRoleFromInstanceProfile. */
export const removeRoleFromInstanceProfile = defineOperation<RemoveRoleFromInstanceProfileRequest, void>({
  name: "RemoveRoleFromInstanceProfile",
  run({ InstanceProfileName = "", RoleName = "" }, context) {
    const profile = findProfile(context, InstanceProfileName);
    const role = findRole(context, RoleName);
    refuseLinkedRole(role);
    if (!profile.roleNames.includes(role.name)) {
      throw new AwsFault("NoSuchEntity", `Role ${role.name} in Instance Profile ${profile.name} cannot be found.`);
    }
    profileTable(context).put(nameKey(profile.name), { ...profile, roleNames: [] });
  },
});

/** DeleteInstanceProfile. */
export const deleteInstanceProfile = defineOperation<DeleteInstanceProfileRequest, void>({
  name: "DeleteInstanceProfile",
  run({ InstanceProfileName = "" }, context) {
    const profile = findProfile(context, InstanceProfileName);
    if (profile.roleNames.length > 0) {
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    profileTable(context).delete(nameKey(profile.name));
  },
});
