import { Aws, Fn } from "aws-cdk-lib/core";
import { CfnDataCatalog, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { Construct } from "constructs";
import type { AppContext } from "./app-context";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { exceptFor, onlyThroughAthena } from "./only-through-athena";
import { PrivateBucket, expireAfter } from "./private-bucket";
import { createSigningKey } from "./signing-key";
import type { UserQueries } from "./user-queries";
import { VpcFunction } from "./vpc-function";

/** What the tabulator needs of other parts. */
export interface TabulatorProps extends AppContext {
  readonly userQueries: UserQueries;
  /** Security group of the registry, which the function calls back. */
  readonly registrySecurityGroupId: string;
}

/** Port of the registry's interface for the tabulator. */
const REGISTRY_PORT = 8080;

/** Shows packages as tables: an Athena data catalog whose function asks the registry, by requests signed with a key. */
export class Tabulator extends Construct {
  /** Name of the workgroup for queries without user credentials. */
  readonly openQueryWorkGroup: string;
  /** What the registry must know of the tabulator. */
  readonly environment: { readonly [name: string]: string };

  constructor(scope: Construct, id: string, props: TabulatorProps) {
    super(scope, id);
    const { iam, network, artifacts, parameters, userQueries, registrySecurityGroupId } = props;
    const key = createSigningKey(this, "TabulatorKMSKey", "Signs the tabulator's requests to the registry", [
      { sid: "TabulatorSigns", roleArn: iam.roleArn("TabulatorRole"), actions: ["kms:Sign"] },
      { sid: "RegistryVerifies", roleArn: iam.roleArn("AmazonECSTaskExecutionRole"), actions: ["kms:Verify"] },
    ]);
    const bucket = new PrivateBucket(this, "TabulatorBucket", {
      versioned: true,
      lifecycleRules: [expireAfter("clean-asap", 1)],
    });
    const registryHost = Fn.sub(`registry.\${AWS::StackName}:${REGISTRY_PORT}`);
    this.environment = {
      QUILT_TABULATOR_ENABLED: "1",
      QUILT_TABULATOR_KMS_KEY_ID: key.attrArn,
      QUILT_TABULATOR_OPEN_QUERY_ROLE: iam.roleArn("TabulatorOpenQueryRole"),
      QUILT_TABULATOR_REGISTRY_HOST: registryHost,
      QUILT_TABULATOR_SPILL_BUCKET: bucket.name,
    };

    const port = { ipProtocol: "tcp", fromPort: REGISTRY_PORT, toPort: REGISTRY_PORT };
    const securityGroupId = network.securityGroup("TabulatorSecurityGroup", {
      groupDescription: "The tabulator, which calls the registry",
      securityGroupEgress: [{ ...port, destinationSecurityGroupId: registrySecurityGroupId }],
    });
    keepId(
      new CfnSecurityGroupIngress(this, "TabulatorRegistrySecurityGroupIngress", {
        ...port,
        groupId: registrySecurityGroupId,
        sourceSecurityGroupId: securityGroupId,
        description: "Calls of the tabulator",
      }),
    );
    const connector = new VpcFunction(this, "TabulatorLambda", {
      code: { imageUri: artifacts.imageUri("tabulator") },
      role: iam.roleArn("TabulatorRole"),
      network,
      securityGroupIds: [securityGroupId],
      timeout: 900,
      memorySize: 2048,
      environment: {
        CACHE_BUCKET: bucket.name,
        CACHE_PREFIX: "cache/",
        KMS_KEY_ID: key.attrArn,
        QUILT_ATHENA_DB: userQueries.databaseName,
        REGISTRY_ENDPOINT: `http://${registryHost}/tabulator/`,
      },
    });
    const unlessConnector = { ArnNotEquals: { "lambda:SourceFunctionArn": connector.arn } };
    bucket.addToPolicy(onlyThroughAthena(bucket, parameters, unlessConnector), {
      Sid: "CacheIsOfTheTabulatorOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: `${bucket.arn}/cache/*`,
      Condition: { ...exceptFor(bucket, parameters), ...unlessConnector },
    });

    keepId(
      new CfnDataCatalog(this, "TabulatorDataCatalog", {
        name: givenName("TabulatorDataCatalog"),
        type: "LAMBDA",
        parameters: { function: connector.arn },
      }),
    );
    this.openQueryWorkGroup = keepId(
      new CfnWorkGroup(this, "TabulatorOpenQueryWorkGroup", {
        name: givenName("TabulatorOpenQueryWorkGroup"),
        description: Fn.sub("Open queries over the tables of ${AWS::StackName}"),
        recursiveDeleteOption: true,
        workGroupConfiguration: {
          enforceWorkGroupConfiguration: true,
          resultConfiguration: {
            expectedBucketOwner: Aws.ACCOUNT_ID,
            encryptionConfiguration: { encryptionOption: "SSE_S3" },
            outputLocation: userQueries.nonManagedResultsUri,
          },
        },
      }),
    ).ref;
  }
}
