import { LAMBDA, VPC_FUNCTION, defineRole } from "../declarations";

export const s3HashLambdaRole = defineRole({
  name: "S3HashLambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
});

export const s3CopyLambdaRole = defineRole({
  name: "S3CopyLambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
});

/**
 * For functions of the customer's own on S3 events. The real application has no such role: it gets the rights of its
 * siblings, {@link s3HashLambdaRole} and {@link s3CopyLambdaRole}, which reach objects by presigned URLs or by the
 * credentials of whoever calls them, and hold none of their own. A function that needs more gets it by
 * `extraManagedPolicies`.
 */
export const s3LambdaRole = defineRole({
  name: "S3LambdaRole",
  trusts: [LAMBDA],
  attaches: [VPC_FUNCTION],
});
