/** Adds a step. Calling what it answers awaits the step. */
export type Step = <Result>(run: () => Promise<Result>) => () => Promise<Result>;

/** Steps that follow each other while tests run. */
export interface Background {
  readonly step: Step;
  /** Begins with the first step, after the hooks that stand before this call. */
  begin(): void;
}

/**
 * Steps that follow each other in the background from the start of a test file: a client that mostly waits leaves the
 * machine to others meanwhile. Tests await the steps and look at what they answered. A step after one that failed fails,
 * too.
 *
 * Call it before the hooks for what the steps need: it outlives them.
 *
 * @param limit milliseconds that all steps may take
 */
export function inBackground(limit: number): Background {
  let start: () => void = () => undefined;
  let last: Promise<unknown> | undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  let isBegun = false;
  afterAll(async () => {
    // What failed was told by the test of the step.
    if (isBegun) await last?.catch(() => undefined);
  }, limit);
  return {
    step(run) {
      const step = (last ?? started).then(run);
      step.catch(() => undefined);
      last = step;
      return () => step;
    },
    begin() {
      beforeAll(() => {
        isBegun = true;
        // Jest loads modules only while a test or a hook runs, so the first test is to be there.
        setTimeout(start, 100);
      });
    },
  };
}
