import { UserError } from "../../base";

/** A resource of the application that IAM statements name. */
export interface AppResource {
  readonly logicalId: string;
  readonly type: string;
  /**
   * Text for Fn::Sub in the app stack, where the application gives the resource a name.
   * @default - CloudFormation generates the name, or {@link underscoredNameOf} tells it
   */
  readonly name?: string;
  /**
   * Logical id of the resource whose name it takes over, with `_` in place of every `-`: Athena wants no hyphens.
   * @default - it has a name of its own
   */
  readonly underscoredNameOf?: string;
  /** Logical id of the event bus that a rule is on. @default - the account's default bus */
  readonly bus?: string;
  /** Logical id of the Glue database that a table is in. @default - it is no table */
  readonly database?: string;
}

/**
 * The application's resources that the roles and policies name, and their names where the application gives them one.
 * Both sides read this table: the application when it creates them, IAM when it grants access to them.
 */
export const APP_RESOURCES: readonly AppResource[] = [
  // Search
  { logicalId: "IndexerQueue", type: "AWS::SQS::Queue" },
  { logicalId: "ManifestIndexerQueue", type: "AWS::SQS::Queue" },
  { logicalId: "EsIngestQueue", type: "AWS::SQS::Queue" },
  { logicalId: "EsIngestBucket", type: "AWS::S3::Bucket" },
  { logicalId: "SearchHandler", type: "AWS::Lambda::Function" },
  {
    logicalId: "IndexingPerBucketConfigs",
    type: "AWS::SSM::Parameter",
    name: "/quilt/${AWS::StackName}/Indexing/PerBucketConfigs",
  },
  // Analytics
  { logicalId: "AnalyticsBucket", type: "AWS::S3::Bucket" },
  { logicalId: "AthenaDatabase", type: "AWS::Glue::Database", underscoredNameOf: "AnalyticsBucket" },
  {
    logicalId: "NamedPackagesAthenaTable",
    type: "AWS::Glue::Table",
    name: "named_packages",
    database: "AthenaDatabase",
  },
  // Athena queries of users
  { logicalId: "UserAthenaDatabase", type: "AWS::Glue::Database" },
  { logicalId: "UserAthenaResultsBucket", type: "AWS::S3::Bucket" },
  {
    logicalId: "UserAthenaNonManagedRoleWorkgroup",
    type: "AWS::Athena::WorkGroup",
    name: "QuiltUserAthena-${AWS::StackName}-NonManagedRoleWorkgroup",
  },
  // Events
  { logicalId: "EventBus", type: "AWS::Events::EventBus", name: "quilt-${AWS::StackName}" },
  { logicalId: "S3SNSToEventBridgeQueue", type: "AWS::SQS::Queue" },
  { logicalId: "PkgEventsQueue", type: "AWS::SQS::Queue" },
  { logicalId: "PackagerROCrateRule", type: "AWS::Events::Rule", bus: "EventBus" },
  { logicalId: "PackagerOmicsRule", type: "AWS::Events::Rule" },
  // Packages
  { logicalId: "ServiceBucket", type: "AWS::S3::Bucket" },
  { logicalId: "PackagerQueue", type: "AWS::SQS::Queue" },
  { logicalId: "S3HashLambda", type: "AWS::Lambda::Function" },
  { logicalId: "S3CopyLambda", type: "AWS::Lambda::Function" },
  { logicalId: "PkgCreate", type: "AWS::Lambda::Function" },
  { logicalId: "PkgPromote", type: "AWS::Lambda::Function" },
  { logicalId: "DuckDBSelectLambda", type: "AWS::Lambda::Function" },
  { logicalId: "DuckDBSelectLambdaBucket", type: "AWS::S3::Bucket" },
  // Registry
  { logicalId: "Cluster", type: "AWS::ECS::Cluster", name: "${AWS::StackName}" },
  {
    logicalId: "RegistryMigrationTaskDefinition",
    type: "AWS::ECS::TaskDefinition",
    name: "${AWS::StackName}-registry-migration",
  },
  { logicalId: "TrackingTaskDefinition", type: "AWS::ECS::TaskDefinition", name: "${AWS::StackName}-stack-status" },
  { logicalId: "StatusReportsBucket", type: "AWS::S3::Bucket" },
  { logicalId: "AuditTrailDeliveryStream", type: "AWS::KinesisFirehose::DeliveryStream" },
  // Tabulator
  { logicalId: "TabulatorLambda", type: "AWS::Lambda::Function" },
  { logicalId: "TabulatorBucket", type: "AWS::S3::Bucket" },
  {
    logicalId: "TabulatorDataCatalog",
    type: "AWS::Athena::DataCatalog",
    name: "quilt-${AWS::StackName}-tabulator",
  },
  {
    logicalId: "TabulatorOpenQueryWorkGroup",
    type: "AWS::Athena::WorkGroup",
    name: "QuiltTabulatorOpenQuery-${AWS::StackName}",
  },
  // Iceberg
  { logicalId: "IcebergDatabase", type: "AWS::Glue::Database" },
  { logicalId: "IcebergBucket", type: "AWS::S3::Bucket" },
  { logicalId: "IcebergWorkGroup", type: "AWS::Athena::WorkGroup", name: "${AWS::StackName}-Iceberg" },
  { logicalId: "IcebergLambdaQueue", type: "AWS::SQS::Queue" },
];

const BY_LOGICAL_ID: ReadonlyMap<string, AppResource> = new Map(
  APP_RESOURCES.map((resource) => [resource.logicalId, resource]),
);

/**
 * The row of {@link APP_RESOURCES} for a logical id.
 *
 * @throws UserError `unknown-app-resource`
 */
export function appResource(logicalId: string): AppResource {
  const resource = BY_LOGICAL_ID.get(logicalId);
  if (resource === undefined) {
    throw new UserError("unknown-app-resource", `no app resource that IAM names has the logical id '${logicalId}'`, {
      hint: `allowed: ${[...BY_LOGICAL_ID.keys()].join(", ")}`,
    });
  }
  return resource;
}
