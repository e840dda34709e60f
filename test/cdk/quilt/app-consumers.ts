import type { CatalogEntry } from "../../../src/catalog";

/** A place of the application that names a role or policy: path below the resource's properties. */
export interface Consumer {
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  readonly name: CatalogEntry["name"];
}

const LAMBDA = "AWS::Lambda::Function";
const TASK = "AWS::ECS::TaskDefinition";
const KEY = "AWS::KMS::Key";

/** Roles that functions run as. */
const FUNCTIONS: readonly (readonly [logicalId: string, role: string])[] = [
  ["AccessCountsLambda", "AccessCountsRole"],
  ["DuckDBSelectLambda", "DuckDBSelectLambdaRole"],
  ["EsIngestLambda", "EsIngestRole"],
  ["IcebergLambda", "IcebergLambdaRole"],
  ["ManifestIndexerLambda", "ManifestIndexerRole"],
  ["MigrationLambdaFunction", "MigrationLambdaRole"],
  ["PackagerLambda", "PackagerRole"],
  ["PkgCreate", "PkgPushRole"],
  ["PkgEvents", "PkgEventsRole"],
  ["PkgPromote", "PkgPushRole"],
  ["PreviewHandler", "ApiRole"],
  ["S3CopyLambda", "S3CopyLambdaRole"],
  ["S3HashLambda", "S3HashLambdaRole"],
  ["S3SNSToEventBridgeLambda", "S3SNSToEventBridgeRole"],
  ["SearchHandler", "SearchHandlerRole"],
  ["TabularPreviewLambda", "ApiRole"],
  ["TabulatorLambda", "TabulatorRole"],
  ["ThumbnailLambda", "ApiRole"],
  ["TimestampResourceHandler", "TimestampResourceHandlerRole"],
  ["TranscodeHandler", "ApiRole"],
];

