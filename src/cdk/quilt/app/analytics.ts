import { Aws, Fn } from "aws-cdk-lib/core";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { PrivateBucket } from "./private-bucket";
import { VpcFunction } from "./vpc-function";

/** Counts who read which object, by hourly Athena queries over the CloudTrail log. */
export class Analytics extends Construct {
  readonly bucket: PrivateBucket;
  /** Name of the Glue database that the counts are queried in. */
  readonly databaseName: string;

  constructor(scope: Construct, id: string, context: AppContext) {
    super(scope, id);
    const { iam, network, artifacts, parameters } = context;
    this.bucket = new PrivateBucket(this, "AnalyticsBucket", {
      corsConfiguration: {
        corsRules: [{ allowedMethods: ["GET", "HEAD", "POST"], allowedOrigins: ["*"], allowedHeaders: ["*"] }],
      },
    });
    const database = keepId(
      new CfnDatabase(this, "AthenaDatabase", {
        catalogId: Aws.ACCOUNT_ID,
        // Athena takes no hyphens in names of databases.
        databaseInput: { name: Fn.join("_", Fn.split("-", this.bucket.name)) },
      }),
    );
    this.databaseName = database.ref;
    keepId(
      new CfnTable(this, "NamedPackagesAthenaTable", {
        catalogId: Aws.ACCOUNT_ID,
        databaseName: this.databaseName,
        tableInput: {
          name: givenName("NamedPackagesAthenaTable"),
          tableType: "EXTERNAL_TABLE",
          partitionKeys: [{ name: "bucket", type: "string" }],
          storageDescriptor: {
            columns: [{ name: "hash", type: "string" }],
            location: `s3://${this.bucket.name}/named_packages/`,
            inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
            outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            serdeInfo: { serializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" },
          },
        },
      }),
    );

    const count = new VpcFunction(this, "AccessCountsLambda", {
      code: artifacts.function("access-counts", "index.handler"),
      role: iam.roleArn("AccessCountsRole"),
      network,
      timeout: 900,
      memorySize: 192,
      concurrency: 1,
      environment: {
        ATHENA_DATABASE: this.databaseName,
        CLOUDTRAIL_BUCKET: parameters.value("CloudTrailBucket"),
        QUERY_RESULT_BUCKET: this.bucket.name,
        ACCESS_COUNTS_OUTPUT_DIR: "AccessCounts",
      },
    });
    const hourly = keepId(
      new CfnRule(this, "AccessCountsCron", {
        scheduleExpression: "rate(1 hour)",
        targets: [{ id: "AccessCounts", arn: count.arn }],
      }),
    );
    keepId(
      new CfnPermission(this, "AccessCountPermission", {
        functionName: count.arn,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: hourly.attrArn,
      }),
    );
  }
}
