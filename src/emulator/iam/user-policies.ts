import type {
  AttachUserPolicyRequest,
  DeleteUserPermissionsBoundaryRequest,
  DeleteUserPolicyRequest,
  DetachUserPolicyRequest,
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse,
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  PutUserPermissionsBoundaryRequest,
  PutUserPolicyRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "./attachments";
import { deleteBoundary, putBoundary } from "./boundaries";
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putInlinePolicy } from "./inline-policies";
import { USER } from "./principals";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** PutUserPolicy. */
export const putUserPolicy = defineOperation<PutUserPolicyRequest, void>({
  name: "PutUserPolicy",
  run: ({ UserName = "", PolicyName = "", PolicyDocument = "" }, context) =>
    putInlinePolicy(USER, context, UserName, PolicyName, PolicyDocument),
});

/** GetUserPolicy. */
export const getUserPolicy = defineOperation<GetUserPolicyRequest, GetUserPolicyResponse>({
  name: "GetUserPolicy",
  run({ UserName = "", PolicyName = "" }, context) {
    const { name, document } = getInlinePolicy(USER, context, UserName, PolicyName);
    return { UserName, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },
});

/** ListUserPolicies. */
export const listUserPolicies = defineOperation<ListUserPoliciesRequest, ListUserPoliciesResponse>({
  name: "ListUserPolicies",
  run: (input, context) => listInlinePolicies(USER, context, input.UserName ?? "", input),
});

/** DeleteUserPolicy. */
export const deleteUserPolicy = defineOperation<DeleteUserPolicyRequest, void>({
  name: "DeleteUserPolicy",
  run: ({ UserName = "", PolicyName = "" }, context) => deleteInlinePolicy(USER, context, UserName, PolicyName),
});

/** AttachUserPolicy. */
export const attachUserPolicy = defineOperation<AttachUserPolicyRequest, void>({
  name: "AttachUserPolicy",
  run: ({ UserName = "", PolicyArn = "" }, context) => attachPolicy(USER, context, UserName, PolicyArn),
});

/** DetachUserPolicy. */
export const detachUserPolicy = defineOperation<DetachUserPolicyRequest, void>({
  name: "DetachUserPolicy",
  run: ({ UserName = "", PolicyArn = "" }, context) => detachPolicy(USER, context, UserName, PolicyArn),
});

/** ListAttachedUserPolicies. */
export const listAttachedUserPolicies = defineOperation<
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
>({
  name: "ListAttachedUserPolicies",
  run: (input, context) => listAttachedPolicies(USER, context, input.UserName ?? "", input),
});

/** PutUserPermissionsBoundary. */
export const putUserPermissionsBoundary = defineOperation<PutUserPermissionsBoundaryRequest, void>({
  name: "PutUserPermissionsBoundary",
  run: ({ UserName = "", PermissionsBoundary = "" }, context) =>
    putBoundary(USER, context, UserName, PermissionsBoundary),
});

/** DeleteUserPermissionsBoundary. */
export const deleteUserPermissionsBoundary = defineOperation<DeleteUserPermissionsBoundaryRequest, void>({
  name: "DeleteUserPermissionsBoundary",
  run: ({ UserName = "" }, context) => deleteBoundary(USER, context, UserName),
});
