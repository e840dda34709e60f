/** A piece of work that waits for others. */
export interface Step {
  readonly id: string;
  /** Ids of the steps that must succeed first; ids that no step has do not count. */
  readonly after: readonly string[];
  /** Whether it succeeded; undefined if it did not begin. */
  run(): Promise<boolean | undefined>;
}

/** How a run ended, ids in the order of the steps given. */
export interface StepResults {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
  readonly notStarted: readonly string[];
}

/**
 * Runs steps in dependency order, everything that is ready at the same time.
 *
 * After a failure `stop` starts no further step and `skip-dependents` leaves out only what waits for the failed one; steps
 * already running end first in either case. A step that throws is a bug: it is thrown again when the running ones ended.
 */
export async function runSteps(steps: readonly Step[], onFailure: "stop" | "skip-dependents"): Promise<StepResults> {
  const outcomes = new Map<string, boolean | undefined>();
  const waiting = new Map<string, number>();
  const dependents = new Map<string, Step[]>();
  const known = new Set(steps.map((step) => step.id));
  for (const step of steps) {
    const predecessors = new Set(step.after.filter((id) => known.has(id)));
    waiting.set(step.id, predecessors.size);
    for (const id of predecessors) {
      const others = dependents.get(id);
      if (others === undefined) dependents.set(id, [step]);
      else others.push(step);
    }
  }

  let stopped = false;
  const start = async (step: Step): Promise<void> => {
    const succeeded = await step.run();
    outcomes.set(step.id, succeeded);
    if (succeeded !== true && onFailure === "stop") stopped = true;
    if (succeeded !== true) return;
    const ready: Promise<void>[] = [];
    for (const dependent of dependents.get(step.id) ?? []) {
      const left = (waiting.get(dependent.id) ?? 0) - 1;
      waiting.set(dependent.id, left);
      if (left === 0 && !stopped) ready.push(start(dependent));
    }
    await settle(ready);
  };
  await settle(steps.filter((step) => waiting.get(step.id) === 0).map(start));

  const withOutcome = (outcome: boolean | undefined): string[] =>
    steps.filter((step) => outcomes.get(step.id) === outcome).map((step) => step.id);
  return { succeeded: withOutcome(true), failed: withOutcome(false), notStarted: withOutcome(undefined) };
}

async function settle(running: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(running)) if (result.status === "rejected") throw result.reason;
}
