import type { AccessDifference, Probe } from "../../policy";

/** Requests that differ for one cause, a statement and what it says of resources, as one. */
export interface DifferenceGroup {
  readonly first: Probe;
  /** Of the same statement and resource, in order. */
  readonly actions: readonly string[];
}

export function groupDifferences(differences: readonly AccessDifference[]): readonly DifferenceGroup[] {
  const groups = new Map<string, { first: Probe; actions: Set<string> }>();
  for (const { probe } of differences) {
    const key = JSON.stringify([probe.source.id, probe.statement.index, probe.resource]);
    const group = groups.get(key) ?? { first: probe, actions: new Set() };
    group.actions.add(probe.action);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, actions }) => ({ first, actions: [...actions] }));
}

/** `sqs:SendMessage and 3 more`. */
export function describeActions(actions: readonly string[]): string {
  const [first = "", ...rest] = actions;
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/** `statement 2 (SendToQueue) of policy main`. */
export function describeStatement({ statement, source }: Pick<Probe, "statement" | "source">): string {
  const sid = statement.sid === undefined ? "" : ` (${statement.sid})`;
  return `statement ${statement.index + 1}${sid} of policy ${source.id}`;
}

/** The pattern that looks most like a resource, of those that the probes' statements have for one of the actions. */
export function nearestPattern(
  resource: string,
  actions: readonly string[],
  probes: readonly Probe[],
): Probe | undefined {
  const wanted = new Set(actions.map((action) => action.toLowerCase()));
  let nearest: Probe | undefined;
  let length = 0;
  for (const probe of probes) {
    if (probe.statement.effect !== "Allow" || probe.resourcePattern === undefined) continue;
    if (!wanted.has(probe.action.toLowerCase())) continue;
    const common = commonPrefix(probe.resourcePattern, resource);
    // As far as the name of the service, any two ARNs are alike.
    if (common <= length || common < "arn:aws:xx:".length) continue;
    nearest = probe;
    length = common;
  }
  return nearest;
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
