import type { Step } from "../../../src/emulator/cloudformation/engine/run-steps";
import { runSteps } from "../../../src/emulator/cloudformation/engine/run-steps";

/** Steps that write down when they begin and end; `failing` ones fail. */
function steps(graph: Record<string, string[]>, failing: readonly string[] = []): { log: string[]; steps: Step[] } {
  const log: string[] = [];
  return {
    log,
    steps: Object.entries(graph).map(([id, after]) => ({
      id,
      after,
      async run() {
        log.push(`${id} begins`);
        await Promise.resolve();
        log.push(`${id} ends`);
        return !failing.includes(id);
      },
    })),
  };
}

describe("running steps", () => {
  test("starts a step when those before it succeeded, and what is ready together", async () => {
    const { log, steps: all } = steps({ c: ["a", "b"], a: [], b: [] });

    const results = await runSteps(all, "stop");

    expect(log).toEqual(["a begins", "b begins", "a ends", "b ends", "c begins", "c ends"]);
    expect(results).toEqual({ succeeded: ["c", "a", "b"], failed: [], notStarted: [] });
  });

  test("waits for a predecessor named twice once, and for names of no step not at all", async () => {
    const { steps: all } = steps({ a: [], b: ["a", "a", "elsewhere"] });

    expect((await runSteps(all, "stop")).succeeded).toEqual(["a", "b"]);
  });

  test("starts nothing more after a failure, and lets running steps end", async () => {
    const { log, steps: all } = steps({ bad: [], good: [], after: ["good"] }, ["bad"]);

    const results = await runSteps(all, "stop");

    expect(log).toContain("good ends");
    expect(results).toEqual({ succeeded: ["good"], failed: ["bad"], notStarted: ["after"] });
  });

  test("leaves out only what waits for a failure where asked to", async () => {
    const { steps: all } = steps({ bad: [], waits: ["bad"], good: [], after: ["good"] }, ["bad"]);

    const results = await runSteps(all, "skip-dependents");

    expect(results).toEqual({ succeeded: ["good", "after"], failed: ["bad"], notStarted: ["waits"] });
  });

  test("counts a step that did not begin as not started", async () => {
    const results = await runSteps([{ id: "a", after: [], run: () => Promise.resolve(undefined) }], "stop");

    expect(results).toEqual({ succeeded: [], failed: [], notStarted: ["a"] });
  });

  test("throws a bug again, after the other steps ended", async () => {
    const { log, steps: all } = steps({ good: [] });
    const bug: Step = { id: "bug", after: [], run: () => Promise.reject(new Error("a bug")) };

    await expect(runSteps([bug, ...all], "stop")).rejects.toThrow("a bug");
    expect(log).toContain("good ends");
  });

  test("takes ten thousand steps in a row", async () => {
    const all = Array.from({ length: 10_000 }, (_, index): Step => ({
      id: String(index),
      after: index === 0 ? [] : [String(index - 1)],
      run: () => Promise.resolve(true),
    }));

    expect((await runSteps(all, "stop")).succeeded).toHaveLength(10_000);
  });
});
