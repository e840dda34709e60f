import { INTRINSICS } from "./intrinsics";
import { single } from "./one-entry";
import type { TemplateMap, TemplateValue } from "./value";

const NAMES: ReadonlyMap<string, string> = new Map(
  INTRINSICS.flatMap(({ name, tag }) => (tag === undefined ? [] : [[`!${tag}`, name] as const])),
);
const TAGS: ReadonlyMap<string, string> = new Map([...NAMES].map(([tag, name]) => [name, tag] as const));

/** `Fn::Sub` for `!Sub`. */
export function longNameOf(tag: string): string | undefined {
  return NAMES.get(tag);
}

/** `!Sub` for `Fn::Sub`. */
export function shortTagOf(name: string): string | undefined {
  return TAGS.get(name);
}

/** The long form of a tagged value. `!GetAtt A.B` names an attribute after the first dot. */
export function expandTag(name: string, value: TemplateValue): TemplateMap {
  if (name === "Fn::GetAtt" && typeof value === "string") {
    const dot = value.indexOf(".");
    return single(name, dot === -1 ? value : [value.slice(0, dot), value.slice(dot + 1)]);
  }
  return single(name, value);
}
