import { conditionReferencesIn, isPseudoParameter, type Reference } from "../template";
import { section, type Monolith } from "./monolith";
import type { CarriedItem } from "./report";

/** Names of a template in one section's namespace each. */
export interface Names {
  readonly Parameters: ReadonlySet<string>;
  readonly Conditions: ReadonlySet<string>;
  readonly Mappings: ReadonlySet<string>;
}

type MutableNames = { readonly [Section in keyof Names]: Map<string, Set<string>> };

/** A reference and who makes it. */
export interface Use {
  readonly by: string;
  readonly reference: Reference;
}

/**
 * Parameters, conditions and mappings that `uses` need, transitively. A condition and a parameter of one name are two
 * different things.
 *
 * @returns who needs what, by section and name
 */
export function closure(monolith: Monolith, uses: readonly Use[]): MutableNames {
  const found: MutableNames = { Parameters: new Map(), Conditions: new Map(), Mappings: new Map() };
  const queue = [...uses];
  for (let use = queue.shift(); use !== undefined; use = queue.shift()) {
    const place = declaredIn(monolith, use.reference);
    if (place === undefined) continue;
    const { target } = use.reference;
    const known = found[place].get(target);
    if (known !== undefined) {
      known.add(use.by);
      continue;
    }
    found[place].set(target, new Set([use.by]));
    if (place === "Conditions") {
      const path = ["Conditions", target];
      const condition = section(monolith.template, "Conditions")[target] ?? null;
      queue.push(
        ...conditionReferencesIn(condition, path).map((reference) => ({ by: `Condition ${target}`, reference })),
      );
    }
  }
  return found;
}

function declaredIn(monolith: Monolith, { namespace, target }: Reference): keyof Names | undefined {
  switch (namespace) {
    case "condition":
      return monolith.conditions.has(target) ? "Conditions" : undefined;
    case "mapping":
      return monolith.mappings.has(target) ? "Mappings" : undefined;
    case "value":
      return !isPseudoParameter(target) && monolith.parameters.has(target) ? "Parameters" : undefined;
    default:
      return namespace satisfies never;
  }
}

/** What the moved resources take along, and whether the application still uses it. */
export function carriedItems(monolith: Monolith, iamUses: readonly Use[], appUses: readonly Use[]): CarriedItem[] {
  const needed = closure(monolith, iamUses);
  const remaining = closure(monolith, appUses);
  const sections = ["Parameters", "Conditions", "Mappings"] as const;
  return sections.flatMap((name) =>
    [...needed[name]].map(([item, because]) => ({
      section: name,
      name: item,
      because: [...because],
      remainsInApp: remaining[name].has(item),
    })),
  );
}
