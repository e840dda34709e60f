import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { appResource } from "../app-resources";
import { keepId } from "./keep-id";
import type { WorkQueue } from "./work-queue";

/** Rules that queue a package build when a pipeline has finished; the registry switches each on and off. */
export class PackageRules extends Construct {
  /** ARN of the rule for RO-Crate metadata written to a bucket. */
  readonly roCrateRuleArn: string;
  /** ARN of the rule for completed runs of AWS HealthOmics. */
  readonly omicsRuleArn: string;

  constructor(scope: Construct, id: string, queue: WorkQueue, busArn: string) {
    super(scope, id);
    const roCrate = this.rule("PackagerROCrateRule", queue, {
      eventBusName: busArn,
      eventPattern: {
        source: ["com.quiltdata.s3"],
        "detail-type": [{ prefix: "ObjectCreated:" }],
        detail: { eventSource: ["aws:s3"], s3: { object: { key: [{ suffix: "/ro-crate-metadata.json" }] } } },
      },
      inputTransformer: {
        inputPathsMap: { bucket: "$.detail.s3.bucket.name", key: "$.detail.s3.object.key" },
        inputTemplate: '{"source_prefix": "s3://<bucket>/<key>", "metadata_uri": "s3://<bucket>/<key>"}',
      },
    });
    const omics = this.rule("PackagerOmicsRule", queue, {
      eventPattern: {
        source: ["aws.omics"],
        "detail-type": ["Run Status Change"],
        detail: { status: ["COMPLETED"] },
      },
      inputTransformer: {
        inputPathsMap: { output_uri: "$.detail.runOutputUri" },
        inputTemplate: '{"source_prefix": "<output_uri>/"}',
      },
    });
    queue.acceptFrom(roCrate, omics);
    this.roCrateRuleArn = roCrate.attrArn;
    this.omicsRuleArn = omics.attrArn;
  }

  private rule(id: string, queue: WorkQueue, props: RuleProps): CfnRule {
    const isOnOwnBus = appResource(id).bus !== undefined;
    if (isOnOwnBus !== (props.eventBusName !== undefined))
      throw new Error(`rule ${id} is on another bus than its row says`);
    const { inputTransformer, ...rest } = props;
    return keepId(
      new CfnRule(this, id, {
        ...rest,
        state: "DISABLED",
        targets: [{ id: "PackagerQueue", arn: queue.arn, inputTransformer }],
      }),
    );
  }
}

interface RuleProps {
  readonly eventBusName?: string;
  readonly eventPattern: object;
  readonly inputTransformer: CfnRule.InputTransformerProperty;
}
