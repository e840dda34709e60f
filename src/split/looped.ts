import { expandFragment, isList, isMap, type TemplateMap, type TemplateValue } from "../template";
import { literal } from "./expression";
import { rewriteValue } from "./rewrite";

const LOOP = "Fn::ForEach::";

type Loops = ReadonlyMap<string, string>;

export function isLoop(key: string): boolean {
  return key.startsWith(LOOP);
}

/**
 * What the loops of a template's Resources make, by logical id, each with the item in the identifier's place. A loop
 * over anything but a list of literals makes nothing here: what it makes is known at deployment only.
 */
export function loopedResources(resources: TemplateMap, loops: Loops = new Map()): Map<string, TemplateValue> {
  const made = new Map<string, TemplateValue>();
  for (const [key, entry] of Object.entries(resources)) {
    if (isLoop(key)) {
      for (const [logicalId, body] of runLoop(entry, loops)) made.set(logicalId, body);
    } else if (loops.size > 0) {
      made.set(expandFragment(key, loops), substitute(entry, loops));
    }
  }
  return made;
}

function runLoop(loop: TemplateValue, around: Loops): Map<string, TemplateValue> {
  const [identifier, collection, fragment] = isList(loop) ? loop : [];
  const made = new Map<string, TemplateValue>();
  if (typeof identifier !== "string" || !isList(collection) || fragment === undefined || !isMap(fragment)) return made;
  if (!collection.every((item) => typeof item === "string")) return made;
  for (const item of collection) {
    for (const [logicalId, body] of loopedResources(fragment, new Map([...around, [identifier, item]]))) {
      made.set(logicalId, body);
    }
  }
  return made;
}

/** Loops replace their identifiers in Ref and Fn::Sub. */
function substitute(value: TemplateValue, loops: Loops): TemplateValue {
  return rewriteValue(value, ({ target, attribute }) => {
    const item = attribute === undefined ? loops.get(target) : undefined;
    return item === undefined ? undefined : literal(item);
  });
}
