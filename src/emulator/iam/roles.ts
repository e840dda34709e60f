import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  Role,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
  UpdateRoleResponse,
} from "@aws-sdk/client-iam";
import { useTable } from "../credential-uses";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { remember } from "../remember";
import { iamArn, wholeSeconds } from "./arns";
import { checkBoundary, describeBoundary } from "./boundaries";
import { deleteConflict } from "./faults";
import { omitMembers } from "./omitted-members";
import { checkTrustPolicy } from "./policy-documents";
import {
  ROLE,
  addPrincipal,
  findPrincipal,
  listPrincipals,
  nameKey,
  principalTable,
  replacePrincipal,
} from "./principals";
import type { PrincipalRow } from "./principals";
import { listProfilesOfRole } from "./profile-rows";
import { findModifiablePrincipal, refuseLinkedRole } from "./protected-roles";
import { firstTags } from "./tags";
import { findTrustedIds, showTrustPolicy } from "./trusted-ids";
import type { TrustedIds } from "./trusted-ids";
import { makeUniqueId } from "./unique-ids";

export interface RoleRow extends PrincipalRow {
  readonly assumeRolePolicyDocument: string;
  readonly trustedIds: TrustedIds;
  readonly description: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** The service whose service-linked role it is: `batch.amazonaws.com`. Such a role only AWS may change. */
  readonly linkedService?: string | undefined;
}

export function findRole(context: OperationContext, name: string): RoleRow {
  return findPrincipal<RoleRow>(ROLE, context, name);
}

const encodeDocument = remember(encodeURIComponent);

/** The role as GetRole shows it. */
export function describeRole(row: RoleRow, context: OperationContext): Role {
  const used = useTable(context.store).get(row.id);
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: row.arn,
    CreateDate: row.createDate,
    AssumeRolePolicyDocument: encodeDocument(showTrustPolicy(row.assumeRolePolicyDocument, row.trustedIds, context)),
    Description: row.description,
    MaxSessionDuration: row.maxSessionDuration,
    PermissionsBoundary: describeBoundary(row.permissionsBoundary),
    Tags: row.tags.length === 0 ? undefined : [...row.tags],
    RoleLastUsed: used === undefined ? {} : { LastUsedDate: used.time, Region: used.region },
  };
}

/** CreateRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = defineOperation<CreateRoleRequest, CreateRoleResponse>({
  name: "CreateRole",
  run(input, context) {
    const name = input.RoleName as string;
    const path = input.Path ?? "/";
    const trust = checkTrustPolicy(input.AssumeRolePolicyDocument as string, context);
    const row: RoleRow = {
      name,
      id: makeUniqueId(context.random, "AROA"),
      arn: iamArn(context, "role", path, name),
      path,
      createDate: wholeSeconds(context.clock.now()),
      inlinePolicies: [],
      attachedPolicies: [],
      permissionsBoundary: checkBoundary(input.PermissionsBoundary, context),
      tags: firstTags(input.Tags, context),
      assumeRolePolicyDocument: trust,
      trustedIds: findTrustedIds(trust, context),
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
    };
    addPrincipal(ROLE, context, row);
    return { Role: omitMembers("CreateRole", describeRole(row, context)) };
  },
});

/** GetRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = defineOperation<GetRoleRequest, GetRoleResponse>({
  name: "GetRole",
  run: (input, context) => ({ Role: describeRole(findRole(context, input.RoleName as string), context) }),
});

/** ListRoles. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = defineOperation<ListRolesRequest, ListRolesResponse>({
  name: "ListRoles",
  run(input, context) {
    const { items, ...page } = listPrincipals<RoleRow>(ROLE, context, input);
    return { Roles: items.map((row) => omitMembers("ListRoles", describeRole(row, context))), ...page };
  },
});

/** UpdateRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = defineOperation<UpdateRoleRequest, UpdateRoleResponse>({
  name: "UpdateRole",
  run(input, context) {
    const role = findRole(context, input.RoleName as string);
    // The description of a service-linked role may change.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/edit-service-linked-role.html
    if (input.MaxSessionDuration !== undefined) refuseLinkedRole(role);
    replacePrincipal<RoleRow>(ROLE, context, {
      ...role,
      description: input.Description ?? role.description,
      maxSessionDuration: input.MaxSessionDuration ?? role.maxSessionDuration,
    });
    return {};
  },
});

/** UpdateRoleDescription. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription = defineOperation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>({
  name: "UpdateRoleDescription",
  run(input, context) {
    const role: RoleRow = { ...findRole(context, input.RoleName as string), description: input.Description };
    replacePrincipal(ROLE, context, role);
    return { Role: omitMembers("UpdateRoleDescription", describeRole(role, context)) };
  },
});

/** UpdateAssumeRolePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = defineOperation<UpdateAssumeRolePolicyRequest, void>({
  name: "UpdateAssumeRolePolicy",
  run(input, context) {
    const role = findModifiablePrincipal<RoleRow>(ROLE, context, input.RoleName as string);
    const document = checkTrustPolicy(input.PolicyDocument as string, context);
    const trustedIds = findTrustedIds(document, context);
    replacePrincipal<RoleRow>(ROLE, context, { ...role, assumeRolePolicyDocument: document, trustedIds });
  },
});

/** DeleteRole. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = defineOperation<DeleteRoleRequest, void>({
  name: "DeleteRole",
  run(input, context) {
    const role = findModifiablePrincipal<RoleRow>(ROLE, context, input.RoleName as string);
    if (listProfilesOfRole(context, role.name).length > 0) {
      throw deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    if (role.attachedPolicies.length > 0) throw deleteConflict("Cannot delete entity, must detach all policies first.");
    if (role.inlinePolicies.length > 0) throw deleteConflict("Cannot delete entity, must delete policies first.");
    principalTable<RoleRow>(ROLE, context).delete(nameKey(role.name));
    useTable(context.store).delete(role.id);
  },
});
