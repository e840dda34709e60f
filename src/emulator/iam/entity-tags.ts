import type {
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse,
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  ListUserTagsRequest,
  ListUserTagsResponse,
  TagInstanceProfileRequest,
  TagPolicyRequest,
  TagRoleRequest,
  TagUserRequest,
  UntagInstanceProfileRequest,
  UntagPolicyRequest,
  UntagRoleRequest,
  UntagUserRequest,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { foreignPolicy } from "./faults";
import { findPolicy, isAwsOwned, policyTable } from "./policy-rows";
import type { PolicyRow } from "./policy-row";
import { ROLE, USER, findPrincipal, nameKey, replacePrincipal } from "./principals";
import type { PrincipalKind } from "./principals";
import { findProfile, profileTable } from "./profile-rows";
import { addTags, listTags, removeTags } from "./tags";
import type { Tag } from "./tags";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

type Change = (present: readonly Tag[]) => readonly Tag[];

function changePrincipalTags(kind: PrincipalKind, context: OperationContext, name: string, change: Change): void {
  const principal = findPrincipal(kind, context, name);
  replacePrincipal(kind, context, { ...principal, tags: change(principal.tags) });
}

function changePolicyTags(context: OperationContext, arn: string, change: Change): void {
  // Wording by analogy with the recorded ones (unverified).
  if (isAwsOwned(arn)) throw foreignPolicy("update policies");
  const policy: PolicyRow = findPolicy(context, arn);
  policyTable(context).put(nameKey(policy.name), { ...policy, tags: change(policy.tags) });
}

function changeProfileTags(context: OperationContext, name: string, change: Change): void {
  const profile = findProfile(context, name);
  profileTable(context).put(nameKey(profile.name), { ...profile, tags: change(profile.tags) });
}

/** TagRole. */
export const tagRole = defineOperation<TagRoleRequest, void>({
  name: "TagRole",
  run: ({ RoleName = "", Tags }, context) =>
    changePrincipalTags(ROLE, context, RoleName, (present) => addTags(present, Tags, context)),
});

/** UntagRole. */
export const untagRole = defineOperation<UntagRoleRequest, void>({
  name: "UntagRole",
  run: ({ RoleName = "", TagKeys = [] }, context) =>
    changePrincipalTags(ROLE, context, RoleName, (present) => removeTags(present, TagKeys)),
});

/** ListRoleTags. */
export const listRoleTags = defineOperation<ListRoleTagsRequest, ListRoleTagsResponse>({
  name: "ListRoleTags",
  run: (input, context) => listTags(findPrincipal(ROLE, context, input.RoleName ?? "").tags, input),
});

/** TagUser. */
export const tagUser = defineOperation<TagUserRequest, void>({
  name: "TagUser",
  run: ({ UserName = "", Tags }, context) =>
    changePrincipalTags(USER, context, UserName, (present) => addTags(present, Tags, context)),
});

/** UntagUser. */
export const untagUser = defineOperation<UntagUserRequest, void>({
  name: "UntagUser",
  run: ({ UserName = "", TagKeys = [] }, context) =>
    changePrincipalTags(USER, context, UserName, (present) => removeTags(present, TagKeys)),
});

/** ListUserTags. */
export const listUserTags = defineOperation<ListUserTagsRequest, ListUserTagsResponse>({
  name: "ListUserTags",
  run: (input, context) => listTags(findPrincipal(USER, context, input.UserName ?? "").tags, input),
});

/** TagPolicy. */
export const tagPolicy = defineOperation<TagPolicyRequest, void>({
  name: "TagPolicy",
  run: ({ PolicyArn = "", Tags }, context) =>
    changePolicyTags(context, PolicyArn, (present) => addTags(present, Tags, context, "exact")),
});

/** UntagPolicy. */
export const untagPolicy = defineOperation<UntagPolicyRequest, void>({
  name: "UntagPolicy",
  run: ({ PolicyArn = "", TagKeys = [] }, context) =>
    changePolicyTags(context, PolicyArn, (present) => removeTags(present, TagKeys, "exact")),
});

/** ListPolicyTags. */
export const listPolicyTags = defineOperation<ListPolicyTagsRequest, ListPolicyTagsResponse>({
  name: "ListPolicyTags",
  run: (input, context) => listTags(findPolicy(context, input.PolicyArn ?? "").tags, input, "exact"),
});

/** TagInstanceProfile. */
export const tagInstanceProfile = defineOperation<TagInstanceProfileRequest, void>({
  name: "TagInstanceProfile",
  run: ({ InstanceProfileName = "", Tags }, context) =>
    changeProfileTags(context, InstanceProfileName, (present) => addTags(present, Tags, context, "exact")),
});

/** UntagInstanceProfile. */
export const untagInstanceProfile = defineOperation<UntagInstanceProfileRequest, void>({
  name: "UntagInstanceProfile",
  run: ({ InstanceProfileName = "", TagKeys = [] }, context) =>
    changeProfileTags(context, InstanceProfileName, (present) => removeTags(present, TagKeys, "exact")),
});

/** ListInstanceProfileTags. */
export const listInstanceProfileTags = defineOperation<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse>(
  {
    name: "ListInstanceProfileTags",
    run: (input, context) => listTags(findProfile(context, input.InstanceProfileName ?? "").tags, input, "exact"),
  },
);
