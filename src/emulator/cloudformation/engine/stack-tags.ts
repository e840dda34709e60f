import { resourceSchema } from "../../../aws";
import type { Tag } from "../stack";

/** Whether the tags of a stack reach its resources of a type. */
export function carriesTags(type: string): boolean {
  return resourceSchema(type)?.tags !== undefined;
}

/** Whether two lists hold the same tags, in any order. */
export function isSameTags(some: readonly Tag[], others: readonly Tag[]): boolean {
  const values = new Map(others.map(({ Key, Value }) => [Key, Value]));
  return some.length === others.length && some.every(({ Key, Value }) => values.get(Key) === Value);
}
