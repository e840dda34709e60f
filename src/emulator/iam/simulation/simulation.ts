import type { ContextValues, PolicySource, Principal } from "../../../policy";

/** A policy in a simulation, and what the answer calls it. */
export interface SimulatedPolicy extends PolicySource {
  /** `SourcePolicyId`: `PolicyInputList.1`, a managed policy's name, `user_Name_Policy`. */
  readonly shownAs: string;
}

/** All that a simulation asks of each action. */
export interface Simulation {
  readonly caller: Principal;
  /** ARNs, or `*` alone. */
  readonly resources: readonly string[];
  readonly context: ContextValues;
  readonly identity: readonly SimulatedPolicy[];
  readonly boundary: SimulatedPolicy | undefined;
  readonly resourcePolicy: SimulatedPolicy | undefined;
  /** Account that owns resources whose ARN names none, and the resource policy. */
  readonly resourceOwner: string | undefined;
  /** A list for each level, the organization's root first; undefined for an account of no organization. */
  readonly scps: readonly (readonly PolicySource[])[] | undefined;
}

/** Whether the simulation is about ARNs and not about all resources at once. */
export function namesResources({ resources }: Simulation): boolean {
  return resources.length !== 1 || resources[0] !== "*";
}
