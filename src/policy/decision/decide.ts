import { RequestContext } from "../conditions/request-context";
import { CLOSENESS } from "../matching/principal-element";
import type { Closeness } from "../matching/principal-element";
import type { AccessRequest, ApplicablePolicies, PolicyLayer, PolicySource } from "./access-request";
import type { Decision, DecisionEffect, LayerVerdict, MatchedStatement } from "./decision";
import { evaluateLayer, evaluateLevels } from "./evaluate-layer";
import type { PreparedRequest } from "./evaluate-layer";
import { findMissingKeys } from "./missing-keys";
import { accountOf } from "./principal";
import type { Principal } from "./principal";

/** The order in which AWS looks at the layers. */
const ORDER: readonly PolicyLayer[] = ["rcp", "scp", "resource", "identity", "boundary", "session"];

/**
 * Decides a request: all policies are asked, then the verdict is made of what they said.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const { principal } = request;
  const account = accountOf(principal);
  const owner = request.resourceAccount ?? accountInArn(request.resource) ?? account;
  const crossAccount = account !== undefined && account !== owner;
  const context =
    request.context instanceof RequestContext ? request.context : new RequestContext(request.context ?? {});
  const lowerCaseAction = request.action.toLowerCase();
  const service = lowerCaseAction.slice(0, Math.max(lowerCaseAction.indexOf(":"), 0));
  const hasBoundary = policies.boundary !== undefined;
  const prepared: PreparedRequest = { request, lowerCaseAction, service, context, hasBoundary };

  const layers: Partial<Record<PolicyLayer, LayerVerdict>> = {};
  const ask = (layer: PolicyLayer, sources: readonly PolicySource[] | undefined): Closeness => {
    if (sources === undefined) return CLOSENESS.none;
    const { verdict, closeness } = evaluateLayer(layer, sources, prepared);
    layers[layer] = verdict;
    return closeness;
  };

  const { managementAccount, scps, rcps } = policies;
  const linked = isServiceLinked(principal);
  if (
    rcps !== undefined &&
    rcps.length > 0 &&
    !linked &&
    (managementAccount === undefined || owner !== managementAccount)
  ) {
    layers.rcp = evaluateLevels("rcp", rcps, prepared);
  }
  // Service control policies are the caller's: services, and callers without an account, have none.
  if (scps !== undefined && scps.length > 0 && !linked && account !== undefined && account !== managementAccount) {
    layers.scp = evaluateLevels("scp", scps, prepared);
  }
  const closeness = ask("resource", policies.resource);
  if (hasIdentityPolicies(principal)) {
    ask("identity", policies.identity ?? []);
    ask("boundary", policies.boundary);
    // A session of GetFederationToken has what its policies say, and nothing without one.
    ask("session", policies.session ?? (principal.kind === "federated-user" ? [] : undefined));
  }

  const stoppedBy = findDeny(layers) ?? findGap(layers, principal, closeness, crossAccount, policies.resourceMustAllow);
  const effect =
    stoppedBy === undefined
      ? "allowed"
      : layers[stoppedBy]?.effect === "explicitDeny"
        ? "explicitDeny"
        : "implicitDeny";
  return new Verdict(effect, request, stoppedBy, layers, crossAccount, policies, context);
}

/** A decision whose longer reasons are put together when somebody asks for them. */
class Verdict implements Decision {
  readonly #policies: ApplicablePolicies;
  readonly #context: RequestContext;

  constructor(
    readonly effect: DecisionEffect,
    readonly request: AccessRequest,
    readonly stoppedBy: PolicyLayer | undefined,
    readonly layers: Decision["layers"],
    readonly crossAccount: boolean,
    policies: ApplicablePolicies,
    context: RequestContext,
  ) {
    this.#policies = policies;
    this.#context = context;
  }

  get because(): readonly MatchedStatement[] {
    return reasonsFor(this.effect, this.layers);
  }

  get missingContextKeys(): readonly string[] {
    return findMissingKeys(this.#policies, this.#context);
  }
}

function findDeny(layers: Decision["layers"]): PolicyLayer | undefined {
  for (const layer of ORDER) if (layers[layer]?.effect === "explicitDeny") return layer;
  return undefined;
}

/** The first layer that does not allow and would have to. */
function findGap(
  layers: Decision["layers"],
  principal: Principal,
  closeness: Closeness,
  crossAccount: boolean,
  resourceMustAllow: boolean | undefined,
): PolicyLayer | undefined {
  if (layers.rcp !== undefined && layers.rcp.effect !== "allowed") return "rcp";
  if (layers.scp !== undefined && layers.scp.effect !== "allowed") return "scp";
  const named = closeness !== CLOSENESS.none;
  const hasAccount = accountOf(principal) !== undefined;
  if (!named && (crossAccount || !hasAccount || resourceMustAllow === true)) return "resource";
  if (!hasAccount || principal.kind === "root") return undefined;
  if (!crossAccount) {
    // Permissions given to a user or a session itself are not limited by what other policies leave out.
    if (closeness === CLOSENESS.self) return undefined;
    if (closeness === CLOSENESS.everyone && principal.kind === "user") return undefined;
  }
  const granted = !crossAccount && closeness >= CLOSENESS.everyone;
  if (!granted && !mayDoAnything(principal) && layers.identity?.effect !== "allowed") return "identity";
  if (layers.boundary !== undefined && layers.boundary.effect !== "allowed") return "boundary";
  if (layers.session !== undefined && layers.session.effect !== "allowed") return "session";
  return undefined;
}

function reasonsFor(effect: Decision["effect"], layers: Decision["layers"]): readonly MatchedStatement[] {
  switch (effect) {
    case "explicitDeny":
      return ORDER.flatMap((layer) => layers[layer]?.denies ?? []);
    case "allowed":
      return [...(layers.resource?.allows ?? []), ...(layers.identity?.allows ?? [])];
    case "implicitDeny":
      return [];
    default:
      return effect satisfies never;
  }
}

function hasIdentityPolicies(principal: Principal): boolean {
  return accountOf(principal) !== undefined && principal.kind !== "root";
}

/** A session that the root user issued has all that its session policies leave. */
function mayDoAnything(principal: Principal): boolean {
  return principal.kind === "federated-user" && principal.issuerArn.endsWith(":root");
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
function isServiceLinked(principal: Principal): boolean {
  const arn = principal.kind === "role-session" ? principal.roleArn : principal.kind === "role" ? principal.arn : "";
  return arn.includes(":role/aws-service-role/");
}

/** The twelve digits of an ARN's fifth part. */
function accountInArn(arn: string): string | undefined {
  let start = 0;
  for (let colons = 0; colons < 4; colons++) {
    start = arn.indexOf(":", start) + 1;
    if (start === 0) return undefined;
  }
  if (arn[start + 12] !== ":") return undefined;
  const account = arn.slice(start, start + 12);
  return /^[0-9]{12}$/.test(account) ? account : undefined;
}
