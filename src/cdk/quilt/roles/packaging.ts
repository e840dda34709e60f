import { CONSUME_QUEUE } from "../action-sets";
import { LAMBDA, VPC_FUNCTION, attached, defineRole } from "../declarations";
import { allow, app, bucket, objects } from "../statements";

const callHashAndCopy = allow("lambda:InvokeFunction").on(app("S3HashLambda"), app("S3CopyLambda"));

export const pkgPushRole = defineRole({
  name: "PkgPushRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
  may: {
    "allow-s3-stored-user-requests": [
      allow("s3:GetObjectVersion").on(objects("ServiceBucket", "user-requests/create-package")),
    ],
    "invoke-s3-hash-lambda": [callHashAndCopy],
  },
});

export const packagerRole = defineRole({
  name: "PackagerRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION, attached("BucketReadPolicy"), attached("BucketWritePolicy")],
  may: {
    sqs: [allow(...CONSUME_QUEUE).on(app("PackagerQueue"))],
    "invoke-s3-hash-lambda": [callHashAndCopy],
    "allow-s3-service-bucket": [
      allow("s3:GetObject").on(objects("ServiceBucket", "scratch-buckets.json")),
      allow("s3:PutObject").on(objects("ServiceBucket", "user-requests/checksum-upload-tmp/*")),
    ],
  },
});

export const duckDbSelectLambdaRole = defineRole({
  name: "DuckDBSelectLambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
  may: {
    "allow-s3-results": [
      allow("s3:ListBucket", "s3:GetObject", "s3:PutObject").on(
        bucket("DuckDBSelectLambdaBucket"),
        objects("DuckDBSelectLambdaBucket", "*"),
      ),
    ],
  },
});
