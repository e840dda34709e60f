import { RequestContext, findService, listServices } from "../../../policy";
import type { PolicySource } from "../../../policy";

const NO_CONTEXT = new RequestContext();

/**
 * Services of which policies allow an action that AWS knows; conditions and resources are not looked at. An action that is
 * denied on all resources without a condition does not count (recorded: generate_selection_allow_and_deny).
 */
export function listGrantedServices(policies: readonly PolicySource[]): readonly string[] {
  return listServices().filter((service) => grantsService(policies, service, true));
}

/** Whether a policy allows an action of a service; what denies it is looked at only where `denies` says so. */
export function grantsService(policies: readonly PolicySource[], service: string, denies: boolean): boolean {
  const statements = policies.flatMap(({ document }) => document.statementsAbout(service));
  const allows = statements.filter(({ effect }) => effect === "Allow");
  if (allows.length === 0) return false;
  const forbids = denies
    ? statements.filter(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
    : [];
  const actions = findService(service)?.actions.keys() ?? [];
  for (const action of actions) {
    const name = `${service}:${action}`;
    if (!allows.some((statement) => statement.coversAction(name, NO_CONTEXT))) continue;
    const forbidden = forbids.some(
      (statement) => statement.coversAction(name, NO_CONTEXT) && statement.coversResource("*", NO_CONTEXT),
    );
    if (!forbidden) return true;
  }
  return false;
}
