import type { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnQueue, CfnQueuePolicy } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge";
import { keepId } from "./keep-id";
import type { PolicyStatement } from "./private-bucket";

/** How messages of a queue are worked off. */
export interface WorkQueueProps {
  /** Seconds that a consumer has for a message: at least the function's timeout. */
  readonly visibilityTimeout: number;
  /** How often a message is tried before it goes to the dead letters. */
  readonly maxReceiveCount: number;
  /** Logical id of the queue of dead letters. @default - `{id}` with DeadLetterQueue for its ending Queue */
  readonly deadLetterQueueId?: string;
  /**
   * Whether the registry writes the queue's policy at run time, when it subscribes the queue to topics. The stack leaves
   * it alone then, since each update would undo what the registry wrote. @default - the policy is this stack's
   */
  readonly policyIsOfRegistry?: boolean;
  /** Seconds that a message is kept. @default - four days, as SQS has it */
  readonly messageRetentionPeriod?: number;
}

/** A queue `{id}` with its dead letters and, unless that is the registry's, its policy `{id}Policy`, which refuses plain HTTP. */
export class WorkQueue extends Construct {
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  private readonly statements: PolicyStatement[];

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const {
      deadLetterQueueId = id.replace(/Queue$/, "DeadLetterQueue"),
      maxReceiveCount,
      policyIsOfRegistry,
      ...rest
    } = props;
    const deadLetters = keepId(
      new CfnQueue(this, deadLetterQueueId, { sqsManagedSseEnabled: true, messageRetentionPeriod: 14 * 24 * 3600 }),
    );
    const queue = keepId(
      new CfnQueue(this, id, {
        ...rest,
        sqsManagedSseEnabled: true,
        redrivePolicy: { deadLetterTargetArn: deadLetters.attrArn, maxReceiveCount },
      }),
    );
    this.arn = queue.attrArn;
    this.url = queue.ref;
    this.name = queue.attrQueueName;
    this.statements = [refusePlainHttp(this.arn)];
    keepId(
      new CfnQueuePolicy(this, `${deadLetterQueueId}Policy`, {
        queues: [deadLetters.ref],
        policyDocument: { Version: "2012-10-17", Statement: [refusePlainHttp(deadLetters.attrArn)] },
      }),
    );
    if (policyIsOfRegistry === true) {
      acknowledge(this, {
        "AwsSolutions-SQS4": "The registry writes the policy, when it subscribes the queue to topics",
      });
      return;
    }
    keepId(
      new CfnQueuePolicy(this, `${id}Policy`, {
        queues: [this.url],
        policyDocument: { Version: "2012-10-17", Statement: this.statements },
      }),
    );
  }

  /** Lets EventBridge rules send to the queue. */
  acceptFrom(...rules: readonly CfnRule[]): void {
    this.statements.push({
      Sid: "AcceptEvents",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: this.arn,
      Condition: { ArnEquals: { "aws:SourceArn": rules.map(({ attrArn }) => attrArn) } },
    });
  }
}

function refusePlainHttp(queueArn: string): PolicyStatement {
  return {
    Sid: "EnforceSecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
