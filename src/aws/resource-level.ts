import { globMatches } from "./glob";
import { S3_ACTION_LEVELS } from "./s3-action-levels";
import type { S3Level } from "./s3-action-levels";

/**
 * What an action is authorized against: for S3 the bucket, the object, or neither; "mixed" where a wildcard names actions
 * of several levels; undefined for other services and for actions that S3 does not have.
 *
 * @param action without the service's prefix, wildcards allowed; case does not matter
 */
export function resourceLevel(service: string, action: string): S3Level | "mixed" | undefined {
  if (service.toLowerCase() !== "s3") return undefined;
  const pattern = action.toLowerCase();
  const levels = new Set<S3Level>();
  for (const [name, level] of S3_ACTION_LEVELS) {
    if (globMatches(pattern, name.toLowerCase())) levels.add(level);
  }
  const [first, second] = levels;
  return second === undefined ? first : "mixed";
}
