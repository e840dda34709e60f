import { listPolicyPrincipals, validateBucketPolicy } from "../../policy";
import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { principalMayExist } from "../principal-may-exist";
import { serviceCaller } from "../service-caller";
import type { BucketRow } from "./bucket-rows";

/** The document if S3 takes it as the policy of a bucket; MalformedPolicy where not: users and roles must exist. */
export async function checkBucketPolicy(
  text: unknown,
  { name }: BucketRow,
  context: OperationContext,
): Promise<string> {
  const document = typeof text === "string" ? text : "";
  const [refusal] = validateBucketPolicy(document, name);
  if (refusal !== undefined) throw malformedPolicy(refusal.message);
  const asker = serviceCaller("s3", context);
  for (const { type, id } of listPolicyPrincipals(document)) {
    if (type === "AWS" && !(await principalMayExist(context, id, asker))) {
      // Sentence: aws/aws-sdk-net issue 1317.
      throw malformedPolicy("Invalid principal in policy");
    }
  }
  return document;
}

/** Code and status: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function malformedPolicy(message: string): AwsFault {
  return new AwsFault("MalformedPolicy", message, 400);
}
