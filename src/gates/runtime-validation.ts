import { systemClock } from "../base";
import { compareAccess, decideProbe, globalContext, listProbes } from "../policy";
import type { AccessDifference, ApplicablePolicies, ContextValues } from "../policy";
import { isSameTrust } from "./access/compare-trust";
import { readDeployedRole } from "./access/deployed-roles";
import type { DeployedRole } from "./access/deployed-roles";
import { readDeployedStack } from "./access/deployed-stack";
import type { DeployedStack } from "./access/deployed-stack";
import { describeActions, describeStatement, groupDifferences, nearestPattern } from "./access/describe-difference";
import { listUnchecked } from "./access/list-unchecked";
import { ManagedPolicies } from "./access/managed-policies";
import { findMissedPatterns } from "./access/missed-patterns";
import type { RoleAccess } from "./access/role-access";
import { listConsumers, meansRole } from "./access/role-consumers";
import { TemplateInPlace } from "./access/template-in-place";
import { readTemplateRoles } from "./access/template-roles";
import { mapConcurrently } from "./concurrently";
import type { GateContext } from "./context";
import { defineGate, type CheckReport, type Problem } from "./gate";
import { stackNotFound } from "./sentences";

const CATEGORY = "Update Propagation Errors";
const OPEN_REQUESTS = 8;

/** Gate 5: the roles of the deployed stacks may do what the monolith's may, on the resources that exist. */
export const runtimeValidation = defineGate({
  number: 5,
  id: "runtime-validation",
  claim: "each role may do on the deployed resources what the monolith's role may, and no more than the split declared",
  why: "a pattern that misses its resource deploys without a complaint, and the first call is denied",
  category: CATEGORY,
  async check(context) {
    const { appStackName, appTemplate, cloudFormation, iam, iamStackName } = context;
    if (appStackName === undefined) return "not-applicable";
    const iamStack = await readDeployedStack(cloudFormation, iamStackName);
    const appStack = await readDeployedStack(cloudFormation, appStackName);
    if (iamStack === undefined) return [stackNotFound(iamStackName, CATEGORY)];
    if (appStack === undefined) return [stackNotFound(appStackName, CATEGORY)];
    const managed = new ManagedPolicies(iam);
    const names = [...iamStack.resources].filter(([, { type }]) => type === "AWS::IAM::Role");
    const roles = await mapConcurrently(names, OPEN_REQUESTS, async ([logicalId, { physicalId }]) =>
      readDeployedRole(logicalId, physicalId, iam, managed),
    );
    const app = appTemplate === undefined ? undefined : new TemplateInPlace(appTemplate.template, appStack, [iamStack]);
    const pair: Pair = { iamStack, appStack, app, roles, managed };
    return context.origin === undefined ? findMisses(pair) : await compareWithOrigin(pair, context.origin);
  },
});

type Origin = NonNullable<GateContext["origin"]>;

/** Two deployed stacks, read. */
interface Pair {
  readonly iamStack: DeployedStack;
  readonly appStack: DeployedStack;
  /** @default - the app template is not at hand */
  readonly app: TemplateInPlace | undefined;
  readonly roles: readonly DeployedRole[];
  readonly managed: ManagedPolicies;
}

/** What can be said without the monolith: patterns that miss the resource they are for. */
function findMisses({ app, appStack, iamStack, roles }: Pair): CheckReport {
  if (app === undefined) {
    return { problems: [], unchecked: ["patterns of the roles: the app template is not at hand"] };
  }
  const resources = app.resources();
  const found = roles.map((role) => {
    const { probes, unprobed } = listProbes(role.identity, commonContext(role, appStack));
    const problems = findMissedPatterns(probes, appStack, resources).map(({ probe, pattern, arns }): Problem => ({
      category: CATEGORY,
      message: `Role ${role.logicalId}: the pattern ${pattern} in ${describeStatement(probe)} misses ${arns.join(", ")}`,
      where: `stack ${iamStack.name}`,
      remedy: splitAgain(iamStack, appStack),
    }));
    return { problems, unchecked: listUnchecked(`Role ${role.logicalId}`, [], unprobed) };
  });
  return joined([...found, { problems: [], unchecked: [WITHOUT_MONOLITH] }]);
}

const WITHOUT_MONOLITH =
  "what the roles may do: the monolith is not at hand, so only patterns that miss their resource were looked for";

function joined(reports: readonly CheckReport[]): CheckReport {
  return {
    problems: reports.flatMap(({ problems }) => problems),
    unchecked: [...new Set(reports.flatMap(({ unchecked }) => unchecked))],
  };
}

