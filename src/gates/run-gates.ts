import type { GateContext } from "./context";
import type { CheckReport, CheckResult, Finding, Gate } from "./gate";
import { describeThrown } from "./service-error";

/** What came of a gate. `not run`: an earlier gate failed, and the specification says not to go on. */
export interface Verdict {
  readonly gate: Gate;
  readonly verdict: "passed" | "failed" | "not applicable" | "not run";
  readonly findings: readonly Finding[];
  /** What the gate could not look at, a sentence each: a pass says nothing of it. */
  readonly unchecked: readonly string[];
}

export interface RunOptions {
  /**
   * Called before each gate that runs, to bring about what it looks at (deploy a stack, say); what it returns is the
   * context of this gate and the later ones.
   * @default - everything is there already
   */
  readonly prepare?: (gate: Gate, context: GateContext) => Promise<GateContext>;
}

/** Runs gates in their order. After a failed gate the later ones are reported as not run. */
export async function runGates(
  gates: readonly Gate[],
  start: GateContext,
  options: RunOptions = {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let context = start;
  let failed = false;
  for (const gate of [...gates].sort((a, b) => a.number - b.number)) {
    if (failed) {
      verdicts.push({ gate, verdict: "not run", findings: [], unchecked: [] });
      continue;
    }
    if (options.prepare !== undefined) context = await options.prepare(gate, context);
    const verdict = judge(gate, await checkSafely(gate, context));
    failed = verdict.verdict === "failed";
    verdicts.push(verdict);
  }
  return verdicts;
}

/** True if nothing failed. */
export function passed(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ verdict }) => verdict === "passed" || verdict === "not applicable");
}

const NOTHING: CheckReport = { problems: [], unchecked: [] };

function judge(gate: Gate, result: CheckResult): Verdict {
  if (result === "not-applicable") return { gate, verdict: "not applicable", findings: [], unchecked: [] };
  const { problems, unchecked } =
    result === "pass" ? NOTHING : "problems" in result ? result : { problems: result, unchecked: [] };
  const findings = problems.map((problem) => ({ gate: gate.number, ...problem }));
  return { gate, verdict: findings.length === 0 ? "passed" : "failed", findings, unchecked };
}

/** A gate that throws has failed: it must never pass for want of an answer. */
async function checkSafely(gate: Gate, context: GateContext): Promise<CheckResult> {
  try {
    return await gate.check(context);
  } catch (error) {
    return [
      {
        category: gate.category,
        message: `The gate could not finish: ${describeThrown(error)}`,
        remedy: "Check endpoint, region, credentials and permissions, then run the gates again.",
      },
    ];
  }
}