/** What containers are told, by task definition and container: variables of the environment and other properties. */
const TASKS: readonly (readonly [
  logicalId: string,
  container: string,
  places: readonly (readonly [string, string])[],
])[] = [
  [
    "BulkScannerTaskDefinition",
    "bucket_scanner",
    [
      ["QUILT_MANAGED_USER_ROLE_ARN", "ManagedUserRole"],
      ["QUILT_QPE_ROLE_ARN", "PackagerRole"],
      ["QUILT_READ_ROLE_ARN", "T4BucketReadRole"],
      ["QUILT_WRITE_ROLE_ARN", "T4BucketWriteRole"],
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "AmazonECSTaskExecutionRole"],
    ],
  ],
  [
    "NginxCatalogTaskDefinition",
    "",
    [
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "AmazonECSTaskExecutionRole"],
    ],
  ],
  [
    "RegistryMigrationTaskDefinition",
    "registry_migration",
    [
      ["Command[2]", "T4BucketReadRole"],
      ["Command[2]", "T4BucketWriteRole"],
      ["QUILT_ASSUME_ROLE_POLICY_ARN", "RegistryAssumeRolePolicy"],
      ["QUILT_BUCKET_READ_POLICY_ARN", "BucketReadPolicy"],
      ["QUILT_BUCKET_WRITE_POLICY_ARN", "BucketWritePolicy"],
      ["QUILT_MANAGED_USER_ROLE_ARN", "ManagedUserRole"],
      ["QUILT_QPE_ROLE_ARN", "PackagerRole"],
      ["QUILT_READ_ROLE_ARN", "T4BucketReadRole"],
      ["QUILT_TABULATOR_OPEN_QUERY_ROLE", "TabulatorOpenQueryRole"],
      ["QUILT_USER_ROLE_BASE_POLICY_ARN", "ManagedUserRoleBasePolicy"],
      ["QUILT_WRITE_ROLE_ARN", "T4BucketWriteRole"],
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "AmazonECSTaskExecutionRole"],
    ],
  ],
  [
    "RegistryTaskDefinition",
    "registry",
    [
      ["QUILT_ASSUME_ROLE_POLICY_ARN", "RegistryAssumeRolePolicy"],
      ["QUILT_BUCKET_READ_POLICY_ARN", "BucketReadPolicy"],
      ["QUILT_BUCKET_WRITE_POLICY_ARN", "BucketWritePolicy"],
      ["QUILT_MANAGED_USER_ROLE_ARN", "ManagedUserRole"],
      ["QUILT_QPE_ROLE_ARN", "PackagerRole"],
      ["QUILT_READ_ROLE_ARN", "T4BucketReadRole"],
      ["QUILT_TABULATOR_OPEN_QUERY_ROLE", "TabulatorOpenQueryRole"],
      ["QUILT_USER_ROLE_BASE_POLICY_ARN", "ManagedUserRoleBasePolicy"],
      ["QUILT_WRITE_ROLE_ARN", "T4BucketWriteRole"],
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "AmazonECSTaskExecutionRole"],
    ],
  ],
  [
    "S3ProxyTaskDefinition",
    "",
    [
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "S3ProxyRole"],
    ],
  ],
  [
    "TrackingTaskDefinition",
    "stack_status",
    [
      ["QUILT_ASSUME_ROLE_POLICY_ARN", "RegistryAssumeRolePolicy"],
      ["QUILT_BUCKET_READ_POLICY_ARN", "BucketReadPolicy"],
      ["QUILT_BUCKET_WRITE_POLICY_ARN", "BucketWritePolicy"],
      ["QUILT_MANAGED_USER_ROLE_ARN", "ManagedUserRole"],
      ["QUILT_QPE_ROLE_ARN", "PackagerRole"],
      ["QUILT_READ_ROLE_ARN", "T4BucketReadRole"],
      ["QUILT_TABULATOR_OPEN_QUERY_ROLE", "TabulatorOpenQueryRole"],
      ["QUILT_USER_ROLE_BASE_POLICY_ARN", "ManagedUserRoleBasePolicy"],
      ["QUILT_WRITE_ROLE_ARN", "T4BucketWriteRole"],
      ["ExecutionRoleArn", "AmazonECSTaskExecutionRole"],
      ["TaskRoleArn", "AmazonECSTaskExecutionRole"],
    ],
  ],
];

function placeOf(container: string, place: string): string {
  if (/^QUILT_/.test(place)) return `ContainerDefinitions[${container}].Environment[${place}].Value`;
  return place.startsWith("Command") ? `ContainerDefinitions[${container}].${place}` : place;
}

/**
 * Every place of the application that names a role or policy of the catalogue: consumers of ../shared/facts/quilt-iam.yaml,
 * with the keys' statements by our own ids. Outputs, and what only waits, stand in the tests.
 */
export const CONSUMERS: readonly Consumer[] = [
  ...FUNCTIONS.map(([logicalId, name]) => ({ logicalId, type: LAMBDA, path: "Role", name })),
  ...TASKS.flatMap(([logicalId, container, places]) =>
    places.map(([place, name]) => ({ logicalId, type: TASK, path: placeOf(container, place), name })),
  ),
  {
    logicalId: "ServiceAuthKey",
    type: KEY,
    path: "KeyPolicy.Statement[RegistryVerifies].Principal.AWS",
    name: "AmazonECSTaskExecutionRole",
  },
  {
    logicalId: "TabulatorKMSKey",
    type: KEY,
    path: "KeyPolicy.Statement[RegistryVerifies].Principal.AWS",
    name: "AmazonECSTaskExecutionRole",
  },
  {
    logicalId: "TabulatorKMSKey",
    type: KEY,
    path: "KeyPolicy.Statement[TabulatorSigns].Principal.AWS",
    name: "TabulatorRole",
  },
  {
    logicalId: "TrackingCron",
    type: "AWS::Events::Rule",
    path: "Targets[TrackingCallout].RoleArn",
    name: "TrackingCronRole",
  },
];
