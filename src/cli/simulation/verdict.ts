import type { DecisionEffect } from "../../policy";

/** A statement that decided, and where it stands. */
export interface DecidingStatement {
  /** File, or what IAM calls the policy. */
  readonly policy: string;
  readonly line: number;
  readonly column: number;
}

/** What a simulation says of one action on one resource. */
export interface SimulatedVerdict {
  readonly action: string;
  readonly resource: string;
  readonly decision: DecisionEffect;
  /** Several lines; the first says the verdict. */
  readonly explanation: string;
  readonly because: readonly DecidingStatement[];
  /** Condition keys that policies ask for and nobody gave; told where nothing allows. */
  readonly missingContextKeys: readonly string[];
}
