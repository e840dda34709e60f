import { Aws, Fn } from "aws-cdk-lib/core";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnDatabase } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { PrivateBucket } from "./private-bucket";
import type { S3Events } from "./s3-events";
import type { UserQueries } from "./user-queries";
import { VpcFunction } from "./vpc-function";
import { WorkQueue } from "./work-queue";

/** What the Iceberg tables need of other parts. */
export interface IcebergProps extends AppContext {
  readonly s3Events: S3Events;
  readonly userQueries: UserQueries;
}

/** Keeps the metadata of packages in Iceberg tables: a function updates them whenever a package changes in a bucket. */
export class Iceberg extends Construct {
  /** What the registry must know of the tables. */
  readonly environment: { readonly [name: string]: string };

  constructor(scope: Construct, id: string, props: IcebergProps) {
    super(scope, id);
    const { iam, network, artifacts, s3Events, userQueries } = props;
    const database = keepId(new CfnDatabase(this, "IcebergDatabase", { catalogId: Aws.ACCOUNT_ID, databaseInput: {} }));
    const bucket = new PrivateBucket(this, "IcebergBucket", {
      lifecycleRules: [
        { id: "clean-mpu", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
      ],
    });
    const workGroup = keepId(
      new CfnWorkGroup(this, "IcebergWorkGroup", {
        name: givenName("IcebergWorkGroup"),
        description: Fn.sub("Maintenance of the Iceberg tables of ${AWS::StackName}"),
        recursiveDeleteOption: true,
        workGroupConfiguration: { managedQueryResultsConfiguration: { enabled: true } },
      }),
    );
    this.environment = {
      QUILT_ICEBERG_BUCKET: bucket.name,
      QUILT_ICEBERG_GLUE_DB: database.ref,
      QUILT_ICEBERG_WORKGROUP: workGroup.ref,
    };

    const queue = new WorkQueue(this, "IcebergLambdaQueue", {
      visibilityTimeout: 360,
      maxReceiveCount: 20,
    });
    const changed = keepId(
      new CfnRule(this, "IcebergLambdaRule", {
        eventBusName: s3Events.busArn,
        eventPattern: {
          source: ["com.quiltdata.s3"],
          "detail-type": [{ prefix: "ObjectCreated:" }, { prefix: "ObjectRemoved:" }],
          detail: {
            eventSource: ["aws:s3"],
            s3: { object: { key: [{ prefix: ".quilt/named_packages/" }, { prefix: ".quilt/packages/" }] } },
          },
        },
        targets: [{ id: "IcebergLambdaQueue", arn: queue.arn }],
      }),
    );
    queue.acceptFrom(changed);

    const update = new VpcFunction(this, "IcebergLambda", {
      code: artifacts.function("iceberg", "t4_lambda_iceberg.handler"),
      role: iam.roleArn("IcebergLambdaRole"),
      network,
      timeout: 60,
      memorySize: 128,
      concurrency: 3,
      environment: { ...this.environment, QUILT_USER_ATHENA_DATABASE: userQueries.databaseName },
    });
    update.consume("IcebergLambdaEventSourceMapping", queue, { batchSize: 1, batchingWindow: 0 });
  }
}
