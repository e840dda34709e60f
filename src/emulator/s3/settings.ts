import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { checkBucketPolicy } from "./bucket-policy";
import type { BucketRow } from "./bucket-rows";
import type { S3FaultCode } from "./faults";
import { s3Fault } from "./faults";
import { versioningOf } from "./object-rows";
import { checkTags } from "./tags";

type Members = Readonly<Record<string, unknown>>;

/** A part of a bucket's configuration that operations of its own set, read and take away. */
export interface BucketSetting {
  readonly name: string;
  readonly operations: { readonly get: string; readonly put: string; readonly delete?: string };
  /** What a put sets, or a promise of it, from its input; throws the fault of what S3 refuses. */
  accept(input: Members, bucket: BucketRow, context: OperationContext): unknown;
  /** The answer of a get. */
  describe(value: unknown): object;
  /** What a put answers. @default - nothing */
  confirm?(value: unknown): object;
  /** What a get answers where nothing is configured: a fault, or that answer. */
  readonly missing: S3FaultCode | object;
  /** What a deletion leaves. @default - nothing, so that `missing` is answered */
  readonly afterDeletion?: unknown;
}

/** New buckets encrypt since January 2023. https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
const DEFAULT_ENCRYPTION = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false }],
};

const ACCESS_BLOCKS = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

/** What a new bucket has. https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
export function settingsOfNewBucket(): Members {
  return {
    encryption: DEFAULT_ENCRYPTION,
    publicAccessBlock: Object.fromEntries(ACCESS_BLOCKS.map((name) => [name, true])),
    ownershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  };
}

/** Every setting of a bucket that the emulator keeps. References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation}.html */
export const bucketSettings: readonly BucketSetting[] = [
  {
    name: "versioning",
    operations: { get: "GetBucketVersioning", put: "PutBucketVersioning" },
    accept: (input) => whole(input, "VersioningConfiguration"),
    describe: asItself,
    missing: {},
  },
  {
    name: "tagging",
    operations: { get: "GetBucketTagging", put: "PutBucketTagging", delete: "DeleteBucketTagging" },
    accept: (input) => checkTags(whole(input, "Tagging")["TagSet"] as never, "bucket"),
    describe: (TagSet) => ({ TagSet }),
    missing: "NoSuchTagSet",
  },
  {
    name: "encryption",
    operations: { get: "GetBucketEncryption", put: "PutBucketEncryption", delete: "DeleteBucketEncryption" },
    accept: (input) => withBucketKeys(whole(input, "ServerSideEncryptionConfiguration")),
    describe: (ServerSideEncryptionConfiguration) => ({ ServerSideEncryptionConfiguration }),
    missing: { ServerSideEncryptionConfiguration: DEFAULT_ENCRYPTION },
    // "the bucket reverts to server-side encryption with Amazon S3 managed keys": API_DeleteBucketEncryption.html
    afterDeletion: DEFAULT_ENCRYPTION,
  },
  {
    name: "publicAccessBlock",
    operations: { get: "GetPublicAccessBlock", put: "PutPublicAccessBlock", delete: "DeletePublicAccessBlock" },
    accept(input) {
      const given = whole(input, "PublicAccessBlockConfiguration");
      return Object.fromEntries(ACCESS_BLOCKS.map((name) => [name, given[name] === true]));
    },
    describe: (PublicAccessBlockConfiguration) => ({ PublicAccessBlockConfiguration }),
    missing: "NoSuchPublicAccessBlockConfiguration",
  },
  {
    name: "ownershipControls",
    operations: {
      get: "GetBucketOwnershipControls",
      put: "PutBucketOwnershipControls",
      delete: "DeleteBucketOwnershipControls",
    },
    accept: (input) => whole(input, "OwnershipControls"),
    describe: (OwnershipControls) => ({ OwnershipControls }),
    missing: "OwnershipControlsNotFoundError",
  },
  {
    name: "policy",
    operations: { get: "GetBucketPolicy", put: "PutBucketPolicy", delete: "DeleteBucketPolicy" },
    accept: ({ Policy }, bucket, context) => checkBucketPolicy(Policy, bucket, context),
    describe: (Policy) => ({ Policy }),
    missing: "NoSuchBucketPolicy",
  },
  {
    name: "lifecycle",
    operations: {
      get: "GetBucketLifecycleConfiguration",
      put: "PutBucketLifecycleConfiguration",
      delete: "DeleteBucketLifecycle",
    },
    accept: (input, _bucket, context) => ({
      Rules: identified(whole(input, "LifecycleConfiguration")["Rules"], "ID", context),
      TransitionDefaultMinimumObjectSize: input["TransitionDefaultMinimumObjectSize"] ?? "all_storage_classes_128K",
    }),
    describe: asItself,
    confirm: (value) => ({
      TransitionDefaultMinimumObjectSize: (value as Members)["TransitionDefaultMinimumObjectSize"],
    }),
    missing: "NoSuchLifecycleConfiguration",
  },
  {
    name: "cors",
    operations: { get: "GetBucketCors", put: "PutBucketCors", delete: "DeleteBucketCors" },
    accept: (input) => whole(input, "CORSConfiguration"),
    describe: asItself,
    missing: "NoSuchCORSConfiguration",
  },
  {
    name: "website",
    operations: { get: "GetBucketWebsite", put: "PutBucketWebsite", delete: "DeleteBucketWebsite" },
    accept: (input) => whole(input, "WebsiteConfiguration"),
    describe: asItself,
    missing: "NoSuchWebsiteConfiguration",
  },
  {
    name: "logging",
    operations: { get: "GetBucketLogging", put: "PutBucketLogging" },
    accept: (input) => whole(input, "BucketLoggingStatus"),
    describe: asItself,
    missing: {},
  },
  {
    name: "notification",
    operations: { get: "GetBucketNotificationConfiguration", put: "PutBucketNotificationConfiguration" },
    accept: (input, _bucket, context) => withNotificationIds(whole(input, "NotificationConfiguration"), context),
    describe: asItself,
    missing: {},
  },
  {
    name: "replication",
    operations: { get: "GetBucketReplication", put: "PutBucketReplication", delete: "DeleteBucketReplication" },
    accept(input, bucket, context) {
      requireVersioning(bucket, "InvalidRequest", 400, "a replication configuration");
      const given = whole(input, "ReplicationConfiguration");
      return { ...given, Rules: identified(given["Rules"], "ID", context) };
    },
    describe: (ReplicationConfiguration) => ({ ReplicationConfiguration }),
    missing: "ReplicationConfigurationNotFoundError",
  },
  {
    name: "requestPayment",
    operations: { get: "GetBucketRequestPayment", put: "PutBucketRequestPayment" },
    accept: (input) => whole(input, "RequestPaymentConfiguration"),
    describe: asItself,
    missing: { Payer: "BucketOwner" },
  },
  {
    name: "accelerate",
    operations: { get: "GetBucketAccelerateConfiguration", put: "PutBucketAccelerateConfiguration" },
    accept: (input) => whole(input, "AccelerateConfiguration"),
    describe: asItself,
    missing: {},
  },
  {
    name: "objectLock",
    operations: { get: "GetObjectLockConfiguration", put: "PutObjectLockConfiguration" },
    accept(input, bucket) {
      requireVersioning(bucket, "InvalidBucketState", 409, "a Object Lock configuration");
      return whole(input, "ObjectLockConfiguration");
    },
    describe: (ObjectLockConfiguration) => ({ ObjectLockConfiguration }),
    missing: "ObjectLockConfigurationNotFoundError",
  },
];

