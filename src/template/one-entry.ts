import { isList } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** A mapping of one entry, without a prototype. */
export function single(key: string, value: TemplateValue): TemplateMap {
  const map: Record<string, TemplateValue> = Object.create(null) as Record<string, TemplateValue>;
  map[key] = value;
  return map;
}

/** Key and value of a mapping of one entry: what every intrinsic function is. */
export function onlyEntry(value: TemplateValue): readonly [string, TemplateValue] | undefined {
  if (typeof value !== "object" || value === null || isList(value)) return undefined;
  const keys = Object.keys(value);
  const key = keys[0];
  if (key === undefined || keys.length !== 1) return undefined;
  return [key, (value as TemplateMap)[key] as TemplateValue];
}
