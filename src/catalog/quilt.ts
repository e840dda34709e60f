import type { Catalog } from "./catalog";
import { DEFAULT_POLICY_PATTERN, DEFAULT_ROLE_PATTERN } from "./patterns";

/** A resource of a catalogue, and what it is for. */
export interface CatalogEntry {
  readonly name: string;
  /** One sentence. */
  readonly purpose: string;
}

/** The 24 roles of the Quilt platform that the IAM stack owns. */
export const QUILT_ROLES: readonly CatalogEntry[] = [
  {
    name: "SearchHandlerRole",
    purpose: "Indexes bucket events in the search domain and queues manifests for indexing.",
  },
  { name: "EsIngestRole", purpose: "Loads prepared documents from the ingest bucket into the search domain." },
  {
    name: "ManifestIndexerRole",
    purpose: "Reads package manifests and prepares search documents in the ingest bucket.",
  },
  {
    name: "AccessCountsRole",
    purpose: "Counts object accesses from CloudTrail logs with Athena, into the analytics bucket.",
  },
  { name: "PkgEventsRole", purpose: "Turns package events of the queue into EventBridge events." },
  { name: "DuckDBSelectLambdaRole", purpose: "Runs DuckDB queries and keeps their results in a bucket of its own." },
  { name: "PkgPushRole", purpose: "Creates and promotes packages, calling the hash and copy functions." },
  {
    name: "PackagerRole",
    purpose: "Builds packages from queued requests, reading and writing the catalogued buckets.",
  },
  {
    name: "AmazonECSTaskExecutionRole",
    purpose: "Runs the registry and the other containers, and pulls their images.",
  },
  { name: "ManagedUserRole", purpose: "Is assumed by the registry for users whose role Quilt manages." },
  { name: "MigrationLambdaRole", purpose: "Starts the migration and status tasks during a deployment." },
  { name: "TrackingCronRole", purpose: "Lets EventBridge start the status task on a schedule." },
  { name: "ApiRole", purpose: "Runs the preview, thumbnail and transcoding functions behind the API." },
  { name: "TimestampResourceHandlerRole", purpose: "Runs the custom resource that hands out deployment timestamps." },
  { name: "TabulatorRole", purpose: "Runs the Athena connector that shows packages as tables." },
  {
    name: "TabulatorOpenQueryRole",
    purpose: "Is assumed for Athena queries without user credentials, limited to open tables.",
  },
  { name: "IcebergLambdaRole", purpose: "Keeps the package metadata in Iceberg tables up to date." },
  { name: "T4BucketReadRole", purpose: "Gives catalogue users read access to buckets." },
  { name: "T4BucketWriteRole", purpose: "Gives catalogue users read and write access to buckets." },
  { name: "S3ProxyRole", purpose: "Runs the proxy that serves S3 objects to browsers." },
  { name: "S3LambdaRole", purpose: "Runs functions that a customer attaches to S3 events." },
  { name: "S3SNSToEventBridgeRole", purpose: "Forwards S3 notifications from SNS to the event bus of the stack." },
  { name: "S3HashLambdaRole", purpose: "Runs the function that computes checksums of objects." },
  { name: "S3CopyLambdaRole", purpose: "Runs the function that copies objects between buckets." },
];

/** The 8 managed policies of the Quilt platform that the IAM stack owns. */
export const QUILT_POLICIES: readonly CatalogEntry[] = [
  {
    name: "BucketReadPolicy",
    purpose: "Read access to the catalogued buckets; the registry writes its versions at run time.",
  },
  {
    name: "BucketWritePolicy",
    purpose: "Write access to the catalogued buckets; the registry writes its versions at run time.",
  },
  {
    name: "RegistryAssumeRolePolicy",
    purpose: "Lets the registry assume custom user roles; the registry writes its versions at run time.",
  },
  { name: "ManagedUserRoleBasePolicy", purpose: "What every user with a managed role may do." },
  { name: "UserAthenaNonManagedRolePolicy", purpose: "Athena queries for users whose role Quilt does not manage." },
  { name: "UserAthenaManagedRolePolicy", purpose: "Athena queries for users whose role Quilt manages." },
  { name: "TabulatorOpenQueryPolicy", purpose: "Athena queries over open tables." },
  { name: "T4DefaultBucketReadPolicy", purpose: "What catalogue users may read by default." },
];

/** Resource policies of the Quilt template that stay with the application. */
export const QUILT_EXCLUDED_POLICIES: readonly CatalogEntry[] = [
  { name: "EsIngestBucketPolicy", purpose: "Policy of the search ingest bucket." },
  { name: "EsIngestQueuePolicy", purpose: "Policy of the search ingest queue." },
  { name: "CloudTrailBucketPolicy", purpose: "Policy of the CloudTrail bucket, where the stack has one." },
  { name: "AnalyticsBucketPolicy", purpose: "Policy of the analytics bucket." },
  { name: "UserAthenaResultsBucketPolicy", purpose: "Policy of the bucket with users' Athena results." },
  { name: "DuckDBSelectLambdaBucketPolicy", purpose: "Policy of the bucket with DuckDB results." },
  { name: "PackagerQueuePolicy", purpose: "Policy of the packager's queue." },
  { name: "ServiceBucketPolicy", purpose: "Policy of the service bucket." },
  { name: "TabulatorBucketPolicy", purpose: "Policy of the tabulator bucket." },
  { name: "IcebergBucketPolicy", purpose: "Policy of the Iceberg bucket." },
  { name: "IcebergLambdaQueuePolicy", purpose: "Policy of the Iceberg queue." },
];

const names = (entries: readonly CatalogEntry[]): string[] => entries.map((entry) => entry.name);

/** The catalogue of the Quilt platform: 24 roles, 8 managed policies, 11 resource policies that stay. */
export const QUILT_CATALOG: Catalog = {
  mode: "listed",
  roles: names(QUILT_ROLES),
  policies: names(QUILT_POLICIES),
  excluded: names(QUILT_EXCLUDED_POLICIES),
  rolePattern: DEFAULT_ROLE_PATTERN,
  policyPattern: DEFAULT_POLICY_PATTERN,
  parameterGroup: { name: "IAM roles and policies", insertAfter: "Beta features" },
  tails: "12",
  sever: new Map(),
};
