import type { AccessRequest, ApplicablePolicies, PolicySource } from "./access-request";
import { decide } from "./decide";
import type { Decision } from "./decision";

/**
 * Decides whether somebody may assume a role: `sts:AssumeRole` and its kin on the role's ARN. The trust policy must always
 * allow it. In the role's account it is enough where it names the caller, and delegates to the caller's own policies where
 * it names the account; in another account the caller's own policies must allow it, too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function decideTrust(
  request: AccessRequest,
  trust: PolicySource,
  policies: Omit<ApplicablePolicies, "resource" | "resourceMustAllow"> = {},
): Decision {
  return decide(request, { ...policies, resource: [trust], resourceMustAllow: true });
}
