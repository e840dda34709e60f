import type { RequestContext } from "../conditions/request-context";
import type { ApplicablePolicies } from "./access-request";

/**
 * Condition keys that the policies ask for and the request has not, those of statements about other actions as well.
 * Policies of the organization are not looked at: IAM's simulator leaves their keys out.
 */
export function findMissingKeys(policies: ApplicablePolicies, context: RequestContext): readonly string[] {
  const missing = new Map<string, string>();
  for (const sources of [policies.identity, policies.boundary, policies.session, policies.resource]) {
    for (const { document } of sources ?? []) {
      for (const key of document.contextKeys) {
        if (!context.has(key) && !missing.has(key.toLowerCase())) missing.set(key.toLowerCase(), key);
      }
    }
  }
  return [...missing.values()];
}
