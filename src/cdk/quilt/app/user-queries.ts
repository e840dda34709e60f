import { Aws, Fn } from "aws-cdk-lib/core";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import type { AppParameters } from "./app-parameters";
import { bytesScannedCutoff } from "./bytes-scanned-cutoff";
import { givenName } from "./given-name";
import { keepId } from "./keep-id";
import { onlyThroughAthena } from "./only-through-athena";
import { PrivateBucket, expireAfter } from "./private-bucket";

/** Athena for users: a database with their packages, a bucket for a day's results, a workgroup for roles of their own. */
export class UserQueries extends Construct {
  /** Name of the Glue database. */
  readonly databaseName: string;
  readonly results: PrivateBucket;
  /** Where workgroups put results of users whose role Quilt does not manage: an S3 URI. */
  readonly nonManagedResultsUri: string;

  constructor(scope: Construct, id: string, parameters: AppParameters) {
    super(scope, id);
    this.databaseName = keepId(
      new CfnDatabase(this, "UserAthenaDatabase", { catalogId: Aws.ACCOUNT_ID, databaseInput: {} }),
    ).ref;
    this.results = new PrivateBucket(this, "UserAthenaResultsBucket", {
      lifecycleRules: [expireAfter("delete-user-athena-results", 1, "athena-results/")],
    });
    this.results.addToPolicy(onlyThroughAthena(this.results, parameters));
    this.nonManagedResultsUri = `s3://${this.results.name}/athena-results/non-managed-roles/`;
    keepId(
      new CfnWorkGroup(this, "UserAthenaNonManagedRoleWorkgroup", {
        name: givenName("UserAthenaNonManagedRoleWorkgroup"),
        description: Fn.sub("Queries of users whose role ${AWS::StackName} does not manage"),
        recursiveDeleteOption: true,
        workGroupConfiguration: {
          enforceWorkGroupConfiguration: true,
          bytesScannedCutoffPerQuery: bytesScannedCutoff(this, parameters),
          resultConfiguration: {
            expectedBucketOwner: Aws.ACCOUNT_ID,
            encryptionConfiguration: { encryptionOption: "SSE_S3" },
            outputLocation: this.nonManagedResultsUri,
          },
        },
      }),
    );
  }
}
