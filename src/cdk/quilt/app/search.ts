import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnParameter as CfnSsmParameter } from "aws-cdk-lib/aws-ssm";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { PrivateBucket, expireAfter } from "./private-bucket";
import { VpcFunction } from "./vpc-function";
import { WorkQueue } from "./work-queue";

/** Endings of the files whose content is searchable. */
export const CONTENT_EXTENSIONS =
  ".csv .fcs .html .ipynb .json .md .parquet .pdf .pptx .rmd .rst .tab .tsv .txt .xls .xlsx".split(" ");

/** Most bytes that one request to the search domain may hold. */
export const CHUNK_LIMIT_BYTES = "99000000";

/**
 * Keeps the search domain up to date, in three steps that are each a queue and a function: SearchHandler indexes objects,
 * ManifestIndexer turns packages into documents in a bucket, EsIngest loads those documents.
 */
export class Search extends Construct {
  /** Bucket events arrive here. */
  readonly indexerQueue: WorkQueue;
  readonly handler: VpcFunction;
  /** Name of the SSM parameter with the indexing settings of single buckets. */
  readonly bucketConfigsParameter: string;

  constructor(scope: Construct, id: string, context: AppContext) {
    super(scope, id);
    const { iam, network, artifacts, parameters } = context;
    const securityGroupIds = [parameters.value("SearchClusterAccessorSecurityGroup")];
    const ES_ENDPOINT = `https://${parameters.value("SearchDomainEndpoint")}`;

    const bucketConfigs = keepId(
      new CfnSsmParameter(this, "IndexingPerBucketConfigs", {
        name: givenName("IndexingPerBucketConfigs"),
        type: "String",
        value: "{}",
      }),
    );
    this.bucketConfigsParameter = bucketConfigs.ref;

    this.indexerQueue = new WorkQueue(this, "IndexerQueue", {
      visibilityTimeout: 5401,
      maxReceiveCount: 15,
      deadLetterQueueId: "DeadLetterQueue",
      policyIsOfRegistry: true,
    });
    const manifestQueue = new WorkQueue(this, "ManifestIndexerQueue", { visibilityTimeout: 5400, maxReceiveCount: 10 });
    const documents = new PrivateBucket(this, "EsIngestBucket", {
      lifecycleRules: [expireAfter("DeleteOldObjects", 4)],
      notifiesEventBridge: true,
    });
    const ingestQueue = new WorkQueue(this, "EsIngestQueue", { visibilityTimeout: 420, maxReceiveCount: 20 });

    this.handler = new VpcFunction(this, "SearchHandler", {
      code: { imageUri: artifacts.imageUri("indexer") },
      role: iam.roleArn("SearchHandlerRole"),
      network,
      securityGroupIds,
      timeout: 900,
      memorySize: 512,
      concurrency: 80,
      environment: {
        ES_ENDPOINT,
        CHUNK_LIMIT_BYTES,
        CONTENT_INDEX_EXTS: CONTENT_EXTENSIONS.join(","),
        DOC_LIMIT_BYTES: "1000000",
        MANIFEST_INDEXER_QUEUE_URL: manifestQueue.url,
        PER_BUCKET_CONFIGS: bucketConfigs.attrValue,
        SKIP_ROWS_EXTS: "",
      },
    });
    this.handler.consume("LambdaFunctionEventSourceMapping", this.indexerQueue, {
      batchSize: 100,
      batchingWindow: 1,
      concurrency: 80,
    });

    const manifestIndexer = new VpcFunction(this, "ManifestIndexerLambda", {
      code: artifacts.function("manifest-indexer", "t4_lambda_manifest_indexer.handler"),
      role: iam.roleArn("ManifestIndexerRole"),
      network,
      securityGroupIds,
      timeout: 900,
      memorySize: 1024,
      concurrency: 10,
      environment: {
        ES_ENDPOINT,
        ES_INGEST_BUCKET: documents.name,
        BATCH_MAX_BYTES: "8000000",
        BATCH_MAX_DOCS: "10000",
      },
    });
    manifestIndexer.consume("ManifestIndexerEventSourceMapping", manifestQueue, { batchSize: 1, concurrency: 10 });

    const ingest = new VpcFunction(this, "EsIngestLambda", {
      code: artifacts.function("es-ingest", "t4_lambda_es_ingest.handler"),
      role: iam.roleArn("EsIngestRole"),
      network,
      securityGroupIds,
      timeout: 70,
      memorySize: 160,
      concurrency: 20,
      environment: { ES_ENDPOINT },
    });
    ingest.consume("EsIngestEventSourceMapping", ingestQueue, { batchSize: 1, concurrency: 20 });
    const written = keepId(
      new CfnRule(this, "EsIngestRule", {
        description: "Queues every document that the manifest indexer has written",
        eventPattern: { source: ["aws.s3"], "detail-type": ["Object Created"], resources: [documents.arn] },
        targets: [{ id: "EsIngestQueue", arn: ingestQueue.arn }],
      }),
    );
    ingestQueue.acceptFrom(written);
  }
}
