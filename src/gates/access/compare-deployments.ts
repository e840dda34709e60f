import { parseArn } from "../../aws";
import { RequestContext, decide, globalContext, listProbes } from "../../policy";
import type { Decision, PolicySource, Probe } from "../../policy";
import type { DeployedAccess } from "./deployed-access";
import type { DeployedRole } from "./deployed-roles";
import { listNeighbours } from "./list-neighbours";
import type { Neighbour } from "./list-neighbours";
import { createTranslation, readPhysicalNames } from "./physical-names";

/** A request that a role may make in one deployment and not in the other. */
export interface Disagreement {
  readonly role: string;
  readonly action: string;
  /** What it is about in the monolith's deployment, and in the other's. */
  readonly resources: readonly [before: string, after: string];
  readonly effects: readonly [before: Decision["effect"], after: Decision["effect"]];
}

/** Access just outside a need, which the split has and the monolith has not. */
export interface WiderAccess {
  readonly role: string;
  readonly action: string;
  readonly neighbour: Neighbour;
  /** Policies that allow it. */
  readonly policies: readonly PolicySource[];
}

/** What came of asking two deployments of one application the same. */
export interface AccessComparison {
  /** How many requests the monolith's roles are for and may make, by logical id; of policies that no role has as well. */
  readonly needs: ReadonlyMap<string, number>;
  readonly disagreements: readonly Disagreement[];
  /** How many requests just outside the needs were put, that the monolith's roles may not make. */
  readonly probes: number;
  readonly wider: readonly WiderAccess[];
  /** Statements that no request could be made up for, as `role policy statement`. */
  readonly unprobed: readonly string[];
  /** Roles and policies that the split has not: nothing is known of their needs. */
  readonly missing: readonly string[];
}

/**
 * Puts every need of every role of a monolith, and what is just outside it, to the monolith's roles and to those of its
 * split, each about the resources of its own deployment.
 *
 * Both are deployed under one stack name in one region, with the same parameters.
 */
export function compareDeployments(monolith: DeployedAccess, split: DeployedAccess): AccessComparison {
  // Names of roles and policies are not the application's: their stack has another name.
  const after = readPhysicalNames([split.app]);
  const before = new Map([...readPhysicalNames([monolith.app])].filter(([logicalId]) => after.has(logicalId)));
  const translate = createTranslation(monolith.stacks, split.stacks);
  const names = [
    { stack: monolith.app.name, resources: before, elsewhere: after },
    { stack: split.app.name, resources: after, elsewhere: before },
  ] as const;
  const needs = new Map<string, number>();
  const disagreements: Disagreement[] = [];
  const wider: WiderAccess[] = [];
  const unprobed: string[] = [];
  const missing: string[] = [];
  let probes = 0;
  const others = holdersOf(split);
  for (const [logicalId, role] of holdersOf(monolith)) {
    const other = others.get(logicalId);
    if (other === undefined) {
      missing.push(logicalId);
      continue;
    }
    const list = listProbes(role.identity, globalContext(role.principal, factsOf(monolith)));
    for (const { source, statement } of list.unprobed)
      unprobed.push(`${logicalId} ${source.id} ${statement.index + 1}`);
    for (const probe of unique(list.probes)) {
      const context = translateContext(probe.context, translate);
      const ask = (resources: readonly [string, string]): readonly [Decision, Decision] => [
        decideFor(role, probe.action, resources[0], probe.context),
        decideFor(other, probe.action, resources[1], context),
      ];
      const resources = [probe.resource, translate(probe.resource)] as const;
      const [was, is] = ask(resources);
      const noteDisagreement = (pair: readonly [string, string], effects: Disagreement["effects"]): void => {
        disagreements.push({ role: logicalId, action: probe.action, resources: pair, effects });
      };
      if (was.effect !== is.effect) noteDisagreement(resources, [was.effect, is.effect]);
      if (was.effect !== "allowed") continue;
      needs.set(logicalId, (needs.get(logicalId) ?? 0) + 1);
      const around = listNeighbours(resources[1], names[1]);
      for (const [index, { kind, resource }] of listNeighbours(resources[0], names[0]).entries()) {
        const neighbour = around[index];
        if (neighbour?.kind !== kind) throw new Error(`${resources.join(" and ")} have different neighbours`);
        const [outside, now] = ask([resource, neighbour.resource]);
        // Within the pattern that the monolith itself has there.
        if (outside.effect === "allowed") {
          if (now.effect !== "allowed") noteDisagreement([resource, neighbour.resource], [outside.effect, now.effect]);
          continue;
        }
        probes += 1;
        if (now.effect !== "allowed") continue;
        wider.push({
          role: logicalId,
          action: probe.action,
          neighbour,
          policies: now.because.map(({ source }) => source),
        });
      }
    }
  }
  return { needs, disagreements, probes, wider, unprobed, missing };
}

type Holder = Pick<DeployedRole, "identity" | "boundary" | "principal">;

/** Roles, and for each policy that no role has a role that has nothing but this policy. */
function holdersOf({ app, roles, policies }: DeployedAccess): ReadonlyMap<string, Holder> {
  const partition = parseArn(app.id)?.partition ?? "aws";
  const arn = `arn:${partition}:iam::${app.account}:role/xiamprobe`;
  const principal = { kind: "role", partition, account: app.account, arn, roleId: "AROAXIAMPROBE" } as const;
  const lone = [...policies].map(([logicalId, policy]) => [logicalId, { identity: [policy], principal }] as const);
  return new Map<string, Holder>([...roles, ...lone]);
}

function factsOf({ app }: DeployedAccess): Parameters<typeof globalContext>[1] {
  return { region: app.region, secureTransport: true, resourceAccount: app.account };
}

/** Two statements may be about one request. */
function unique(probes: readonly Probe[]): readonly Probe[] {
  const seen = new Map(
    probes.map((probe) => [JSON.stringify([probe.action, probe.resource, [...probe.context.entries()]]), probe]),
  );
  return [...seen.values()];
}

/** By what the role's own policies say: whether another account lets it in is not theirs to say. */
function decideFor(role: Holder, action: string, resource: string, context: RequestContext): Decision {
  const { identity, boundary, principal } = role;
  const resourceAccount = "account" in principal ? principal.account : "";
  return decide(
    { principal, action, resource, context, resourceAccount },
    { identity, ...(boundary !== undefined && { boundary }) },
  );
}

function translateContext(context: RequestContext, translate: (text: string) => string): RequestContext {
  return new RequestContext(
    Object.fromEntries([...context.entries()].map(([key, values]) => [key, values.map(translate)])),
  );
}
