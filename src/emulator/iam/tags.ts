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
 * Whether keys are told apart by their case: not those of users and roles, but those of everything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export type TagKeys = "any-case" | "exact";

/** Tags of what is made with them; none are as good as an empty list. */
export function firstTags(
  given: readonly GivenTag[] | undefined,
  context: OperationContext,
  keys: TagKeys = "any-case",
): readonly Tag[] {
  return given === undefined || given.length === 0 ? [] : addTags([], given, context, keys);
}

/** Tags with others added; refuses to add none. */
export function addTags(
  present: readonly Tag[],
  given: readonly GivenTag[] | undefined,
  context: OperationContext,
  keys: TagKeys = "any-case",
): readonly Tag[] {
  // Recorded from AWS in September 2026.
  if (given === undefined || given.length === 0) {
    throw new AwsFault("InvalidInput", "The provided tag map must not be null/empty.");
  }
  const keyOf = keyBy(keys);
  const added = given.map(({ Key = "", Value = "" }) => ({ Key, Value }));
  // Recorded from AWS in September 2026.
  if (added.some((tag) => tag.Key.toLowerCase().startsWith("aws:"))) {
    throw new AwsFault("InvalidInput", "Tag keys beginning with aws: are reserved for system use.");
  }
  if (new Set(added.map(keyOf)).size < added.length) throw new AwsFault("InvalidInput", "Duplicate tag keys found.");
  const byKey = new Map(present.map((tag) => [keyOf(tag), tag]));
  for (const tag of added) byKey.set(keyOf(tag), tag);
  if (byKey.size > quotaOf(context, "TagsPerResource")) {
    // Recorded from AWS for OpenID Connect providers (localstack's test_iam_oidc, February 2026).
    throw new AwsFault("LimitExceeded", "The number of tags has reached the maximum limit.");
  }
  return [...byKey.values()];
}

/** Tags without those of the given keys; keys that are not there do not matter. Refuses to remove none. */
export function removeTags(
  present: readonly Tag[],
  removedKeys: readonly string[],
  keys: TagKeys = "any-case",
): readonly Tag[] {
  // Recorded from AWS in September 2026.
  if (removedKeys.length === 0) {
    throw new AwsFault("InvalidInput", "The provided tag keys must not be null/empty.");
  }
  const keyOf = keyBy(keys);
  const removed = new Set(removedKeys.map((Key) => keyOf({ Key })));
  return present.filter((tag) => !removed.has(keyOf(tag)));
}

/** In order of their keys, as identity providers show them. */
export function sortTags(tags: readonly Tag[]): Tag[] {
  const keyOf = keyBy("any-case");
  return [...tags].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A page of tags, in order of their keys. */
export function listTags(
  tags: readonly Tag[],
  request: PageRequest,
  keys: TagKeys = "any-case",
): { Tags: Tag[]; IsTruncated: boolean; Marker: string | undefined } {
  const { items, IsTruncated, Marker } = paginate(tags, keyBy(keys), request);
  return { Tags: [...items], IsTruncated, Marker };
}

function keyBy(keys: TagKeys): (tag: Pick<Tag, "Key">) => string {
  return keys === "exact" ? (tag) => tag.Key : (tag) => tag.Key.toLowerCase();
}
