import type { OperationContext } from "../operation";
import { malformedPolicy, quotaExceeded } from "./faults";

/** The document if IAM takes it as an identity policy; MalformedPolicyDocument where not. */
export function checkIdentityPolicy(text: string): string {
  parse(text);
  return text;
}

/** The document if IAM takes it as a trust policy; MalformedPolicyDocument where not. */
export function checkTrustPolicy(text: string, context: OperationContext): string {
  void context;
  parse(text);
  return text;
}

function parse(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw malformedPolicy("This policy contains invalid Json");
  }
}

/** Characters that count against a quota: white space does not. */
export function sizeOfPolicy(text: string): number {
  return text.replace(/\s/g, "").length;
}

const MANAGED_SIZE = 6144;

/** The document if IAM takes it as a version of a managed policy. */
export function checkManagedPolicy(text: string): string {
  const document = checkIdentityPolicy(text);
  if (sizeOfPolicy(document) > MANAGED_SIZE) throw quotaExceeded("PolicySize", MANAGED_SIZE);
  return document;
}
