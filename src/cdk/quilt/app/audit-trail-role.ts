import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge";
import { keepId } from "./keep-id";
import type { PrivateBucket } from "./private-bucket";

/** Makes the role by which the delivery stream writes its files; returns its ARN. It is not in the catalogue. */
export function createDeliveryRole(scope: Construct, bucket: PrivateBucket): string {
  const role = keepId(
    new CfnRole(scope, "AuditTrailDeliveryRole", {
      description: "Lets the delivery stream of the audit trail write its files",
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
      policies: [
        {
          policyName: "write-audit-trail",
          policyDocument: {
            Version: "2012-10-17",
            Statement: [
              // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
              {
                Effect: "Allow",
                Action: [
                  "s3:AbortMultipartUpload",
                  "s3:GetBucketLocation",
                  "s3:GetObject",
                  "s3:ListBucket",
                  "s3:ListBucketMultipartUploads",
                  "s3:PutObject",
                ],
                Resource: [bucket.arn, `${bucket.arn}/audit_trail/*`, `${bucket.arn}/audit_trail_errors/*`],
              },
            ],
          },
        },
      ],
    }),
  );
  const inPrefix = "The role writes objects below two prefixes of one bucket, whose names only Firehose knows";
  acknowledge(role, {
    "AwsSolutions-IAM5[Resource::<AuditTrailBucket.Arn>/audit_trail/*]": inPrefix,
    "AwsSolutions-IAM5[Resource::<AuditTrailBucket.Arn>/audit_trail_errors/*]": inPrefix,
  });
  return role.attrArn;
}
