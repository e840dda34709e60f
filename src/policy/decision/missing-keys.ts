import type { RequestContext } from "../conditions/request-context";
import type { ApplicablePolicies } from "./access-request";

/**
 * Condition keys that the policies ask for and the request has not, those of statements about other actions as well.
 * Policies of the organization are not looked at: IAM's simulator leaves their keys out.
 */
export function findMissingKeys(policies: ApplicablePolicies, context: RequestContext): readonly string[] {
  const missing = new Map<string, string>();
  for (const sources of [policies.identity, policies.boundary, policies.session, policies.resource]) {
    if (sources === undefined) continue;
    for (const { document } of sources) {
      for (const { name, lowerCase } of document.contextKeys) {
        if (context.valuesOf(lowerCase) === undefined && !missing.has(lowerCase)) missing.set(lowerCase, name);
      }
    }
  }
  return missing.size === 0 ? NONE : [...missing.values()];
}

const NONE: readonly string[] = [];
