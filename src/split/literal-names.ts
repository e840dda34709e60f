import { explicitNameOf } from "./app-name";
import type { Monolith } from "./monolith";

/** Shorter names turn up in unrelated texts. */
const SHORTEST_TELLING_NAME = 6;

/** Names that app resources have as literal text, and whose they are. */
export function literalResourceNames(monolith: Monolith, moved: ReadonlySet<string>): Map<string, string> {
  const names = new Map<string, string>();
  for (const resource of monolith.resources.values()) {
    if (moved.has(resource.logicalId)) continue;
    const name = explicitNameOf(resource);
    if (typeof name === "string" && name.length >= SHORTEST_TELLING_NAME) names.set(name, resource.logicalId);
  }
  return names;
}
