import type { ApplicablePolicies } from "../decision/access-request";
import { decide } from "../decision/decide";
import type { Decision } from "../decision/decision";
import type { Principal } from "../decision/principal";
import { accountOf } from "../decision/principal";
import type { Probe } from "./list-probes";

/** A request that two sets of policies do not agree on: one allows it, the other does not. */
export interface AccessDifference {
  readonly probe: Probe;
  readonly before: Decision;
  readonly after: Decision;
}

/** Puts requests to two sets of policies of the same principal; answers where they disagree. */
export function compareAccess(
  before: ApplicablePolicies,
  after: ApplicablePolicies,
  principal: Principal,
  probes: readonly Probe[],
): readonly AccessDifference[] {
  return probes.flatMap((probe) => {
    const differing = {
      probe,
      before: decideProbe(probe, before, principal),
      after: decideProbe(probe, after, principal),
    };
    return isAllowed(differing.before) === isAllowed(differing.after) ? [] : [differing];
  });
}

/** What policies say to a probe. Where its resource leaves the account open, it is one of the principal's account. */
export function decideProbe(probe: Probe, policies: ApplicablePolicies, principal: Principal): Decision {
  const { action, resource, context } = probe;
  const named = resource.split(":")[4] ?? "";
  const own = accountOf(principal);
  const resourceAccount = /^[0-9]{12}$/.test(named) ? named : own;
  return decide(
    { principal, action, resource, context, ...(resourceAccount !== undefined && { resourceAccount }) },
    policies,
  );
}

function isAllowed({ effect }: Decision): boolean {
  return effect === "allowed";
}