async function compareWithOrigin(pair: Pair, origin: Origin): Promise<CheckReport> {
  const { iamStack, appStack, app, roles, managed } = pair;
  const monolith = new TemplateInPlace(origin.monolith, appStack, [iamStack]);
  const before = await readTemplateRoles(monolith, iamStack, managed);
  const declared = await readTemplateRoles(new TemplateInPlace(origin.iam, iamStack), iamStack, managed);
  const needed = consumersOf(monolith, roles);
  const used = app === undefined ? undefined : consumersOf(app, roles);
  const reports = roles.map((role): CheckReport => {
    const original = before.get(role.logicalId);
    if (original === undefined) {
      const why = `Role ${role.logicalId}: the monolith has none of that name, so what it may do was not compared`;
      return { problems: [], unchecked: [why] };
    }
    const reference = declared.get(role.logicalId);
    const own = compareRole(role, role, original, reference, pair, `Role ${role.logicalId}`);
    const trust =
      reference === undefined || isSameTrust(reference.trust, role.trust) ? [] : [foreignTrust(role, iamStack)];
    const misused = [...needed].flatMap(([consumer, owner]): readonly CheckReport[] => {
      const actual = used?.get(consumer);
      if (owner !== role || actual === undefined || actual === role) return [];
      const subject = `${consumer} runs as ${actual.logicalId}, not as ${role.logicalId}: it`;
      return [compareRole(role, actual, original, reference, pair, subject)];
    });
    return joined([own, { problems: trust, unchecked: [] }, ...misused]);
  });
  return joined([...reports, { problems: [], unchecked: listOthers(monolith, pair) }]);
}

/** The monolith's roles that are not in the IAM stack. */
function listOthers(monolith: TemplateInPlace, { iamStack, appStack }: Pair): readonly string[] {
  return monolith.resources().flatMap(({ logicalId, type }) => {
    if (type !== "AWS::IAM::Role" || iamStack.resources.has(logicalId)) return [];
    const where = appStack.resources.has(logicalId) ? `it is in stack ${appStack.name}` : "it is in neither stack";
    return [`the monolith's role ${logicalId}: ${where}`];
  });
}

/** Consumers, as `logical id, property`, and the roles of the IAM stack that they run as. */
function consumersOf(template: TemplateInPlace, roles: readonly DeployedRole[]): ReadonlyMap<string, DeployedRole> {
  return new Map(
    listConsumers(template).flatMap(({ logicalId, property, role: value }) => {
      const role = roles.find((one) => meansRole(value, one));
      return role === undefined ? [] : [[`${logicalId} (${property})`, role] as const];
    }),
  );
}

/**
 * What a role lost or gained against the monolith's.
 *
 * @param actual the role that is really used
 * @param reference what the split made of the monolith's role: it declares what may be wider
 */
function compareRole(
  role: DeployedRole,
  actual: DeployedRole,
  original: RoleAccess,
  reference: RoleAccess | undefined,
  { iamStack, appStack }: Pair,
  subject: string,
): CheckReport {
  const common = commonContext(role, appStack);
  const { probes: wanted, unprobed } = listProbes([...original.identity, ...(original.boundary ?? [])], common);
  const { probes: granted, unprobed: ungranted } = listProbes(actual.identity, common);
  const was = policiesOf(original);
  const is = policiesOf(actual);
  const differences = compareAccess(was, is, role.principal, [...wanted, ...granted]);
  const lost = differences.filter(({ before }) => before.effect === "allowed");
  const gained = differences.filter(
    ({ probe, after }) => after.effect === "allowed" && !isDeclared(probe, reference, role),
  );
  const problems = [
    ...groupDifferences(lost).map(({ first, actions }): Problem => {
      const near = nearestPattern(first.resource, actions, granted);
      const missed = near === undefined ? "" : `; ${near.resourcePattern} in ${describeStatement(near)} misses it`;
      return {
        category: CATEGORY,
        message: `${subject} may not ${describeActions(actions)} on ${first.resource}, as ${describeStatement(first)} of the monolith's ${role.logicalId} may${missed}`,
        where: `stack ${iamStack.name}`,
        remedy: splitAgain(iamStack, appStack),
      };
    }),
    ...groupDifferences(gained).map(({ first, actions }): Problem => ({
      category: CATEGORY,
      message: `${subject} may ${describeActions(actions)} on ${first.resourcePattern ?? first.resource}, which neither the monolith nor its split allows: ${describeStatement(first)}`,
      where: `stack ${iamStack.name}`,
      remedy: `Deploy the IAM template that the split makes, or take that access out of it, and update stack ${iamStack.name}.`,
    })),
  ];
  const unchecked = [
    ...listUnchecked(`the monolith's role ${role.logicalId}`, original.unknown, unprobed),
    ...listUnchecked(`Role ${actual.logicalId}`, actual.unknown, ungranted),
  ];
  return { problems, unchecked };
}

function isDeclared(probe: AccessDifference["probe"], reference: RoleAccess | undefined, role: DeployedRole): boolean {
  return reference !== undefined && decideProbe(probe, policiesOf(reference), role.principal).effect === "allowed";
}

function policiesOf({ identity, boundary }: RoleAccess): ApplicablePolicies {
  return { identity, ...(boundary !== undefined && { boundary }) };
}

function foreignTrust(role: DeployedRole, iamStack: DeployedStack): Problem {
  return {
    category: CATEGORY,
    message: `Role ${role.logicalId} trusts others than the split's: ${JSON.stringify(role.trust)}`,
    where: `stack ${iamStack.name}`,
    remedy: `Update stack ${iamStack.name} with the IAM template that the split makes.`,
  };
}

function commonContext(role: DeployedRole, stack: DeployedStack): ContextValues {
  return globalContext(role.principal, {
    time: systemClock.now(),
    region: stack.region,
    secureTransport: true,
    resourceAccount: stack.account,
  });
}

function splitAgain(iamStack: DeployedStack, appStack: DeployedStack): string {
  return `Split the monolith again for the application stack ${appStack.name}, and update stack ${iamStack.name} with that IAM template.`;
}
