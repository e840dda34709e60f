import { Aws, Fn } from "aws-cdk-lib/core";
import { REGISTRY_POLICY_PREFIX, STACK_NAME, quiltPath } from "../shared-names";
import type { Access } from "./access";
import type { Analytics } from "./analytics";
import type { AppParameters } from "./app-parameters";
import type { AuditTrail } from "./audit-trail";
import type { DuckDbSelect } from "./duckdb-select";
import type { FrontDoor } from "./front-door";
import type { PackageRules } from "./package-rules";
import type { Packaging } from "./packaging";
import type { S3Events } from "./s3-events";
import { CONTENT_EXTENSIONS, type Search } from "./search";
import type { UserQueries } from "./user-queries";

type Settings = { readonly [name: string]: string };

/** What every container of the registry must know. */
export function registrySettings(from: {
  readonly parameters: AppParameters;
  readonly frontDoor: FrontDoor;
  readonly access: Access;
  readonly packageRules: PackageRules;
}): Settings {
  const { parameters, frontDoor, access, packageRules } = from;
  return {
    AWS_DEFAULT_REGION: Aws.REGION,
    CATALOG_URL: `https://${frontDoor.webHost}`,
    QUILT_LOG_LEVEL: "INFO",
    QUILT_QPE_OMICS_RULE_ARN: packageRules.omicsRuleArn,
    QUILT_QPE_RO_CRATE_RULE_ARN: packageRules.roCrateRuleArn,
    QUILT_SERVER_CONFIG: "prod_config.py",
    SQLALCHEMY_DATABASE_URI: parameters.value("DBUrl"),
    ...access.roles,
  };
}

/** What the registry must know of the other parts: where to send requests and where results lie. */
export function partSettings(from: {
  readonly parameters: AppParameters;
  readonly analytics: Analytics;
  readonly auditTrail: AuditTrail;
  readonly duckDbSelect: DuckDbSelect;
  readonly packaging: Packaging;
  readonly s3Events: S3Events;
  readonly search: Search;
  readonly userQueries: UserQueries;
}): Settings {
  const { parameters, analytics, packaging, search, userQueries } = from;
  const host = parameters.value("QuiltWebHost");
  return {
    ANALYTICS_CATALOG_ID: Aws.ACCOUNT_ID,
    ANALYTICS_DATABASE: analytics.databaseName,
    AWS_STACK_ID: Aws.STACK_ID,
    DEPLOYMENT_ID: host,
    ES_ENDPOINT: `https://${parameters.value("SearchDomainEndpoint")}`,
    QUILT_ANALYTICS_BUCKET: analytics.bucket.name,
    QUILT_AUDIT_TRAIL_DELIVERY_STREAM: from.auditTrail.deliveryStreamName,
    QUILT_DUCKDB_SELECT_LAMBDA_ARN: from.duckDbSelect.select.name,
    // The registry writes its own policies by this path and prefix: the roles' statements name both.
    QUILT_IAM_PATH: Fn.sub(quiltPath(STACK_NAME)),
    QUILT_IAM_POLICY_NAME_PREFIX: REGISTRY_POLICY_PREFIX,
    QUILT_INDEXER_LAMBDA_ARN: search.handler.arn,
    QUILT_INDEXER_QUEUE_URL: search.indexerQueue.url,
    QUILT_INDEXING_BUCKET_CONFIGS_PARAMETER: search.bucketConfigsParameter,
    QUILT_INDEXING_CONTENT_BYTES: JSON.stringify({ default: 1_000_000, min: 0, max: 1_048_576 }),
    QUILT_INDEXING_CONTENT_EXTENSIONS: JSON.stringify(CONTENT_EXTENSIONS),
    QUILT_PKG_CREATE_LAMBDA_ARN: packaging.create.name,
    QUILT_PKG_EVENTS_QUEUE_URL: packaging.eventsQueue.url,
    QUILT_PKG_PROMOTE_LAMBDA_ARN: packaging.promote.name,
    QUILT_S3_EVENTBRIDGE_QUEUE_URL: from.s3Events.queue.url,
    QUILT_SEARCH_MAX_DOCS_PER_SHARD: "10000",
    QUILT_SERVICE_BUCKET: packaging.serviceBucket.name,
    QUILT_STACK_NAME: Aws.STACK_NAME,
    QUILT_USER_ATHENA_BYTES_SCANNED_CUTOFF: parameters.value("UserAthenaBytesScannedCutoff"),
    QUILT_USER_ATHENA_DATABASE: userQueries.databaseName,
    QUILT_USER_ATHENA_RESULTS_BUCKET: userQueries.results.name,
    QUILT_WEB_HOST: host,
  };
}
