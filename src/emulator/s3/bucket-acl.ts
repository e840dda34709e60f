import type { GetBucketAclOutput, GetBucketAclRequest, Grant, PutBucketAclRequest } from "@aws-sdk/client-s3";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { canonicalUserId, findBucket } from "./bucket-rows";
import type { SettingValues } from "./bucket-rows";
import { s3Fault } from "./faults";
import { configureBucket } from "./setting-operations";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

const GROUPS = {
  AllUsers: "http://acs.amazonaws.com/groups/global/AllUsers",
  AuthenticatedUsers: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  LogDelivery: "http://acs.amazonaws.com/groups/s3/LogDelivery",
} as const;

type Permission = "READ" | "WRITE" | "READ_ACP";

/** What canned ACLs grant besides everything to the owner. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Readonly<Record<string, readonly (readonly [keyof typeof GROUPS, Permission])[]>> = {
  private: [],
  "public-read": [["AllUsers", "READ"]],
  "public-read-write": [
    ["AllUsers", "READ"],
    ["AllUsers", "WRITE"],
  ],
  "authenticated-read": [["AuthenticatedUsers", "READ"]],
  "log-delivery-write": [
    ["LogDelivery", "WRITE"],
    ["LogDelivery", "READ_ACP"],
  ],
};

type AclRequest = Pick<
  PutBucketAclRequest,
  "ACL" | "GrantFullControl" | "GrantRead" | "GrantReadACP" | "GrantWrite" | "GrantWriteACP"
>;

/** GetBucketAcl. */
export const getBucketAcl = defineOperation<GetBucketAclRequest, GetBucketAclOutput>({
  name: "GetBucketAcl",
  run(input, context) {
    const { settings, accountId } = findBucket(context, input.Bucket);
    const grants = settings["acl"] as readonly Grant[] | undefined;
    return { Owner: { ID: canonicalUserId(accountId) }, Grants: [...(grants ?? grantsOf("private", accountId))] };
  },
});

/** PutBucketAcl, as a canned ACL or as a list of grants; grants in headers are not there yet. */
export const putBucketAcl = defineOperation<PutBucketAclRequest, object>({
  name: "PutBucketAcl",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    if (isOwnerEnforced(bucket.settings)) throw s3Fault("AccessControlListNotSupported");
    refuseHeaderGrants(input);
    const { ACL, AccessControlPolicy } = input;
    if (ACL === undefined && AccessControlPolicy?.Grants === undefined) throw s3Fault("MalformedXML");
    const grants = ACL === undefined ? AccessControlPolicy?.Grants : grantsOf(ACL, bucket.accountId);
    configureBucket(context, bucket, "acl", grants);
    return {};
  },
});

/** The setting of a new bucket that is given an ACL; AccessControlListNotSupported where its owner owns everything. */
export function aclOfNewBucket(request: AclRequest, settings: SettingValues, accountId: string): SettingValues {
  refuseHeaderGrants(request);
  const { ACL } = request;
  // CreateBucket takes `private` in any case. https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
  if (ACL === undefined || ACL === "private") return {};
  if (isOwnerEnforced(settings)) {
    // Sentence observed in public logs of CreateBucket.
    throw new AwsFault(
      "InvalidBucketAclWithObjectOwnership",
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
      400,
    );
  }
  return { acl: grantsOf(ACL, accountId) };
}

/** Whether ACLs are switched off. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export function isOwnerEnforced(settings: SettingValues): boolean {
  const { Rules } = (settings["ownershipControls"] ?? {}) as {
    readonly Rules?: readonly { ObjectOwnership?: string }[];
  };
  return Rules?.[0]?.ObjectOwnership === "BucketOwnerEnforced";
}

function grantsOf(canned: string, accountId: string): Grant[] {
  const groups = Object.hasOwn(CANNED, canned) ? CANNED[canned] : undefined;
  // The code is of the list of error codes; the sentence is left out, as it is not known.
  if (groups === undefined) throw new AwsFault("InvalidArgument", "", 400);
  return [
    { Grantee: { Type: "CanonicalUser", ID: canonicalUserId(accountId) }, Permission: "FULL_CONTROL" },
    ...groups.map(([group, Permission]): Grant => ({ Grantee: { Type: "Group", URI: GROUPS[group] }, Permission })),
  ];
}

function refuseHeaderGrants(request: AclRequest): void {
  const { GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP } = request;
  if ([GrantFullControl, GrantRead, GrantReadACP, GrantWrite, GrantWriteACP].some((grant) => grant !== undefined)) {
    throw new AwsFault("NotImplemented", "The emulator does not have grants in headers yet: use a canned ACL.", 501);
  }
}