function asItself(value: unknown): object {
  return value as object;
}

/** A member of the input that S3 cannot do without. */
function whole(input: Members, member: string): Members {
  const value = input[member];
  if (typeof value !== "object" || value === null) throw s3Fault("MalformedXML");
  return value as Members;
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? (value as readonly Members[]) : [];
}

function withBucketKeys(configuration: Members): Members {
  const rules = listOf(configuration["Rules"]);
  return { Rules: rules.map((rule) => ({ BucketKeyEnabled: false, ...rule })) };
}

/** Rules that were given no id get one. */
function identified(rules: unknown, member: string, context: OperationContext): Members[] {
  return listOf(rules).map((rule) => (rule[member] === undefined ? { ...rule, [member]: makeId(context) } : rule));
}

function withNotificationIds(configuration: Members, context: OperationContext): Members {
  return Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => [
      name,
      Array.isArray(value) ? identified(value, "Id", context) : value,
    ]),
  );
}

/** S3's own ids look like UUIDs in base 64; only that they differ counts. */
function makeId(context: OperationContext): string {
  return context.random.text(48, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/** Sentences observed in public logs of Terraform and the AWS CLI. */
function requireVersioning(bucket: BucketRow, code: string, status: number, what: string): void {
  if (versioningOf(bucket) === "enabled") return;
  throw new AwsFault(code, `Versioning must be 'Enabled' on the bucket to apply ${what}`, status);
}
