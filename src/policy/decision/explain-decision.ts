import { formatPath } from "../../base";
import type { Condition } from "../conditions/condition";
import { RequestContext } from "../conditions/request-context";
import type { AccessRequest, ApplicablePolicies, PolicyLayer } from "./access-request";
import type { Decision, MatchedStatement } from "./decision";
import { findNearMisses } from "./near-misses";
import type { NearMiss } from "./near-misses";
import { describePrincipal } from "./principal";

/** AWS's names for the kinds of policies. */
const LAYER_NAMES: Readonly<Record<PolicyLayer, string>> = {
  rcp: "resource control policy",
  scp: "service control policy",
  resource: "resource-based policy",
  identity: "identity-based policy",
  boundary: "permissions boundary",
  session: "session policy",
};

/** At most so many near misses are told. */
const MISSES = 5;

/**
 * A decision in sentences for people, a line each: the verdict, the statements that decided or the layer that stopped it,
 * and, given the policies, the statements that nearly allowed it and what they missed.
 */
export function explainDecision(decision: Decision, policies?: ApplicablePolicies): string {
  const { request, effect } = decision;
  const who = describePrincipal(request.principal);
  const what = `${request.action} on ${request.resource}`;
  switch (effect) {
    case "allowed":
      return [
        `allowed: ${who} may ${what}`,
        ...(decision.because.length === 0
          ? ["  the root user of the account needs no policy"]
          : decision.because.map((matched) => `  ${describeStatement(matched)} allows it`)),
      ].join("\n");
    case "explicitDeny":
      return [
        `explicit deny: ${who} may not ${what}`,
        ...decision.because.map((matched) => `  ${describeStatement(matched)} denies it`),
      ].join("\n");
    case "implicitDeny": {
      const misses = policies === undefined ? [] : findNearMisses(decision, policies);
      return [
        `implicit deny: ${who} may not ${what}`,
        `  no ${decision.stoppedBy === undefined ? "policy" : LAYER_NAMES[decision.stoppedBy]} allows it${describeSides(decision)}`,
        ...misses.slice(0, MISSES).flatMap((miss) => describeMiss(miss, request)),
        ...(misses.length > MISSES ? [`  and ${String(misses.length - MISSES)} more statements nearly`] : []),
      ].join("\n");
    }
    default:
      return effect satisfies never;
  }
}

function describeSides({ crossAccount, stoppedBy }: Decision): string {
  return crossAccount && (stoppedBy === "resource" || stoppedBy === "identity")
    ? "; across accounts both sides must"
    : "";
}

function describeStatement({ layer, source, statement }: MatchedStatement): string {
  const place = formatPath(statement.path);
  const name = statement.sid === undefined || statement.sid === "" ? place : `${statement.sid} (${place})`;
  return `${name} of the ${LAYER_NAMES[layer]} ${source.id}`;
}

function describeMiss(miss: NearMiss, request: AccessRequest): readonly string[] {
  const statement = describeStatement(miss);
  switch (miss.missed) {
    case "resource":
      return [`  ${statement} allows the action, not on this resource`];
    case "principal":
      return [`  ${statement} allows the action, not to this principal`];
    case "condition":
      return [
        `  ${statement} would allow it, but for`,
        ...miss.failed.map((condition) => `    ${describeCondition(condition, request)}`),
      ];
    default:
      return miss.missed satisfies never;
  }
}

function describeCondition({ operator, key, values }: Condition, { context = {} }: AccessRequest): string {
  const given = (context instanceof RequestContext ? context : new RequestContext(context)).valuesOf(key.toLowerCase());
  const has = given === undefined ? "the request does not have it" : `the request has ${given.join(", ")}`;
  return `${operator} ${key}: ${values.join(", ")} (${has})`;
}
