import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion,
  SetDefaultPolicyVersionRequest,
} from "@aws-sdk/client-iam";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { wholeSeconds } from "./arns";
import { deleteConflict, foreignPolicy, invalidPolicyArn, policyVersionNotFound } from "./faults";
import { paginate } from "./paginate";
import { checkManagedPolicy } from "./policy-documents";
import { findPolicy, isAwsOwned, isPolicyArn, lookUpPolicy, policyTable, requireRoomForVersion } from "./policy-rows";
import type { PolicyRow, PolicyVersionRow } from "./policy-row";
import { nameKey } from "./principals";
import { quotaOf } from "./quotas";

// References: https://docs.aws.amazon.com/IAM/latest/APIReference/API_{operation name}.html

/** The version as ListPolicyVersions shows it, or with its document, as GetPolicyVersion does. */
export function describeVersion(policy: PolicyRow, version: PolicyVersionRow, withDocument: boolean): PolicyVersion {
  return {
    Document: withDocument ? encodeURIComponent(version.document) : undefined,
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: version.createDate,
  };
}

function findVersion(context: OperationContext, arn: string, versionId: string): [PolicyRow, PolicyVersionRow] {
  if (!isPolicyArn(arn)) throw invalidPolicyArn(arn);
  const policy = lookUpPolicy(context, arn);
  const version = policy?.versions.find((one) => one.versionId === versionId);
  // Recorded: the same sentence whether the policy or the version is missing.
  if (policy === undefined || version === undefined) throw policyVersionNotFound(arn, versionId);
  return [policy, version];
}

function replacePolicy(context: OperationContext, policy: PolicyRow): void {
  policyTable(context).put(nameKey(policy.name), { ...policy, updateDate: wholeSeconds(context.clock.now()) });
}

/** CreatePolicyVersion. */
export const createPolicyVersion = defineOperation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>({
  name: "CreatePolicyVersion",
  run({ PolicyArn = "", PolicyDocument = "", SetAsDefault = false }, context) {
    // Wording by analogy with the recorded ones (unverified).
    if (isAwsOwned(PolicyArn)) throw foreignPolicy("create policy versions for policies");
    const policy = findPolicy(context, PolicyArn);
    const document = checkManagedPolicy(PolicyDocument, context);
    const limit = quotaOf(context, "VersionsPerPolicy");
    if (policy.versions.length >= limit) {
      throw new AwsFault(
        "LimitExceeded",
        `A managed policy can have up to ${limit} versions. Before you create a new version, you must delete ` +
          "an existing version.",
      );
    }
    requireRoomForVersion(context);
    const lastVersion = policy.lastVersion + 1;
    const version = { versionId: `v${lastVersion}`, document, createDate: wholeSeconds(context.clock.now()) };
    const changed: PolicyRow = {
      ...policy,
      lastVersion,
      versions: [...policy.versions, version],
      defaultVersionId: SetAsDefault ? version.versionId : policy.defaultVersionId,
    };
    replacePolicy(context, changed);
    return { PolicyVersion: describeVersion(changed, version, false) };
  },
});

/** GetPolicyVersion. */
export const getPolicyVersion = defineOperation<GetPolicyVersionRequest, GetPolicyVersionResponse>({
  name: "GetPolicyVersion",
  run({ PolicyArn = "", VersionId = "" }, context) {
    const [policy, version] = findVersion(context, PolicyArn, VersionId);
    return { PolicyVersion: describeVersion(policy, version, true) };
  },
});

/** ListPolicyVersions; newest first. */
export const listPolicyVersions = defineOperation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>({
  name: "ListPolicyVersions",
  run(input, context) {
    const policy = findPolicy(context, input.PolicyArn ?? "");
    const newestFirst = (version: PolicyVersionRow): string =>
      String(1e9 - Number(version.versionId.slice(1))).padStart(10, "0");
    const { items, ...page } = paginate(policy.versions, newestFirst, input);
    return { Versions: items.map((version) => describeVersion(policy, version, false)), ...page };
  },
});

/** SetDefaultPolicyVersion. */
export const setDefaultPolicyVersion = defineOperation<SetDefaultPolicyVersionRequest, void>({
  name: "SetDefaultPolicyVersion",
  run({ PolicyArn = "", VersionId = "" }, context) {
    if (isAwsOwned(PolicyArn)) throw foreignPolicy("update policies");
    const [policy] = findVersion(context, PolicyArn, VersionId);
    replacePolicy(context, { ...policy, defaultVersionId: VersionId });
  },
});

/** DeletePolicyVersion. */
export const deletePolicyVersion = defineOperation<DeletePolicyVersionRequest, void>({
  name: "DeletePolicyVersion",
  run({ PolicyArn = "", VersionId = "" }, context) {
    if (isAwsOwned(PolicyArn)) throw foreignPolicy("delete policy versions for policies");
    const [policy, version] = findVersion(context, PolicyArn, VersionId);
    if (version.versionId === policy.defaultVersionId) {
      throw deleteConflict("Cannot delete the default version of a policy.");
    }
    replacePolicy(context, { ...policy, versions: policy.versions.filter((one) => one !== version) });
  },
});
