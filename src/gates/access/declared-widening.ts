import type { SeveredReference } from "../../split";
import type { WiderAccess } from "./compare-deployments";
import type { DeployedAccess } from "./deployed-access";

/** How what a split declared as wider and what was found to be wider differ. */
export interface WideningDifference {
  /** Found, and no severed reference declares it. */
  readonly undeclared: readonly WiderAccess[];
  /** Declared, and no request just outside a need shows it. */
  readonly unseen: readonly SeveredReference[];
}

/**
 * Holds what was found to be wider against what the report of the split declares: both name the moved resource that
 * holds the policy, and the app resource that more than its name stands for.
 */
export function compareWithDeclared(
  wider: readonly WiderAccess[],
  severed: readonly SeveredReference[],
  { stacks }: DeployedAccess,
): WideningDifference {
  const declared = severed.filter(({ widening }) => widening !== undefined);
  const physicalId = (logicalId: string): string =>
    stacks.map(({ resources }) => resources.get(logicalId)?.physicalId).find((id) => id !== undefined) ?? "";
  const isCause = ({ from, to }: SeveredReference, { role, policies, neighbour }: WiderAccess): boolean =>
    isOf(neighbour, to, physicalId(to)) &&
    (from === role || policies.some(({ id }) => id === physicalId(from).split("/").at(-1)));
  return {
    undeclared: wider.filter((access) => !declared.some((reference) => isCause(reference, access))),
    unseen: declared.filter((reference) => !wider.some((access) => isCause(reference, access))),
  };
}

/** Whether the neighbour is next to the resource by what a severed name leaves open: the generated part, the revision. */
function isOf({ kind, of, resource }: WiderAccess["neighbour"], to: string, physicalId: string): boolean {
  if (kind === "another generated name") return of?.includes(to) === true;
  return kind === "another revision" && resource.replace(/\d+$/, "") === physicalId.replace(/\d+$/, "");
}
