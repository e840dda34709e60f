import type { ErrorCategory } from "./categories";
import type { GateContext } from "./context";

/** Something a gate found, and what to do about it. */
export interface Problem {
  readonly category: ErrorCategory;
  readonly message: string;
  /** Template, stack or path that the problem is in. */
  readonly where?: string;
  readonly remedy: string;
}

/** A problem, with the gate that found it. */
export interface Finding extends Problem {
  readonly gate: number;
}

/** What a check found, and what it had to leave out. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  /** What nothing is known of, a sentence each: a pass says nothing of it. */
  readonly unchecked: readonly string[];
}

export type CheckResult = readonly [Problem, ...Problem[]] | "pass" | "not-applicable" | CheckReport;

/** A quality gate: a claim about a deployment, the reason to insist on it, and the check. */
export interface Gate {
  /** As the specification counts them. */
  readonly number: number;
  /** Stable, kebab-case. */
  readonly id: string;
  readonly claim: string;
  readonly why: string;
  /** Category of what goes wrong in the check itself, a refused connection for instance. */
  readonly category: ErrorCategory;
  /** Looks and never changes anything. May throw: then the gate has failed. */
  check(context: GateContext): Promise<CheckResult>;
}

export function defineGate(gate: Gate): Gate {
  return gate;
}

/** The result of a check that collected these problems. */
export function resultOf(problems: readonly Problem[]): CheckResult {
  const [first, ...rest] = problems;
  return first === undefined ? "pass" : [first, ...rest];
}
