import { deployedArn } from "../../aws";
import type { Probe } from "../../policy";
import type { DeployedStack } from "./deployed-stack";
import type { ResourceInPlace } from "./template-in-place";

/** A pattern of generated names that misses the resource it was made for. */
export interface MissedPattern {
  readonly probe: Probe;
  readonly pattern: string;
  /** Those of the logical id that the pattern names. */
  readonly arns: readonly string[];
}

/**
 * Patterns for the app stack's generated names, `{stack}-{LogicalId}-????????????`, of which the stack has the resource and
 * the pattern does not match its ARN.
 */
export function findMissedPatterns(
  probes: readonly Probe[],
  app: DeployedStack,
  resources: readonly ResourceInPlace[],
): readonly MissedPattern[] {
  const seen = new Set<string>();
  return probes.flatMap((probe): MissedPattern[] => {
    const pattern = probe.resourcePattern;
    if (pattern === undefined || probe.statement.effect !== "Allow" || seen.has(pattern)) return [];
    seen.add(pattern);
    const named = namedResources(pattern, app, resources);
    const arns = named.flatMap(({ logicalId, type, properties }) => {
      const physicalId = app.resources.get(logicalId)?.physicalId;
      if (physicalId === undefined) return [];
      return deployedArn({ type, physicalId, properties, region: app.region, account: app.account }) ?? [];
    });
    if (arns.length === 0 || arns.some((arn) => covers(probe, arn))) return [];
    return [{ probe, pattern, arns }];
  });
}

/** The resource that a pattern names by its logical id; several where the name was cut before its end. */
function namedResources(
  pattern: string,
  app: DeployedStack,
  resources: readonly ResourceInPlace[],
): readonly ResourceInPlace[] {
  for (const stack of new Set([app.name, app.name.toLowerCase()])) {
    const start = pattern.indexOf(`${stack}-`);
    const id = start === -1 ? undefined : /^([A-Za-z0-9]+)-\?{4}/.exec(pattern.slice(start + stack.length + 1))?.[1];
    if (id === undefined) continue;
    const same = (text: string): string => (stack === app.name ? text : text.toLowerCase());
    const exact = resources.filter(({ logicalId }) => same(logicalId) === id);
    return exact.length > 0 ? exact : resources.filter(({ logicalId }) => same(logicalId).startsWith(id));
  }
  return [];
}

/** The pattern may go on below the resource, `bucket/*`, or name what is inside it. */
function covers({ statement, context }: Probe, arn: string): boolean {
  return ["", "/xiamprobe", ":xiamprobe", "/index/xiamprobe", ":*"].some((below) =>
    statement.coversResource(arn + below, context),
  );
}
