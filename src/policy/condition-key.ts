import { findService, listGlobalConditionKeys } from "./service-authorization";
import type { ConditionKey } from "./service-authorization";

/**
 * What AWS knows of a condition key, its name in any case: `aws:sourceip`, `aws:RequestTag/team`, `s3:prefix`; undefined
 * for a key that no service has.
 */
export function findConditionKey(name: string): ConditionKey | undefined {
  const wanted = name.toLowerCase();
  const [prefix = ""] = wanted.split(":", 1);
  // A service's list writes out the global keys that matter to it; its word on their type is the global one's.
  return [...listGlobalConditionKeys(), ...(findService(prefix)?.conditionKeys ?? [])].find((key) =>
    isNamed(key.name.toLowerCase(), wanted),
  );
}

/** Keys with a name of the user's: `aws:requesttag/${tagkey}`, `s3:existingobjecttag/<key>`. */
function isNamed(template: string, wanted: string): boolean {
  if (template === wanted) return true;
  const [before, after] = template.split(/\$\{[^}]*\}|<[^>]*>/, 2);
  if (before === undefined || after === undefined) return false;
  return wanted.length > before.length + after.length && wanted.startsWith(before) && wanted.endsWith(after);
}
