import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { listGroupsOfUser } from "./group-rows";
import { describeProfile } from "./instance-profiles";
import { listManagedPolicies } from "./managed-policies";
import { omitMembers } from "./omitted-members";
import { paginate } from "./paginate";
import { describePolicy } from "./policies";
import type { PolicyRow } from "./policy-row";
import { countPolicyUsage, policyKey, policyNameOf, policyTable } from "./policy-rows";
import { describeVersion } from "./policy-versions";
import type { PolicyUsage } from "./policy-rows";
import { GROUP, ROLE, USER, nameKey, principalTable } from "./principals";
import type { PrincipalRow } from "./principals";
import { listProfilesOfRole } from "./profile-rows";
import { describeRole } from "./roles";
import type { RoleRow } from "./roles";
import { describeUser } from "./users";
import type { UserRow } from "./users";

/** An entity that the account's details tell of. */
type Entity =
  | { readonly kind: "User"; readonly row: UserRow }
  | { readonly kind: "Group"; readonly row: PrincipalRow }
  | { readonly kind: "Role"; readonly row: RoleRow }
  | { readonly kind: "Policy"; readonly row: PolicyRow };

/** Pages go through users, groups, roles and policies, in this order, each by name. */
const ORDER = { User: 1, Group: 2, Role: 3, Policy: 4 } as const;

function keyOf(entity: Entity): string {
  const key = entity.kind === "Policy" ? policyKey(entity.row.arn) : nameKey(entity.row.name);
  return `${ORDER[entity.kind]}/${key}`;
}

function listEntities(context: OperationContext, filter: readonly EntityType[], usage: PolicyUsage): Entity[] {
  const wants = (type: EntityType): boolean => filter.length === 0 || filter.includes(type);
  const users = wants("User") ? [...principalTable<UserRow>(USER, context).values()] : [];
  const groups = wants("Group") ? [...principalTable(GROUP, context).values()] : [];
  const roles = wants("Role") ? [...principalTable<RoleRow>(ROLE, context).values()] : [];
  const local = wants("LocalManagedPolicy") ? [...policyTable(context).values()] : [];
  // AWS's own are told of where the account uses them (unverified).
  const isUsed = ({ arn }: PolicyRow): boolean => usage.attachments.has(arn) || usage.boundaries.has(arn);
  const owned = wants("AWSManagedPolicy") ? listManagedPolicies(context.partition).filter(isUsed) : [];
  return [
    ...users.map((row): Entity => ({ kind: "User", row })),
    ...groups.map((row): Entity => ({ kind: "Group", row })),
    ...roles.map((row): Entity => ({ kind: "Role", row })),
    ...[...local, ...owned].map((row): Entity => ({ kind: "Policy", row })),
  ];
}

/** GetAccountAuthorizationDetails. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const getAccountAuthorizationDetails = defineOperation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
>({
  name: "GetAccountAuthorizationDetails",
  run(input, context) {
    const usage = countPolicyUsage(context);
    const { items, ...page } = paginate(listEntities(context, input.Filter ?? [], usage), keyOf, input);
    return {
      UserDetailList: items.flatMap((entity) => (entity.kind === "User" ? detailUser(entity.row, context) : [])),
      GroupDetailList: items.flatMap((entity) => (entity.kind === "Group" ? detailGroup(entity.row) : [])),
      RoleDetailList: items.flatMap((entity) => (entity.kind === "Role" ? detailRole(entity.row, context) : [])),
      Policies: items.flatMap((entity) => (entity.kind === "Policy" ? detailPolicy(entity.row, usage) : [])),
      ...page,
    };
  },
});

// Which members there are is recorded from AWS (localstack's test_iam_account_authorization_details, February 2026).

function detailUser(row: UserRow, context: OperationContext): UserDetail {
  return {
    ...describeUser(row),
    Tags: [...row.tags],
    UserPolicyList: detailInline(row),
    GroupList: listGroupsOfUser(context, row.name).map(({ name }) => name),
    AttachedManagedPolicies: detailAttached(row),
  };
}

function detailGroup(row: PrincipalRow): GroupDetail {
  return {
    Path: row.path,
    GroupName: row.name,
    GroupId: row.id,
    Arn: row.arn,
    CreateDate: row.createDate,
    GroupPolicyList: detailInline(row),
    AttachedManagedPolicies: detailAttached(row),
  };
}

function detailRole(row: RoleRow, context: OperationContext): RoleDetail {
  const { Description: _unsaid, MaxSessionDuration: _neither, ...role } = describeRole(row, context);
  return {
    ...role,
    Tags: [...row.tags],
    InstanceProfileList: listProfilesOfRole(context, row.name).map((profile) =>
      omitMembers("ListInstanceProfiles", describeProfile(context, profile)),
    ),
    RolePolicyList: detailInline(row),
    AttachedManagedPolicies: detailAttached(row),
  };
}

function detailPolicy(row: PolicyRow, usage: PolicyUsage): ManagedPolicyDetail {
  const { Tags: _unsaid, ...policy } = describePolicy(row, usage);
  const newestFirst = [...row.versions].reverse();
  return { ...policy, PolicyVersionList: newestFirst.map((version) => describeVersion(row, version, true)) };
}

function detailInline({ inlinePolicies }: PrincipalRow): PolicyDetail[] {
  return inlinePolicies.map(({ name, document }) => ({
    PolicyName: name,
    PolicyDocument: encodeURIComponent(document),
  }));
}

function detailAttached({ attachedPolicies }: PrincipalRow): { PolicyName: string; PolicyArn: string }[] {
  return attachedPolicies.map((arn) => ({ PolicyName: policyNameOf(arn), PolicyArn: arn }));
}
