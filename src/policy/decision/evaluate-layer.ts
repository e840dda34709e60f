import type { RequestContext } from "../conditions/request-context";
import { CLOSENESS } from "../matching/principal-element";
import type { Closeness } from "../matching/principal-element";
import type { AccessRequest, PolicyLayer, PolicySource } from "./access-request";
import type { LayerVerdict, MatchedStatement } from "./decision";

/** A request made ready: what every statement is asked. */
export interface PreparedRequest {
  readonly request: AccessRequest;
  readonly lowerCaseAction: string;
  /** What stands before the action's colon, in lower case. */
  readonly service: string;
  readonly context: RequestContext;
  /** Whether the principal has a permissions boundary. */
  readonly hasBoundary: boolean;
}

/** A layer's verdict, and how closely its allowing statements name the principal. */
export interface LayerOutcome {
  readonly verdict: LayerVerdict;
  readonly closeness: Closeness;
}

const NOTHING: readonly MatchedStatement[] = [];

/** Asks all statements of a list of policies; every deny and every allow is kept, in the order of the policies. */
export function evaluateLayer(
  layer: PolicyLayer,
  sources: readonly PolicySource[],
  { request, lowerCaseAction, service, context, hasBoundary }: PreparedRequest,
): LayerOutcome {
  const namesPrincipals = layer === "resource" || layer === "rcp";
  let allows: MatchedStatement[] | undefined;
  let denies: MatchedStatement[] | undefined;
  let closest: Closeness = CLOSENESS.none;
  for (const source of sources) {
    for (const statement of source.document.statementsAbout(service)) {
      if (!statement.coversAction(lowerCaseAction, context)) continue;
      // Only policies of resources may leave the resource out.
      if (!namesPrincipals && !statement.hasResource) continue;
      if (!statement.coversResource(request.resource, context)) continue;
      const closeness = namesPrincipals ? statement.closenessOf(request.principal, hasBoundary) : CLOSENESS.self;
      if (closeness === CLOSENESS.none || !statement.conditionsHold(context)) continue;
      const matched: MatchedStatement = { layer, source, statement };
      if (statement.effect === "Deny") (denies ??= []).push(matched);
      else {
        (allows ??= []).push(matched);
        if (closeness > closest) closest = closeness;
      }
    }
  }
  const effect = denies !== undefined ? "explicitDeny" : allows !== undefined ? "allowed" : "implicitDeny";
  return { verdict: { layer, effect, allows: allows ?? NOTHING, denies: denies ?? NOTHING }, closeness: closest };
}

/** Levels of an organization: a deny in any counts, and every one must allow. */
export function evaluateLevels(
  layer: PolicyLayer,
  levels: readonly (readonly PolicySource[])[],
  prepared: PreparedRequest,
): LayerVerdict {
  const verdicts = levels.map((sources) => evaluateLayer(layer, sources, prepared).verdict);
  const denies = verdicts.flatMap((verdict) => verdict.denies);
  return {
    layer,
    effect:
      denies.length > 0
        ? "explicitDeny"
        : verdicts.every(({ effect }) => effect === "allowed")
          ? "allowed"
          : "implicitDeny",
    allows: verdicts.flatMap((verdict) => verdict.allows),
    denies,
  };
}
