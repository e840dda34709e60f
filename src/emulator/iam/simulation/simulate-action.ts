import type {
  EvaluationResult,
  PolicyEvaluationDecisionType,
  PolicySourceType,
  ResourceSpecificResult,
  Statement,
} from "@aws-sdk/client-iam";
import { parseArn } from "../../../aws";
import { decide } from "../../../policy";
import type { Decision, DecisionEffect, MatchedStatement, PolicyLayer } from "../../../policy";
import { describeResources, mayConcern } from "./simulated-resource";
import { namesResources } from "./simulation";
import type { SimulatedPolicy, Simulation } from "./simulation";

/** What the policies of a simulation say to an action on one resource. */
interface Outcome {
  readonly resource: string;
  readonly effect: DecisionEffect;
  readonly matched: readonly MatchedStatement[];
  readonly missing: readonly string[];
  readonly allowedByOrganizations: boolean | undefined;
  readonly allowedByBoundary: boolean | undefined;
  /** Across accounts only. */
  readonly details: Readonly<Record<string, DecisionEffect>> | undefined;
}

/** The result of one action, on all resources of the simulation together and on each. */
export function simulateAction(simulation: Simulation, action: string): EvaluationResult {
  const outcomes = simulation.resources.map((resource) => simulateOn(simulation, action, resource));
  const effect = mostRestrictive(outcomes.map((outcome) => outcome.effect));
  const named = namesResources(simulation);
  const matched = outcomes.flatMap((outcome) => outcome.matched);
  const organizations = everyOf(outcomes, "allowedByOrganizations");
  return {
    EvalActionName: action,
    EvalResourceName: describeResources(action, simulation.resources),
    EvalDecision: effect,
    // A deny on one resource is a deny of all; what allows the others did not decide.
    MatchedStatements: describeStatements(
      effect === "explicitDeny" ? matched.filter(({ statement }) => statement.effect === "Deny") : matched,
    ),
    MissingContextValues: [...new Set(outcomes.flatMap(({ missing }) => missing))],
    ...(organizations !== undefined && {
      OrganizationsDecisionDetail: { AllowedByOrganizations: organizations },
    }),
    ...boundaryDetail(everyOf(outcomes, "allowedByBoundary")),
    ...(named && {
      EvalDecisionDetails: mergeDetails(outcomes),
      ResourceSpecificResults: outcomes.map(describeOutcome),
    }),
  };
}

function simulateOn(simulation: Simulation, action: string, resource: string): Outcome {
  const { caller, identity, boundary, resourcePolicy, scps, context } = simulation;
  const account = "account" in caller ? caller.account : "";
  const concerned = mayConcern(action, resource);
  const given = (policy: SimulatedPolicy | undefined) => (policy === undefined ? undefined : concerned ? [policy] : []);
  const decision = decide(
    {
      principal: caller,
      action,
      resource,
      context,
      // Recorded: without a policy of the resource nobody asks whose it is.
      resourceAccount:
        (resourcePolicy === undefined ? undefined : (simulation.resourceOwner ?? accountIn(resource))) ?? account,
    },
    {
      identity: concerned ? identity : [],
      boundary: given(boundary),
      resource: given(resourcePolicy),
      scps,
    },
  );
  return readOutcome(decision, resource);
}

function readOutcome(decision: Decision, resource: string): Outcome {
  const { layers } = decision;
  const allowedByOrganizations = layers.scp === undefined ? undefined : layers.scp.effect === "allowed";
  if (layers.scp !== undefined && allowedByOrganizations === false) {
    // "If an Organizations SCP included in the evaluation denies access, the simulation ends."
    return {
      resource,
      effect: layers.scp.effect,
      matched: [],
      missing: [],
      allowedByOrganizations,
      allowedByBoundary: undefined,
      details: undefined,
    };
  }
  return {
    resource,
    effect: decision.effect,
    matched: decision.because,
    // Recorded: what is allowed, or denied outright, lacks no values.
    missing: decision.effect === "implicitDeny" ? decision.missingContextKeys : [],
    allowedByOrganizations,
    allowedByBoundary: layers.boundary === undefined ? undefined : layers.boundary.effect === "allowed",
    details: decision.crossAccount ? describeLayers(layers) : undefined,
  };
}

function describeOutcome(outcome: Outcome): ResourceSpecificResult {
  const { resource, effect, matched, missing, details } = outcome;
  // Recorded: empty lists are left out here, and written above.
  return {
    EvalResourceName: resource,
    EvalResourceDecision: effect,
    ...(matched.length > 0 && { MatchedStatements: describeStatements(matched) }),
    ...(missing.length > 0 && { MissingContextValues: [...missing] }),
    ...(details !== undefined && { EvalDecisionDetails: { ...details } }),
    ...boundaryDetail(outcome.allowedByBoundary),
  };
}

/** Names of layers as the answers have them; other layers are not in a simulation. */
const LAYER_NAMES: Readonly<Partial<Record<PolicyLayer, string>>> = {
  identity: "IAM Policy",
  resource: "Resource Policy",
  boundary: "Permissions Boundary Policy",
};

function describeLayers(layers: Decision["layers"]): Record<string, DecisionEffect> {
  return Object.fromEntries(
    Object.values(layers).flatMap(({ layer, effect }): [string, DecisionEffect][] => {
      const name = LAYER_NAMES[layer];
      return name === undefined ? [] : [[name, effect]];
    }),
  );
}

function describeStatements(matched: readonly MatchedStatement[]): Statement[] {
  const statements = new Map<string, Statement>();
  for (const { layer, source, statement } of matched) {
    // Every source of a simulation is a policy of the simulation.
    const { shownAs } = source as SimulatedPolicy;
    const { start, end } = statement.range;
    statements.set(JSON.stringify([layer, shownAs, statement.index]), {
      SourcePolicyId: shownAs,
      // What AWS answers; its model and the SDK's type have other words.
      SourcePolicyType: LAYER_NAMES[layer] as PolicySourceType,
      StartPosition: { Line: start.line, Column: start.column },
      EndPosition: { Line: end.line, Column: end.column },
    });
  }
  return [...statements.values()];
}

function boundaryDetail(allowed: boolean | undefined): Pick<EvaluationResult, "PermissionsBoundaryDecisionDetail"> {
  return allowed === undefined ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } };
}

/** Empty within one account, as AWS answers. */
function mergeDetails(outcomes: readonly Outcome[]): Record<string, PolicyEvaluationDecisionType> {
  const merged: Record<string, DecisionEffect> = {};
  for (const { details } of outcomes) {
    for (const [name, effect] of Object.entries(details ?? {})) {
      merged[name] = mostRestrictive([effect, merged[name] ?? effect]);
    }
  }
  return merged;
}

/** Whether all allow; undefined where none was asked. */
function everyOf(
  outcomes: readonly Outcome[],
  member: "allowedByOrganizations" | "allowedByBoundary",
): boolean | undefined {
  const asked = outcomes.map((outcome) => outcome[member]).filter((answer) => answer !== undefined);
  return asked.length === 0 ? undefined : asked.every(Boolean);
}

function mostRestrictive(effects: readonly DecisionEffect[]): DecisionEffect {
  return effects.includes("explicitDeny")
    ? "explicitDeny"
    : effects.includes("implicitDeny")
      ? "implicitDeny"
      : "allowed";
}

function accountIn(arn: string): string | undefined {
  return parseArn(arn)?.account || undefined;
}
