import type { GetPolicyResponse, GetPolicyVersionResponse } from "@aws-sdk/client-iam";
import type { PolicyDescriptorType } from "@aws-sdk/client-sts";
import { parseArn } from "../../aws";
import { validatePolicyDocument } from "../../policy";
import type { SessionPolicy, SessionRow } from "../credential-rows";
import type { OperationContext } from "../operation";
import { lookUp } from "./as-itself";
import { invalidArn, malformedPolicy, validationError } from "./faults";

const MOST_MANAGED = 10;

/** The policies that a request passes for its session; undefined where it passes none. */
export async function readSessionPolicies(
  { Policy: inline, PolicyArns = [] }: { readonly Policy?: string; readonly PolicyArns?: PolicyDescriptorType[] },
  accountId: string,
  context: OperationContext,
): Promise<SessionRow["policies"]> {
  if (inline === undefined && PolicyArns.length === 0) return undefined;
  if (PolicyArns.length > MOST_MANAGED) {
    // The limit is documented (API_AssumeRole), the wording by analogy with the model's other lists (unverified).
    throw validationError(
      "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
  }
  const managed: SessionPolicy[] = [];
  for (const { arn = "" } of PolicyArns)
    managed.push({ arn, document: await readManagedPolicy(arn, accountId, context) });
  return inline === undefined ? managed : [...managed, { arn: undefined, document: checkInlinePolicy(inline) }];
}

function checkInlinePolicy(text: string): string {
  const [first] = validatePolicyDocument(text, "identity");
  if (first === undefined) return text;
  // Sentences unverified: the others are IAM's; for what is no JSON, STS has lately passed on its parser's complaint
  // (ansible-collections/amazon.aws pull request 2778).
  throw malformedPolicy(first.code === "invalid-json" ? "The policy is not in the valid JSON format." : first.message);
}

/** The default version of a managed policy of the account or of AWS. What STS says of one that is not there is unverified. */
async function readManagedPolicy(arn: string, accountId: string, context: OperationContext): Promise<string> {
  const owner = parseArn(arn)?.account;
  if (owner !== accountId && owner !== "aws") throw invalidArn(arn);
  const found = await lookUp<GetPolicyResponse>(context, accountId, "GetPolicy", { PolicyArn: arn });
  const VersionId = found?.Policy?.DefaultVersionId;
  if (VersionId === undefined) throw invalidArn(arn);
  const input = { PolicyArn: arn, VersionId };
  const version = await lookUp<GetPolicyVersionResponse>(context, accountId, "GetPolicyVersion", input);
  return decodeURIComponent(version?.PolicyVersion?.Document ?? "");
}
