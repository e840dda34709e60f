import type {
  AttachGroupPolicyRequest,
  DeleteGroupPolicyRequest,
  DetachGroupPolicyRequest,
  GetGroupPolicyRequest,
  GetGroupPolicyResponse,
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
  ListGroupPoliciesRequest,
  ListGroupPoliciesResponse,
  PutGroupPolicyRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { attachPolicy, detachPolicy, listAttachedPolicies } from "./attachments";
import { deleteInlinePolicy, getInlinePolicy, listInlinePolicies, putInlinePolicy } from "./inline-policies";
import { GROUP } from "./principals";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** PutGroupPolicy. */
export const putGroupPolicy = defineOperation<PutGroupPolicyRequest, void>({
  name: "PutGroupPolicy",
  run: ({ GroupName = "", PolicyName = "", PolicyDocument = "" }, context) =>
    putInlinePolicy(GROUP, context, GroupName, PolicyName, PolicyDocument),
});

/** GetGroupPolicy. */
export const getGroupPolicy = defineOperation<GetGroupPolicyRequest, GetGroupPolicyResponse>({
  name: "GetGroupPolicy",
  run({ GroupName = "", PolicyName = "" }, context) {
    const { name, document } = getInlinePolicy(GROUP, context, GroupName, PolicyName);
    return { GroupName, PolicyName: name, PolicyDocument: encodeURIComponent(document) };
  },
});

/** ListGroupPolicies. */
export const listGroupPolicies = defineOperation<ListGroupPoliciesRequest, ListGroupPoliciesResponse>({
  name: "ListGroupPolicies",
  run: (input, context) => listInlinePolicies(GROUP, context, input.GroupName ?? "", input),
});

/** DeleteGroupPolicy. */
export const deleteGroupPolicy = defineOperation<DeleteGroupPolicyRequest, void>({
  name: "DeleteGroupPolicy",
  run: ({ GroupName = "", PolicyName = "" }, context) => deleteInlinePolicy(GROUP, context, GroupName, PolicyName),
});

/** AttachGroupPolicy. */
export const attachGroupPolicy = defineOperation<AttachGroupPolicyRequest, void>({
  name: "AttachGroupPolicy",
  run: ({ GroupName = "", PolicyArn = "" }, context) => attachPolicy(GROUP, context, GroupName, PolicyArn),
});

/** DetachGroupPolicy. */
export const detachGroupPolicy = defineOperation<DetachGroupPolicyRequest, void>({
  name: "DetachGroupPolicy",
  run: ({ GroupName = "", PolicyArn = "" }, context) => detachPolicy(GROUP, context, GroupName, PolicyArn),
});

/** ListAttachedGroupPolicies. */
export const listAttachedGroupPolicies = defineOperation<
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse
>({
  name: "ListAttachedGroupPolicies",
  run: (input, context) => listAttachedPolicies(GROUP, context, input.GroupName ?? "", input),
});
