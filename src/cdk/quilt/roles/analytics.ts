import { LAMBDA, VPC_FUNCTION, attached, defineRole } from "../declarations";
import { allow, anything, arn, bucket, objects } from "../statements";

const bucketLevel = allow("s3:GetBucketLocation", "s3:ListBucket");

export const accessCountsRole = defineRole({
  name: "AccessCountsRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, attached("BucketReadPolicy")],
  may: {
    root: [
      allow(
        "athena:GetNamedQuery",
        "athena:StartQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "glue:CreateTable",
        "glue:BatchCreatePartition",
        "glue:DeleteTable",
        "glue:GetDatabase",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:GetTable",
      ).on(anything("It makes tables in databases that exist only at run time.")),
      bucketLevel.on(bucket("AnalyticsBucket")),
      // The trail's bucket may belong to another account.
      bucketLevel.on(arn("s3:::${CloudTrailBucket}")),
      allow("s3:GetObject").on(arn("s3:::${CloudTrailBucket}/*", "Keys of a trail hold account, region and date.")),
      allow("s3:GetObject", "s3:DeleteObject", "s3:PutObject").on(objects("AnalyticsBucket", "*")),
    ],
  },
});
