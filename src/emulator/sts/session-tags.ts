import type { Tag } from "@aws-sdk/client-sts";
import type { SessionRow } from "../credential-rows";
import { invalidParameter } from "./faults";

/** The tags of a session to come, and which of them the sessions made from it inherit. */
export interface SessionTags {
  /** What the request passes: condition keys `aws:RequestTag/…` and `aws:TagKeys`. */
  readonly passed: SessionRow["tags"];
  /** What the session has: the passed ones and those inherited. */
  readonly all: SessionRow["tags"];
  readonly transitiveTagKeys: readonly string[];
}

/**
 * Puts the tags of a request and those of the calling session together; a transitive tag cannot be overridden.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function collectSessionTags(
  tags: readonly Tag[],
  transitiveKeys: readonly string[],
  calling?: Pick<SessionRow, "tags" | "transitiveTagKeys">,
): SessionTags {
  const passed = tags.map(({ Key = "", Value = "" }) => ({ Key, Value }));
  const keys = new Set(passed.map(({ Key }) => Key.toLowerCase()));
  // Sentences: facts/aws-errors.tsv (recorded from AWS).
  if (keys.size < passed.length) {
    throw invalidParameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  const inheritedKeys = new Set((calling?.transitiveTagKeys ?? []).map((key) => key.toLowerCase()));
  if (transitiveKeys.some((key) => inheritedKeys.has(key.toLowerCase()))) {
    throw invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  // Recorded is the sentence on transitive keys; for tags it is by analogy (unverified).
  if ([...keys].some((key) => inheritedKeys.has(key))) {
    throw invalidParameter(
      "One of the specified tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const missing = transitiveKeys.find((key) => !keys.has(key.toLowerCase()));
  // Wording unverified.
  if (missing !== undefined) {
    throw invalidParameter("The specified transitive tag key must be included in the requested tags.");
  }
  const inherited = (calling?.tags ?? []).filter(({ Key }) => inheritedKeys.has(Key.toLowerCase()));
  return {
    passed,
    all: [...inherited, ...passed],
    transitiveTagKeys: [...(calling?.transitiveTagKeys ?? []), ...transitiveKeys],
  };
}
