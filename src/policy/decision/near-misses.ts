import type { Condition } from "../conditions/condition";
import { RequestContext } from "../conditions/request-context";
import { CLOSENESS } from "../matching/principal-element";
import type { ApplicablePolicies, PolicyLayer, PolicySource } from "./access-request";
import type { Decision, MatchedStatement } from "./decision";

/** An allowing statement that is about the action and still does not apply, and what it does not apply for. */
export interface NearMiss extends MatchedStatement {
  readonly missed: "resource" | "principal" | "condition";
  /** The conditions that do not hold, where it missed for them. */
  readonly failed: readonly Condition[];
}

/** The allowing statements that nearly applied to a request, in the layers that were asked and do not allow it. */
export function findNearMisses({ request, layers }: Decision, policies: ApplicablePolicies): readonly NearMiss[] {
  const context =
    request.context instanceof RequestContext ? request.context : new RequestContext(request.context ?? {});
  const action = request.action.toLowerCase();
  const asked: readonly (readonly [PolicyLayer, readonly PolicySource[] | undefined])[] = [
    ["rcp", policies.rcps?.flat()],
    ["scp", policies.scps?.flat()],
    ["resource", policies.resource],
    ["identity", policies.identity],
    ["boundary", policies.boundary],
    ["session", policies.session],
  ];
  return asked.flatMap(([layer, sources]) =>
    layers[layer]?.effect === "implicitDeny"
      ? (sources ?? []).flatMap((source) =>
          source.document.statements.flatMap((statement): NearMiss[] => {
            if (statement.effect !== "Allow" || !statement.coversAction(action, context)) return [];
            const at = { layer, source, statement };
            if (!statement.coversResource(request.resource, context))
              return [{ ...at, missed: "resource", failed: [] }];
            const namesPrincipals = layer === "resource" || layer === "rcp";
            if (namesPrincipals && statement.closenessOf(request.principal, false) === CLOSENESS.none) {
              return [{ ...at, missed: "principal", failed: [] }];
            }
            const failed = statement.conditions.filter((condition) => !condition.holds(context));
            return failed.length === 0 ? [] : [{ ...at, missed: "condition", failed }];
          }),
        )
      : [],
  );
}
