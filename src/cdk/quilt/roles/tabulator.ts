import { LAMBDA, REGISTRY, VPC_FUNCTION, attached, defineRole } from "../declarations";
import { allow, bucket, objects } from "../statements";

export const tabulatorRole = defineRole({
  name: "TabulatorRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
  may: {
    "allow-spill": [allow("s3:PutObject").on(objects("TabulatorBucket", "spill/*"))],
    "allow-cache": [
      allow("s3:GetObject", "s3:ListBucket", "s3:PutObject").on(
        bucket("TabulatorBucket"),
        objects("TabulatorBucket", "cache/*"),
      ),
    ],
  },
});

export const tabulatorOpenQueryRole = defineRole({
  name: "TabulatorOpenQueryRole",
  trusts: [REGISTRY],
  attaches: [attached("BucketReadPolicy"), attached("UserAthenaManagedRolePolicy")],
  inQuiltPath: true,
});
