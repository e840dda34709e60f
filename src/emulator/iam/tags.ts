import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { paginate } from "./paginate";
import type { PageRequest } from "./paginate";
import { quotaOf } from "./quotas";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What the SDK's types say a tag may be. */
interface GivenTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * Tags with others added. IAM's tag keys are told apart without regard to case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function addTags(
  present: readonly Tag[],
  given: readonly GivenTag[] | undefined,
  context: OperationContext,
): readonly Tag[] {
  if (given === undefined || given.length === 0) return present;
  const added = given.map(({ Key = "", Value = "" }) => ({ Key, Value }));
  if (new Set(added.map(keyOf)).size < added.length) throw new AwsFault("InvalidInput", "Duplicate tag keys found.");
  const byKey = new Map(present.map((tag) => [keyOf(tag), tag]));
  for (const tag of added) byKey.set(keyOf(tag), tag);
  if (byKey.size > quotaOf(context, "TagsPerResource")) {
    // Recorded from AWS for OpenID Connect providers (localstack's test_iam_oidc, February 2026).
    throw new AwsFault("LimitExceeded", "The number of tags has reached the maximum limit.");
  }
  return [...byKey.values()];
}

/** Tags without those of the given keys; keys that are not there do not matter. */
export function removeTags(present: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  const removed = new Set(keys.map((key) => key.toLowerCase()));
  return present.filter((tag) => !removed.has(keyOf(tag)));
}

/** In order of their keys, as identity providers show them. */
export function sortTags(tags: readonly Tag[]): Tag[] {
  return [...tags].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A page of tags, in order of their keys. */
export function listTags(
  tags: readonly Tag[],
  request: PageRequest,
): { Tags: Tag[]; IsTruncated: boolean; Marker: string | undefined } {
  const { items, IsTruncated, Marker } = paginate(tags, keyOf, request);
  return { Tags: [...items], IsTruncated, Marker };
}

function keyOf(tag: Tag): string {
  return tag.Key.toLowerCase();
}
