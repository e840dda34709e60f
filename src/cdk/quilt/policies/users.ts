import { definePolicy } from "../declarations";
import { allow, anything, app, objects, type Statement } from "../statements";
import { readAccessCounts, readStatusReports } from "../user-statements";

/** Only what Athena does for the user: https://docs.aws.amazon.com/athena/latest/ug/connect-to-a-data-source-lambda.html */
export const throughAthena = { "ForAnyValue:StringEquals": { "aws:CalledVia": "athena.amazonaws.com" } };

const readCatalogSettings = allow("s3:GetObject").on(objects("ServiceBucket", "catalog/settings.json"));

const useQuratorAndTabulator: readonly Statement[] = [
  allow("bedrock:InvokeModel").on(anything("Users choose the model.")).onlyUnder("QuratorEnabled"),
  allow("lambda:InvokeFunction").on(app("TabulatorLambda")).when(throughAthena),
  allow("athena:GetDataCatalog").on(app("TabulatorDataCatalog")),
];

export const managedUserRoleBasePolicy = definePolicy({
  name: "ManagedUserRoleBasePolicy",
  description: "What every user with a managed role may do.",
  allows: [
    ...readAccessCounts,
    readCatalogSettings,
    allow("s3:PutObject").on(objects("ServiceBucket", "user-requests/checksum-upload-tmp/*")),
    ...readStatusReports,
    ...useQuratorAndTabulator,
  ],
  inQuiltPath: true,
});

export const t4DefaultBucketReadPolicy = definePolicy({
  name: "T4DefaultBucketReadPolicy",
  allows: [...readAccessCounts, readCatalogSettings, ...readStatusReports, ...useQuratorAndTabulator],
  namePrefix: "ReadQuiltPolicy-",
});
