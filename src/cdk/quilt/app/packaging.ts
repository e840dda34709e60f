import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { PackageRules } from "./package-rules";
import { PrivateBucket, expireAfter } from "./private-bucket";
import type { S3Events } from "./s3-events";
import type { SwitchCondition } from "./switch-condition";
import { VpcFunction, type VpcFunctionProps } from "./vpc-function";
import { WorkQueue } from "./work-queue";

/** What packaging needs of other parts. */
export interface PackagingProps extends AppContext {
  readonly s3Events: S3Events;
  readonly chunkedChecksums: SwitchCondition;
}

const GIB = 1024 ** 3;

/** Creates and promotes packages on request, and builds them from queued events; hashes and copies objects for both. */
export class Packaging extends Construct {
  /** Requests of users that are too large for a call. */
  readonly serviceBucket: PrivateBucket;
  /** Requests to build a package from a prefix. */
  readonly queue: WorkQueue;
  readonly create: VpcFunction;
  readonly promote: VpcFunction;
  readonly rules: PackageRules;
  /** Events of packages, which PkgEvents announces on EventBridge. */
  readonly eventsQueue: WorkQueue;

  constructor(scope: Construct, id: string, props: PackagingProps) {
    super(scope, id);
    const { iam, network, artifacts, chunkedChecksums } = props;
    const CHUNKED_CHECKSUMS = chunkedChecksums.choose("true", "");
    const add = (name: string, rest: Omit<VpcFunctionProps, "network" | "timeout">): VpcFunction =>
      new VpcFunction(this, name, { network, timeout: 900, ...rest });

    this.serviceBucket = new PrivateBucket(this, "ServiceBucket", {
      versioned: true,
      lifecycleRules: [expireAfter("user-requests", 1, "user-requests/")],
    });

    const objectWork = { memorySize: 512, environment: { MPU_CONCURRENCY: "1000", CHUNKED_CHECKSUMS } };
    const hash = add("S3HashLambda", {
      code: artifacts.function("s3-hash", "t4_lambda_s3hash.lambda_handler"),
      role: iam.roleArn("S3HashLambdaRole"),
      concurrency: 300,
      ...objectWork,
    });
    const copy = add("S3CopyLambda", {
      code: artifacts.function("s3-hash", "t4_lambda_s3hash.lambda_handler_copy"),
      role: iam.roleArn("S3CopyLambdaRole"),
      concurrency: 150,
      ...objectWork,
    });

    const largestPackage = chunkedChecksums.choose(String(5 * 1024 * GIB), String(100 * GIB));
    const environment = {
      CHUNKED_CHECKSUMS,
      MAX_BYTES_TO_HASH: largestPackage,
      MAX_FILES_TO_HASH: "5000",
      PROMOTE_PKG_MAX_FILES: "5000",
      PROMOTE_PKG_MAX_MANIFEST_SIZE: String(100 * 1024 ** 2),
      PROMOTE_PKG_MAX_PKG_SIZE: largestPackage,
      QUILT_MINIMIZE_STDOUT: "true",
      QUILT_TRANSFER_MAX_CONCURRENCY: "1000",
      S3_COPY_LAMBDA: copy.name,
      S3_COPY_LAMBDA_CONCURRENCY: "30",
      S3_HASH_LAMBDA: hash.name,
      S3_HASH_LAMBDA_CONCURRENCY: "30",
      S3_HASH_LAMBDA_MAX_FILE_SIZE_BYTES: chunkedChecksums.choose(String(5 * 1024 * GIB), String(10 * GIB)),
      SERVICE_BUCKET: this.serviceBucket.name,
    };
    const push = { role: iam.roleArn("PkgPushRole"), memorySize: 1024, concurrency: 5, environment };
    const pushCode = (handler: string) => artifacts.function("pkg-push", `t4_lambda_pkgpush.${handler}`);
    this.promote = add("PkgPromote", { code: pushCode("promote_package"), ...push });
    this.create = add("PkgCreate", { code: pushCode("create_package"), ...push });

    this.queue = new WorkQueue(this, "PackagerQueue", { visibilityTimeout: 5400, maxReceiveCount: 5 });
    const packager = add("PackagerLambda", {
      code: pushCode("package_prefix_sqs"),
      role: iam.roleArn("PackagerRole"),
      memorySize: 3008,
      concurrency: 5,
      environment,
    });
    packager.consume("PackagerLambdaEventSourceMapping", this.queue, {
      batchSize: 1,
      batchingWindow: 0,
      concurrency: 5,
    });
    this.rules = new PackageRules(this, "Rules", this.queue, props.s3Events.busArn);

    this.eventsQueue = new WorkQueue(this, "PkgEventsQueue", {
      visibilityTimeout: 240,
      maxReceiveCount: 15,
      deadLetterQueueId: "PkgEventsDLQ",
      policyIsOfRegistry: true,
    });
    const announce = new VpcFunction(this, "PkgEvents", {
      code: artifacts.function("pkg-events", "index.handler"),
      role: iam.roleArn("PkgEventsRole"),
      network,
      timeout: 30,
      memorySize: 128,
      concurrency: 5,
    });
    announce.consume("PkgEventsEventSourceMapping", this.eventsQueue, {
      batchSize: 200,
      batchingWindow: 60,
      concurrency: 5,
    });
  }
}
