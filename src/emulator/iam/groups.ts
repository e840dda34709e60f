import type {
  AddUserToGroupRequest,
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  Group,
  ListGroupsForUserRequest,
  ListGroupsForUserResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  RemoveUserFromGroupRequest,
  UpdateGroupRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { iamArn, wholeSeconds } from "./arns";
import { alreadyExists, deleteConflict } from "./faults";
import { findGroup, isMember, listGroupsOfUser } from "./group-rows";
import type { GroupRow } from "./group-rows";
import { omitMembers } from "./omitted-members";
import { paginate } from "./paginate";
import { GROUP, addPrincipal, listPrincipals, nameKey, principalTable, replacePrincipal } from "./principals";
import { requireRoom } from "./quotas";
import { makeUniqueId } from "./unique-ids";
import { describeUser, findUser } from "./users";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

function describeGroup(row: GroupRow): Group {
  return { Path: row.path, GroupName: row.name, GroupId: row.id, Arn: row.arn, CreateDate: row.createDate };
}

/** CreateGroup. */
export const createGroup = defineOperation<CreateGroupRequest, CreateGroupResponse>({
  name: "CreateGroup",
  run(input, context) {
    const name = input.GroupName ?? "";
    const path = input.Path ?? "/";
    const row: GroupRow = {
      name,
      id: makeUniqueId(context.random, "AGPA"),
      arn: iamArn(context, "group", path, name),
      path,
      createDate: wholeSeconds(context.clock.now()),
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: undefined,
      tags: [],
      members: [],
    };
    addPrincipal(GROUP, context, row);
    return { Group: describeGroup(row) };
  },
});

/** GetGroup: the group and its users, a page at a time. */
export const getGroup = defineOperation<GetGroupRequest, GetGroupResponse>({
  name: "GetGroup",
  run(input, context) {
    const group = findGroup(context, input.GroupName ?? "");
    const { items, ...page } = paginate(group.members, nameKey, input);
    const users = items.map((name) => omitMembers("GetGroup", describeUser(findUser(context, name))));
    return { Group: describeGroup(group), Users: users, ...page };
  },
});

/** ListGroups. */
export const listGroups = defineOperation<ListGroupsRequest, ListGroupsResponse>({
  name: "ListGroups",
  run(input, context) {
    const { items, ...page } = listPrincipals<GroupRow>(GROUP, context, input);
    return { Groups: items.map(describeGroup), ...page };
  },
});

/** ListGroupsForUser. */
export const listGroupsForUser = defineOperation<ListGroupsForUserRequest, ListGroupsForUserResponse>({
  name: "ListGroupsForUser",
  run(input, context) {
    const user = findUser(context, input.UserName ?? "");
    const { items, ...page } = paginate(listGroupsOfUser(context, user.name), (row) => nameKey(row.name), input);
    return { Groups: items.map(describeGroup), ...page };
  },
});

/** UpdateGroup: another name, another path, the same id. */
export const updateGroup = defineOperation<UpdateGroupRequest, void>({
  name: "UpdateGroup",
  run({ GroupName = "", NewGroupName, NewPath }, context) {
    const group = findGroup(context, GroupName);
    const name = NewGroupName ?? group.name;
    const path = NewPath ?? group.path;
    const table = principalTable<GroupRow>(GROUP, context);
    if (nameKey(name) !== nameKey(group.name) && table.has(nameKey(name))) throw alreadyExists("Group", name);
    table.delete(nameKey(group.name));
    table.put(nameKey(name), { ...group, name, path, arn: iamArn(context, "group", path, name) });
  },
});

/** AddUserToGroup; adding again changes nothing. */
export const addUserToGroup = defineOperation<AddUserToGroupRequest, void>({
  name: "AddUserToGroup",
  run({ GroupName = "", UserName = "" }, context) {
    const user = findUser(context, UserName);
    const group = findGroup(context, GroupName);
    if (isMember(group, user.name)) return;
    requireRoom(context, "GroupsPerUser", listGroupsOfUser(context, user.name).length);
    replacePrincipal<GroupRow>(GROUP, context, { ...group, members: [...group.members, user.name] });
  },
});

/** RemoveUserFromGroup; removing who is not in it changes nothing (unverified). */
export const removeUserFromGroup = defineOperation<RemoveUserFromGroupRequest, void>({
  name: "RemoveUserFromGroup",
  run({ GroupName = "", UserName = "" }, context) {
    // Recorded: of an unknown user and an unknown group the user is named (facts/aws-errors.tsv, test_iam_groups).
    const user = findUser(context, UserName);
    const group = findGroup(context, GroupName);
    const members = group.members.filter((name) => nameKey(name) !== nameKey(user.name));
    replacePrincipal<GroupRow>(GROUP, context, { ...group, members });
  },
});

/** DeleteGroup. */
export const deleteGroup = defineOperation<DeleteGroupRequest, void>({
  name: "DeleteGroup",
  run({ GroupName = "" }, context) {
    const group = findGroup(context, GroupName);
    // Sentences observed in public error logs.
    if (group.members.length > 0) throw deleteConflict("Cannot delete entity, must remove users from group first.");
    if (group.attachedPolicies.length > 0) {
      throw deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    if (group.inlinePolicies.length > 0) throw deleteConflict("Cannot delete entity, must delete policies first.");
    principalTable<GroupRow>(GROUP, context).delete(nameKey(group.name));
  },
});
