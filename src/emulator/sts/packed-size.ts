import { deflateRawSync } from "node:zlib";
import type { SessionRow } from "../credential-rows";
import { AwsFault } from "../fault";

/** Bytes that packed policies and tags may take. How AWS packs, and how much fits, is not published: an approximation. */
const PACKED_LIMIT = 2048;

/**
 * How much of the space for session policies and tags a request takes, in percent; undefined where it passes none.
 * PackedPolicyTooLarge where it is more than there is.
 */
export function measurePackedSize(policies: SessionRow["policies"], tags: SessionRow["tags"]): number | undefined {
  if (policies === undefined && tags.length === 0) return undefined;
  const documents = (policies ?? []).map(({ arn, document }) => arn ?? document);
  const text = [...documents, ...tags.flatMap(({ Key, Value }) => [Key, Value])].join("\0");
  const percent = Math.ceil((deflateRawSync(text).length / PACKED_LIMIT) * 100);
  if (percent <= 100) return percent;
  // The first as public logs quote it: aws/containers-roadmap issue 2413; the one on policies is unverified.
  const message =
    policies === undefined
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`;
  throw new AwsFault("PackedPolicyTooLarge", message, 400);
}
