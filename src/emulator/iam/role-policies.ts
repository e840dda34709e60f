import type {
  AttachRolePolicyRequest,
  DeleteRolePermissionsBoundaryRequest,
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePermissionsBoundaryRequest,
  PutRolePolicyRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "./attachments";
import { deleteBoundary, putBoundary } from "./boundaries";
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putInlinePolicy } from "./inline-policies";
import { ROLE } from "./principals";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** PutRolePolicy. */
export const putRolePolicy = defineOperation<PutRolePolicyRequest, void>({
  name: "PutRolePolicy",
  run: ({ RoleName = "", PolicyName = "", PolicyDocument = "" }, context) =>
    putInlinePolicy(ROLE, context, RoleName, PolicyName, PolicyDocument),
});

/** GetRolePolicy. */
export const getRolePolicy = defineOperation<GetRolePolicyRequest, GetRolePolicyResponse>({
  name: "GetRolePolicy",
  run({ RoleName = "", PolicyName = "" }, context) {
    const { name, document } = getInlinePolicy(ROLE, context, RoleName, PolicyName);
    return { RoleName, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },
});

/** ListRolePolicies. */
export const listRolePolicies = defineOperation<ListRolePoliciesRequest, ListRolePoliciesResponse>({
  name: "ListRolePolicies",
  run: (input, context) => listInlinePolicies(ROLE, context, input.RoleName ?? "", input),
});

/** DeleteRolePolicy. */
export const deleteRolePolicy = defineOperation<DeleteRolePolicyRequest, void>({
  name: "DeleteRolePolicy",
  run: ({ RoleName = "", PolicyName = "" }, context) => deleteInlinePolicy(ROLE, context, RoleName, PolicyName),
});

/** AttachRolePolicy. */
export const attachRolePolicy = defineOperation<AttachRolePolicyRequest, void>({
  name: "AttachRolePolicy",
  run: ({ RoleName = "", PolicyArn = "" }, context) => attachPolicy(ROLE, context, RoleName, PolicyArn),
});

/** DetachRolePolicy. */
export const detachRolePolicy = defineOperation<DetachRolePolicyRequest, void>({
  name: "DetachRolePolicy",
  run: ({ RoleName = "", PolicyArn = "" }, context) => detachPolicy(ROLE, context, RoleName, PolicyArn),
});

/** ListAttachedRolePolicies. */
export const listAttachedRolePolicies = defineOperation<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
>({
  name: "ListAttachedRolePolicies",
  run: (input, context) => listAttachedPolicies(ROLE, context, input.RoleName ?? "", input),
});

/** PutRolePermissionsBoundary. */
export const putRolePermissionsBoundary = defineOperation<PutRolePermissionsBoundaryRequest, void>({
  name: "PutRolePermissionsBoundary",
  run: ({ RoleName = "", PermissionsBoundary = "" }, context) =>
    putBoundary(ROLE, context, RoleName, PermissionsBoundary),
});

/** DeleteRolePermissionsBoundary. */
export const deleteRolePermissionsBoundary = defineOperation<DeleteRolePermissionsBoundaryRequest, void>({
  name: "DeleteRolePermissionsBoundary",
  run: ({ RoleName = "" }, context) => deleteBoundary(ROLE, context, RoleName),
});
