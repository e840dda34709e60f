import { getAt } from "./get-at";
import { resourceReferences } from "./references";
import type { Reference } from "./references";
import { isMap } from "./value";
import type { TemplateMap } from "./value";

/** For each resource, in the template's order, the resources that must exist before it. */
export type DependencyGraph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Who must exist before whom. With `conditions` given, resources that they leave out and branches of Fn::If not taken
 * are no part of it.
 */
export function dependencyGraph(template: TemplateMap, conditions?: ReadonlyMap<string, boolean>): DependencyGraph {
  const resources = isMap(template["Resources"]) ? template["Resources"] : {};
  const ids = Object.keys(resources).filter((id) => isLeftIn(getAt(resources, [id, "Condition"]), conditions));
  const known = new Set(ids);
  return new Map(
    ids.map((id) => {
      const targets = resourceReferences(template, id)
        .filter(({ namespace, target }) => namespace === "value" && known.has(target))
        .filter((reference) => isTaken(template, reference, conditions))
        .map(({ target }) => target);
      return [id, new Set(targets)];
    }),
  );
}

function isLeftIn(condition: unknown, conditions: ReadonlyMap<string, boolean> | undefined): boolean {
  return typeof condition !== "string" || conditions?.get(condition) !== false;
}

/** False inside a branch of Fn::If that the conditions do not take. */
function isTaken(
  template: TemplateMap,
  { path }: Reference,
  conditions: ReadonlyMap<string, boolean> | undefined,
): boolean {
  if (conditions === undefined) return true;
  return path.every((step, index) => {
    const branch = path[index + 1];
    if (step !== "Fn::If" || (branch !== 1 && branch !== 2)) return true;
    const name = getAt(template, [...path.slice(0, index + 1), 0]);
    const holds = typeof name === "string" ? conditions.get(name) : undefined;
    return holds === undefined || holds === (branch === 1);
  });
}

/**
 * The order of creation: each level needs only what is in levels before it. Throws an Error for a graph with a cycle;
 * see {@link findCycles}.
 */
export function creationLevels(graph: DependencyGraph): string[][] {
  const waiting = new Map([...graph].map(([id, needs]) => [id, new Set(needs)]));
  const levels: string[][] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([id]) => id);
    if (ready.length === 0) throw new Error(`circular dependency among ${[...waiting.keys()].join(", ")}`);
    levels.push(ready);
    for (const id of ready) waiting.delete(id);
    for (const needs of waiting.values()) for (const id of ready) needs.delete(id);
  }
  return levels;
}

/** Groups of resources that need each other (or themselves), each in the template's order. */
export function findCycles(graph: DependencyGraph): string[][] {
  const order = new Map([...graph.keys()].map((id, index) => [id, index]));
  return components(graph)
    .filter((group) => group.length > 1 || graph.get(group[0] as string)?.has(group[0] as string))
    .map((group) => group.sort((a, b) => (order.get(a) as number) - (order.get(b) as number)))
    .sort((a, b) => (order.get(a[0] as string) as number) - (order.get(b[0] as string) as number));
}

interface Visit {
  readonly id: string;
  readonly rest: Iterator<string>;
}

/** Strongly connected components (Tarjan), with a stack of our own: a chain may be as long as the template. */
function components(graph: DependencyGraph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const begin = (id: string): Visit => {
    index.set(id, index.size);
    low.set(id, index.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, rest: (graph.get(id) ?? new Set<string>()).values() };
  };
  const lower = (id: string, value: number): void => void low.set(id, Math.min(low.get(id) as number, value));
  for (const start of graph.keys()) {
    if (index.has(start)) continue;
    const visits = [begin(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const next = visit.rest.next();
      if (!next.done) {
        if (!index.has(next.value)) visits.push(begin(next.value));
        else if (isOpen.has(next.value)) lower(visit.id, index.get(next.value) as number);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      if (parent !== undefined) lower(parent.id, low.get(visit.id) as number);
      if (low.get(visit.id) !== index.get(visit.id)) continue;
      const group = open.splice(open.lastIndexOf(visit.id));
      for (const id of group) isOpen.delete(id);
      found.push(group);
    }
  }
  return found;
}
