import type { TemplateMap } from "../../../template";
import type { StackRow, Tag } from "../stack";
import { mapsOf, textOf } from "./property";

/**
 * Tags of a resource: the stack's, then its own, which win. CloudFormation puts none of its `aws:cloudformation:*` tags on
 * IAM resources.
 */
export function tagsOf(stack: StackRow, properties: TemplateMap): Tag[] | undefined {
  const tags = new Map(stack.tags.map((tag) => [tag.Key, tag.Value]));
  for (const tag of mapsOf(properties, "Tags")) tags.set(textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? "");
  return tags.size === 0 ? undefined : [...tags].map(([Key, Value]) => ({ Key, Value }));
}
