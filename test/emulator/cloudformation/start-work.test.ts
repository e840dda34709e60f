import type { OperationContext } from "../../../src/emulator";
import { createMemoryStore } from "../../../src/emulator";
import { startWork } from "../../../src/emulator/cloudformation/engine/start-work";
import { setStackStatus } from "../../../src/emulator/cloudformation/progress";
import type { StackRow } from "../../../src/emulator/cloudformation/stack";
import { eventsOf, stackById, stacksOf } from "../../../src/emulator/cloudformation/stack-store";

const id = "arn:aws:cloudformation:us-east-1:123456789012:stack/s/0";

/** A context whose background work the test waits for. */
function contextWith(status: StackRow["status"]): { context: OperationContext; work: () => Promise<void> } {
  let started: Promise<void> = Promise.resolve();
  const context = {
    caller: { accountId: "123456789012", arn: "", userId: "", accessKeyId: "" },
    region: "us-east-1",
    store: createMemoryStore(),
    clock: { now: () => new Date(0) },
    background: (task: () => Promise<void>) => {
      started = task();
    },
  } as unknown as OperationContext;
  const stack: Partial<StackRow> = { id, name: "s", status, outputs: [], imports: [] };
  stacksOf(context).put(id, stack as StackRow);
  return { context, work: () => started };
}

describe("a bug in the work on a stack", () => {
  test.each([
    ["CREATE_IN_PROGRESS", "CREATE_FAILED"],
    ["ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED"],
    ["DELETE_IN_PROGRESS", "DELETE_FAILED"],
    ["IMPORT_IN_PROGRESS", "IMPORT_ROLLBACK_FAILED"],
  ] as const)("takes %s to %s and is reported", async (before, after) => {
    const { context, work } = contextWith(before);

    startWork(context, id, () => Promise.reject(new TypeError("a bug")));

    await expect(work()).rejects.toThrow("a bug");
    expect(stackById(context, id)).toMatchObject({ status: after, statusReason: "Internal Failure" });
    expect([...eventsOf(context, id).values()].map((event) => event.status)).toEqual([after]);
  });
});

describe("a status that may not follow", () => {
  test("is a bug", () => {
    const { context } = contextWith("DELETE_COMPLETE");

    expect(() => setStackStatus(context, id, "CREATE_IN_PROGRESS")).toThrow(
      "DELETE_COMPLETE cannot become CREATE_IN_PROGRESS",
    );
  });
});
