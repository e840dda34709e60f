import { CfnEventSourceMapping, CfnFunction, type CfnFunctionProps } from "aws-cdk-lib/aws-lambda";
import { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge";
import type { FunctionCode } from "./artifacts";
import { keepId } from "./keep-id";
import type { Network } from "./network";
import type { WorkQueue } from "./work-queue";

/** What a function runs, as whom and where. */
export interface VpcFunctionProps {
  readonly code: FunctionCode;
  /** ARN of the role that it runs as. */
  readonly role: string;
  readonly network: Network;
  /** Security groups besides the one for calls to AWS. @default - none */
  readonly securityGroupIds?: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  /** Mebibytes. @default - 128, as Lambda has it */
  readonly memorySize?: number;
  /** Most executions at a time. @default - as many as the account allows */
  readonly concurrency?: number;
  readonly environment?: { readonly [name: string]: string };
  readonly architecture?: "arm64" | "x86_64";
  /** ARNs of layers. @default - none */
  readonly layers?: readonly string[];
}

/** How a function takes messages from a queue. */
export interface ConsumeProps {
  /** Messages per call. */
  readonly batchSize: number;
  /** Seconds to wait for a full batch. @default - none */
  readonly batchingWindow?: number;
  /** Most calls at a time. @default - as many as the function allows */
  readonly concurrency?: number;
  /** Whether the function answers which messages of a batch failed. @default - a failure fails the batch */
  readonly reportsFailures?: boolean;
}

/** A Lambda function `{id}` in the VPC that runs as a role of the catalogue, and its log group `{id}LogGroup`. */
export class VpcFunction extends Construct {
  readonly arn: string;
  /** `Ref`: the name. */
  readonly name: string;
  readonly logGroup: CfnLogGroup;

  constructor(scope: Construct, id: string, props: VpcFunctionProps) {
    super(scope, id);
    const { code, role, network, environment, layers } = props;
    this.logGroup = keepId(new CfnLogGroup(this, `${id}LogGroup`, { retentionInDays: 90 }));
    const lambda = keepId(
      new CfnFunction(this, id, {
        ...describeCode(code),
        role,
        timeout: props.timeout,
        memorySize: props.memorySize,
        reservedConcurrentExecutions: props.concurrency,
        ...(environment && { environment: { variables: { ...environment } } }),
        ...(props.architecture && { architectures: [props.architecture] }),
        ...(layers && { layers: [...layers] }),
        vpcConfig: {
          subnetIds: network.subnetIds,
          securityGroupIds: [network.outboundSecurityGroupId, ...(props.securityGroupIds ?? [])],
        },
        loggingConfig: { logGroup: this.logGroup.ref },
      }),
    );
    acknowledge(this, { "AwsSolutions-L1": "The runtime is the one that the release's archives were built for" });
    this.arn = lambda.attrArn;
    this.name = lambda.ref;
  }

  /** Calls the function for the messages of a queue, by an event source mapping of this logical id. */
  consume(id: string, queue: WorkQueue, props: ConsumeProps): void {
    const { concurrency, batchingWindow, reportsFailures = false } = props;
    keepId(
      new CfnEventSourceMapping(this, id, {
        eventSourceArn: queue.arn,
        functionName: this.arn,
        batchSize: props.batchSize,
        maximumBatchingWindowInSeconds: batchingWindow,
        ...(concurrency !== undefined && { scalingConfig: { maximumConcurrency: concurrency } }),
        ...(reportsFailures && { functionResponseTypes: ["ReportBatchItemFailures"] }),
      }),
    );
  }
}

function describeCode(code: FunctionCode): Pick<CfnFunctionProps, "code" | "packageType" | "handler" | "runtime"> {
  if ("imageUri" in code) return { packageType: "Image", code: { imageUri: code.imageUri } };
  const { archive, handler, runtime } = code;
  return { code: { ...archive }, handler, runtime };
}
