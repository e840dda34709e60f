import type { Verdict } from "../gates";

/** Verdicts as --json prints them. */
export function verdictsAsJson(verdicts: readonly Verdict[]): readonly object[] {
  return verdicts.map(({ gate: { number, id, claim }, verdict, findings, unchecked }) => ({
    number,
    id,
    claim,
    verdict,
    findings,
    unchecked,
  }));
}
