import { CfnEventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { VpcFunction } from "./vpc-function";
import { WorkQueue } from "./work-queue";

/** Brings S3 notifications, which arrive by SNS in a queue, to an event bus of the stack's own. */
export class S3Events extends Construct {
  readonly busArn: string;
  /** The registry subscribes this queue to the topics of the buckets. */
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, context: AppContext) {
    super(scope, id);
    const { iam, network, artifacts } = context;
    this.busArn = keepId(new CfnEventBus(this, "EventBus", { name: givenName("EventBus") })).attrArn;
    this.queue = new WorkQueue(this, "S3SNSToEventBridgeQueue", {
      visibilityTimeout: 60,
      maxReceiveCount: 5,
      policyIsOfRegistry: true,
    });
    const forward = new VpcFunction(this, "S3SNSToEventBridgeLambda", {
      code: artifacts.function("s3-sns-to-eventbridge", "index.handler"),
      role: iam.roleArn("S3SNSToEventBridgeRole"),
      network,
      architecture: "arm64",
      timeout: 10,
      memorySize: 128,
      concurrency: 10,
      environment: { BUS_ARN: this.busArn },
    });
    forward.consume("S3SNSToEventBridgeLambdaEventSourceMapping", this.queue, {
      batchSize: 10,
      batchingWindow: 0,
      concurrency: 10,
      reportsFailures: true,
    });
  }
}
