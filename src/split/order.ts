import type { Monolith } from "./monolith";
import type { RestoredOrder } from "./report";

/**
 * Types that run code, or start something that does, while the stack is being created. They may count on what their
 * roles' policies name, because in the monolith the role waited for it. The others only need what they name themselves.
 */
const RUNS_DURING_DEPLOYMENT: ReadonlySet<string> = new Set([
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::CloudFormation::CustomResource",
  "AWS::EC2::Instance",
  "AWS::ECS::Service",
  "AWS::Synthetics::Canary",
]);

function runsDuringDeployment(type: string): boolean {
  return type.startsWith("Custom::") || RUNS_DURING_DEPLOYMENT.has(type);
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The orders of creation that went through moved resources and are lost without DependsOn. */
export function lostOrders(monolith: Monolith, moved: ReadonlySet<string>): RestoredOrder[] {
  const before = dependencies(monolith, new Set());
  const after = dependencies(monolith, moved);
  const reachBefore = reachability(before);
  const reachAfter = reachability(after);
  const restored: RestoredOrder[] = [];
  for (const { logicalId, type } of monolith.resources.values()) {
    if (moved.has(logicalId) || !runsDuringDeployment(type)) continue;
    const still = reachAfter(logicalId);
    const lost = [...reachBefore(logicalId)].filter((other) => !moved.has(other) && !still.has(other));
    // What another lost predecessor waits for anyway needs no mention.
    const dependsOn = lost.filter((other) => !lost.some((via) => via !== other && reachAfter(via).has(other)));
    if (dependsOn.length === 0) continue;
    const through = [...reachBefore(logicalId)].filter((other) => moved.has(other));
    restored.push({
      logicalId,
      dependsOn: inTemplateOrder(monolith, dependsOn),
      because: `${type} runs during the deployment and used to wait for them through ${through.join(", ")}`,
    });
  }
  return restored;
}

function inTemplateOrder(monolith: Monolith, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  return [...monolith.resources.keys()].filter((logicalId) => wanted.has(logicalId));
}

function dependencies(monolith: Monolith, without: ReadonlySet<string>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { logicalId, references } of monolith.resources.values()) {
    if (without.has(logicalId)) continue;
    const targets = new Set<string>();
    for (const { namespace, target } of references) {
      if (namespace === "value" && target !== logicalId && monolith.resources.has(target) && !without.has(target)) {
        targets.add(target);
      }
    }
    graph.set(logicalId, targets);
  }
  return graph;
}

/** Everything that must exist before a resource, direct or not. */
function reachability(graph: Graph): (from: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (from) => {
    const cached = known.get(from);
    if (cached !== undefined) return cached;
    const reached = new Set<string>();
    const queue = [...(graph.get(from) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(...(graph.get(next) ?? []));
    }
    known.set(from, reached);
    return reached;
  };
}
