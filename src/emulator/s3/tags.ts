import { AwsFault } from "../fault";
import { s3Fault } from "./faults";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html and CostAllocTagging.html */
const MOST_TAGS = { bucket: 50, object: 10 } as const;

/** Tags as given, if S3 takes them; InvalidTag or BadRequest where not. */
export function checkTags(given: readonly Partial<Tag>[] | undefined, of: "bucket" | "object"): readonly Tag[] {
  const tags = (given ?? []).map(({ Key = "", Value = "" }) => ({ Key, Value }));
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) throw s3Fault("InvalidTag");
  const limit = MOST_TAGS[of];
  // Observed for objects ("Object tags cannot be greater than 10"); that of buckets is by analogy (unverified).
  const subject = of === "object" ? "Object" : "Bucket";
  if (tags.length > limit) throw new AwsFault("BadRequest", `${subject} tags cannot be greater than ${limit}`, 400);
  return tags;
}

/** The header `x-amz-tagging`: `team=core&stage=dev`. */
export function parseTagHeader(text: string | undefined): readonly Tag[] {
  const pairs = [...new URLSearchParams(text ?? "")].map(([Key, Value]) => ({ Key, Value }));
  return checkTags(pairs, "object");
}
