import { allow, bucket, objects, type Statement } from "./statements";

/** Counts of accesses, which the catalogue shows. */
export const readAccessCounts: readonly Statement[] = [
  allow("s3:GetObject", "s3:GetObjectVersion").on(objects("AnalyticsBucket", "AccessCounts/*")),
  allow("s3:ListBucket", "s3:ListBucketVersions")
    .on(bucket("AnalyticsBucket"))
    .when({ StringLike: { "s3:prefix": "AccessCounts/*" } }),
];

export const readStatusReports: readonly Statement[] = [
  allow("s3:GetObject").on(objects("StatusReportsBucket", "*")),
  allow("s3:ListBucket").on(bucket("StatusReportsBucket")),
];
