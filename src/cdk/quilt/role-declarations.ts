import type { RoleDeclaration } from "./declarations";
import { accessCountsRole } from "./roles/analytics";
import { apiRole, s3ProxyRole } from "./roles/api";
import { migrationLambdaRole, timestampResourceHandlerRole, trackingCronRole } from "./roles/deployment";
import { pkgEventsRole, s3SnsToEventBridgeRole } from "./roles/events";
import { icebergLambdaRole } from "./roles/iceberg";
import { duckDbSelectLambdaRole, packagerRole, pkgPushRole } from "./roles/packaging";
import { amazonEcsTaskExecutionRole } from "./roles/registry";
import { s3CopyLambdaRole, s3HashLambdaRole, s3LambdaRole } from "./roles/s3-functions";
import { esIngestRole, manifestIndexerRole, searchHandlerRole } from "./roles/search";
import { tabulatorOpenQueryRole, tabulatorRole } from "./roles/tabulator";
import { managedUserRole, t4BucketReadRole, t4BucketWriteRole } from "./roles/users";

/** The 24 roles, in the catalogue's order. */
export const ROLE_DECLARATIONS: readonly RoleDeclaration[] = [
  searchHandlerRole,
  esIngestRole,
  manifestIndexerRole,
  accessCountsRole,
  pkgEventsRole,
  duckDbSelectLambdaRole,
  pkgPushRole,
  packagerRole,
  amazonEcsTaskExecutionRole,
  managedUserRole,
  migrationLambdaRole,
  trackingCronRole,
  apiRole,
  timestampResourceHandlerRole,
  tabulatorRole,
  tabulatorOpenQueryRole,
  icebergLambdaRole,
  t4BucketReadRole,
  t4BucketWriteRole,
  s3ProxyRole,
  s3LambdaRole,
  s3SnsToEventBridgeRole,
  s3HashLambdaRole,
  s3CopyLambdaRole,
];
