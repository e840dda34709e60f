import type { ContextValues } from "../policy";

interface GivenTag {
  readonly Key?: string;
  readonly Value?: string;
}

/**
 * Condition keys of the tags that a request brings or takes away: `aws:RequestTag/…`, `aws:TagKeys`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
 */
export function requestTagKeys(tags: unknown, tagKeys: unknown): ContextValues {
  const given = Array.isArray(tags) ? (tags as readonly GivenTag[]) : [];
  const removed = Array.isArray(tagKeys) ? (tagKeys as readonly string[]) : [];
  if (given.length === 0 && removed.length === 0) return {};
  return {
    ...Object.fromEntries(given.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": [...given.map(({ Key = "" }) => Key), ...removed],
  };
}

/** Condition keys of the tags that a resource has, under each of the names that its service gives them. */
export function resourceTagKeys(
  tags: readonly GivenTag[],
  prefixes: readonly string[] = ["aws:ResourceTag"],
): ContextValues {
  return Object.fromEntries(
    tags.flatMap(({ Key = "", Value = "" }) => prefixes.map((prefix) => [`${prefix}/${Key}`, Value] as const)),
  );
}
