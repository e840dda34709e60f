import { Aws, CfnResource, type CfnCondition } from "aws-cdk-lib/core";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { CfnDeliveryStream } from "aws-cdk-lib/aws-kinesisfirehose";
import { CfnLogStream } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { createDeliveryRole } from "./audit-trail-role";
import type { Containers } from "./containers";
import { familyName } from "./containers";
import { keepId } from "./keep-id";
import { PrivateBucket } from "./private-bucket";
import { chooseBy } from "./switch-condition";
import { VpcFunction } from "./vpc-function";

/** The role that the delivery stream writes as. */
export interface DeliveryRole {
  readonly arn: string;
  /** Whether there is one, decided at deployment. @default - there is */
  readonly isGiven?: CfnCondition;
}

/** What the audit trail needs of other parts. */
export interface AuditTrailProps extends AppContext {
  readonly containers: Containers;
  /** @default - a role of this stack */
  readonly deliveryRole?: DeliveryRole;
}

/** Fields of an event, and their Glue types: the names of CloudTrail's record contents. */
const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ["eventVersion", "string"],
  ["eventTime", "timestamp"],
  ["eventID", "string"],
  ["eventSource", "string"],
  ["eventType", "string"],
  ["eventName", "string"],
  ["userAgent", "string"],
  ["sourceIPAddress", "string"],
  ["userIdentity", "string"],
  ["requestParameters", "string"],
  ["responseElements", "string"],
  ["errorCode", "string"],
  ["errorMessage", "string"],
  ["additionalEventData", "string"],
  ["requestID", "string"],
];

/** Keeps what users did: the registry sends events to a delivery stream, which files them by day for Athena. */
export class AuditTrail extends Construct {
  /** Name of the delivery stream; empty where a deployment keeps no audit trail. */
  readonly deliveryStreamName: string;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const bucket = new PrivateBucket(this, "AuditTrailBucket", { versioned: true });
    const database = keepId(
      new CfnDatabase(this, "AuditTrailDatabase", { catalogId: Aws.ACCOUNT_ID, databaseInput: {} }),
    );
    this.createTable(bucket, database.ref, this.createStartDate(props));
    keepId(
      new CfnWorkGroup(this, "AuditTrailWorkgroup", {
        name: familyName("audit"),
        workGroupConfiguration: {
          resultConfiguration: {
            encryptionConfiguration: { encryptionOption: "SSE_S3" },
            outputLocation: `s3://${bucket.name}/athena_query_results/`,
          },
        },
      }),
    );
    const stream = this.createDeliveryStream(bucket, props);
    const isGiven = props.deliveryRole?.isGiven;
    stream.cfnOptions.condition = isGiven;
    this.deliveryStreamName = isGiven === undefined ? stream.ref : chooseBy(isGiven, stream.ref, "");
  }

  /** The day of the first deployment, `2025/01/31`: Athena needs it as the first day that it looks for files of. */
  private createStartDate({ iam, network, artifacts }: AuditTrailProps): string {
    const handler = new VpcFunction(this, "TimestampResourceHandler", {
      code: artifacts.function("timestamp", "index.handler"),
      role: iam.roleArn("TimestampResourceHandlerRole"),
      network,
      timeout: 30,
    });
    const timestamp = keepId(
      new CfnResource(this, "AuditTrailTimestamp", {
        type: "Custom::Timestamp",
        properties: { ServiceToken: handler.arn, Format: "%Y/%m/%d" },
      }),
    );
    timestamp.node.addDependency(handler.logGroup);
    return timestamp.getAtt("Formatted").toString();
  }

  private createTable(bucket: PrivateBucket, databaseName: string, startDate: string): void {
    keepId(
      new CfnTable(this, "AuditTrailTable", {
        catalogId: Aws.ACCOUNT_ID,
        databaseName,
        tableInput: {
          name: "audit_trail",
          tableType: "EXTERNAL_TABLE",
          partitionKeys: [{ name: "date", type: "string" }],
          storageDescriptor: {
            columns: COLUMNS.map(([name, type]) => ({ name, type })),
            compressed: true,
            location: `s3://${bucket.name}/audit_trail/`,
            inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            serdeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          },
          // https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
          parameters: {
            "projection.enabled": true,
            "projection.date.type": "date",
            "projection.date.format": "yyyy/MM/dd",
            "projection.date.range": `${startDate},NOW`,
            "projection.date.interval": 1,
            "projection.date.interval.unit": "DAYS",
            "storage.location.template": `s3://${bucket.name}/audit_trail/\${date}/`,
          },
        },
      }),
    );
  }

  private createDeliveryStream(
    bucket: PrivateBucket,
    { containers, deliveryRole }: AuditTrailProps,
  ): CfnDeliveryStream {
    const logStream = keepId(
      new CfnLogStream(this, "AuditTrailDeliveryLogStream", {
        logGroupName: containers.logGroupName,
        logStreamName: "audit-trail/s3-delivery",
      }),
    );
    const processor = (type: string, parameters: { readonly [name: string]: string }) => ({
      type,
      parameters: Object.entries(parameters).map(([parameterName, parameterValue]) => ({
        parameterName,
        parameterValue,
      })),
    });
    return keepId(
      new CfnDeliveryStream(this, "AuditTrailDeliveryStream", {
        deliveryStreamEncryptionConfigurationInput: { keyType: "AWS_OWNED_CMK" },
        extendedS3DestinationConfiguration: {
          roleArn: deliveryRole?.arn ?? createDeliveryRole(this, bucket),
          bucketArn: bucket.arn,
          bufferingHints: { intervalInSeconds: 900, sizeInMBs: 128 },
          cloudWatchLoggingOptions: {
            enabled: true,
            logGroupName: containers.logGroupName,
            logStreamName: logStream.ref,
          },
          compressionFormat: "GZIP",
          dynamicPartitioningConfiguration: { enabled: true },
          prefix: "audit_trail/!{partitionKeyFromQuery:date}/",
          errorOutputPrefix: "audit_trail_errors/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}-",
          processingConfiguration: {
            enabled: true,
            processors: [
              processor("MetadataExtraction", {
                JsonParsingEngine: "JQ-1.6",
                MetadataExtractionQuery: '{date: .eventTime | fromdate | strftime("%Y/%m/%d")}',
              }),
              processor("AppendDelimiterToRecord", { Delimiter: "\\n" }),
            ],
          },
        },
      }),
    );
  }
}
