import type { ContextValues } from "../../policy";
import type { AccessNeed } from "../access-need";
import type { OperationContext } from "../operation";
import type { ListNeeds } from "../service";
import { bucketTable } from "./bucket-rows";

type Input = Readonly<Record<string, unknown>>;

/**
 * Actions of operations whose name is another. Where the request names a version, `GetObject` and its like are
 * `GetObjectVersion`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const ACTIONS: Readonly<Record<string, string>> = {
  CompleteMultipartUpload: "PutObject",
  CopyObject: "PutObject",
  CreateMultipartUpload: "PutObject",
  DeleteBucketCors: "PutBucketCORS",
  DeleteBucketEncryption: "PutEncryptionConfiguration",
  DeleteBucketLifecycle: "PutLifecycleConfiguration",
  DeleteBucketOwnershipControls: "PutBucketOwnershipControls",
  DeleteBucketReplication: "PutReplicationConfiguration",
  DeleteBucketTagging: "PutBucketTagging",
  DeleteObjects: "DeleteObject",
  DeletePublicAccessBlock: "PutBucketPublicAccessBlock",
  GetBucketAccelerateConfiguration: "GetAccelerateConfiguration",
  GetBucketCors: "GetBucketCORS",
  GetBucketEncryption: "GetEncryptionConfiguration",
  GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
  GetBucketNotificationConfiguration: "GetBucketNotification",
  GetBucketReplication: "GetReplicationConfiguration",
  GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
  GetPublicAccessBlock: "GetBucketPublicAccessBlock",
  HeadBucket: "ListBucket",
  HeadObject: "GetObject",
  ListBuckets: "ListAllMyBuckets",
  ListMultipartUploads: "ListBucketMultipartUploads",
  ListObjects: "ListBucket",
  ListObjectsV2: "ListBucket",
  ListObjectVersions: "ListBucketVersions",
  ListParts: "ListMultipartUploadParts",
  PutBucketAccelerateConfiguration: "PutAccelerateConfiguration",
  PutBucketCors: "PutBucketCORS",
  PutBucketEncryption: "PutEncryptionConfiguration",
  PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
  PutBucketNotificationConfiguration: "PutBucketNotification",
  PutBucketReplication: "PutReplicationConfiguration",
  PutObjectLockConfiguration: "PutBucketObjectLockConfiguration",
  PutPublicAccessBlock: "PutBucketPublicAccessBlock",
  UploadPart: "PutObject",
  UploadPartCopy: "PutObject",
};

/** Actions that know versions. */
const OF_VERSION: Readonly<Record<string, string>> = {
  DeleteObject: "DeleteObjectVersion",
  DeleteObjectTagging: "DeleteObjectVersionTagging",
  GetObject: "GetObjectVersion",
  GetObjectAcl: "GetObjectVersionAcl",
  GetObjectTagging: "GetObjectVersionTagging",
  PutObjectAcl: "PutObjectVersionAcl",
  PutObjectTagging: "PutObjectVersionTagging",
};

/**
 * Permissions that a call to S3 needs, and the bucket's policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const s3Needs: ListNeeds = (operation, input, context) => {
  const bucket = text(input, "Bucket");
  if (bucket === undefined) return [{ action: actionOf(operation, undefined), resource: "*" }];
  const about = (action: string, name: string, key: string | undefined, keys?: ContextValues): AccessNeed => ({
    action,
    resource: arnOf(name, key, context),
    shownAs: `"${arnOf(name, key, context)}"`,
    ...ownerOf(name, context),
    ...(keys !== undefined && { keys }),
  });
  const version = text(input, "VersionId");
  const keys = keysOf(operation, input);
  if (operation === "DeleteObjects") {
    const { Objects = [] } = (input["Delete"] ?? {}) as { Objects?: { Key?: string; VersionId?: string }[] };
    return Objects.map((one) => about(actionOf("DeleteObject", one.VersionId), bucket, one.Key, keys));
  }
  const needs = [about(actionOf(operation, version), bucket, text(input, "Key"), keys)];
  if (text(input, "Tagging") !== undefined) needs.push(about("s3:PutObjectTagging", bucket, text(input, "Key"), keys));
  const source = sourceOf(text(input, "CopySource"));
  if (source !== undefined) needs.push(about(actionOf("GetObject", source.version), source.bucket, source.key));
  return needs;
};

function actionOf(operation: string, version: string | undefined): string {
  const action = ACTIONS[operation] ?? operation;
  return `s3:${(version === undefined ? undefined : OF_VERSION[action]) ?? action}`;
}

function arnOf(bucket: string, key: string | undefined, { partition }: OperationContext): string {
  return `arn:${partition}:s3:::${bucket}${key === undefined ? "" : `/${key}`}`;
}

function ownerOf(name: string, context: OperationContext): Pick<AccessNeed, "resourceAccount" | "resourcePolicy"> {
  const bucket = bucketTable(context).get(name);
  if (bucket === undefined) return {};
  const document = bucket.settings["policy"];
  return {
    resourceAccount: bucket.accountId,
    ...(typeof document === "string" && { resourcePolicy: { id: name, document } }),
  };
}

/** `bucket/key?versionId=…`, as CopySource has it, encoded. */
function sourceOf(copySource: string | undefined): { bucket: string; key: string; version?: string } | undefined {
  const [, bucket, key, version] = /^\/?([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(copySource ?? "") ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  return { bucket, key: decode(key), ...(version !== undefined && { version }) };
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    // The operation refuses it.
    return key;
  }
}

/** Members of inputs that are condition keys. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const KEYS: Readonly<Record<string, string>> = {
  ACL: "s3:x-amz-acl",
  CopySource: "s3:x-amz-copy-source",
  GrantFullControl: "s3:x-amz-grant-full-control",
  GrantRead: "s3:x-amz-grant-read",
  GrantReadACP: "s3:x-amz-grant-read-acp",
  GrantWrite: "s3:x-amz-grant-write",
  GrantWriteACP: "s3:x-amz-grant-write-acp",
  MetadataDirective: "s3:x-amz-metadata-directive",
  ObjectOwnership: "s3:x-amz-object-ownership",
  SSEKMSKeyId: "s3:x-amz-server-side-encryption-aws-kms-key-id",
  ServerSideEncryption: "s3:x-amz-server-side-encryption",
  StorageClass: "s3:x-amz-storage-class",
  VersionId: "s3:VersionId",
  WebsiteRedirectLocation: "s3:x-amz-website-redirect-location",
};

/** Lists have a prefix also where the request names none (unverified), a delimiter only where it does. */
function keysOf(operation: string, input: Input): ContextValues {
  const values: Record<string, string | number | undefined> = {};
  for (const [member, key] of Object.entries(KEYS)) values[key] = text(input, member);
  if (/^(ListObjects|ListObjectsV2|ListObjectVersions)$/.test(operation)) {
    values["s3:prefix"] = text(input, "Prefix") ?? "";
    values["s3:delimiter"] = text(input, "Delimiter");
    values["s3:max-keys"] = typeof input["MaxKeys"] === "number" ? input["MaxKeys"] : undefined;
  }
  if (operation === "CreateBucket") {
    const given = (input["CreateBucketConfiguration"] ?? {}) as { LocationConstraint?: string };
    values["s3:LocationConstraint"] = given.LocationConstraint;
  }
  for (const [key, value] of new URLSearchParams(text(input, "Tagging") ?? "")) {
    values[`s3:RequestObjectTag/${key}`] = value;
  }
  return values;
}

function text(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
}
