import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Emulator, createMemoryStore, openDurableStore } from "../../../src/emulator";
import { restoreState, writeState } from "../../../src/emulator/store/state";
import type { State, Store } from "../../../src/emulator";

const TWO_USERS = {
  Resources: {
    First: { Type: "AWS::IAM::User", Properties: { UserName: "first" } },
    Second: { Type: "AWS::IAM::User", DependsOn: "First", Properties: { UserName: "second" } },
  },
};
const stack = (template: object): object => ({
  StackName: "s",
  TemplateBody: JSON.stringify(template),
  Capabilities: ["CAPABILITY_NAMED_IAM"],
});

/** An emulator whose resources take until they are let through. */
async function startSlowly(): Promise<{ emulator: Emulator; store: Store; letThrough(): Promise<void> }> {
  const store = createMemoryStore();
  const waiting: (() => void)[] = [];
  const emulator = await Emulator.start({
    store,
    latency: 1000,
    timer: (_milliseconds, done) => {
      waiting.push(done);
      return () => undefined;
    },
  });
  return {
    emulator,
    store,
    async letThrough() {
      for (let turn = 0; turn < 20 && waiting.length === 0; turn++) await new Promise((next) => setImmediate(next));
      waiting.shift()?.();
      for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
    },
  };
}

async function statusOf(emulator: Emulator): Promise<string> {
  const { Stacks } = await emulator.invoke<{ Stacks: { StackStatus: string; StackStatusReason?: string }[] }>(
    "cloudformation",
    "DescribeStacks",
    { StackName: "s" },
  );
  return `${Stacks[0]?.StackStatus}: ${Stacks[0]?.StackStatusReason ?? ""}`;
}

async function settled(emulator: Emulator): Promise<string> {
  for (;;) {
    const status = await statusOf(emulator).catch(() => "gone");
    if (!status.includes("_IN_PROGRESS")) return status;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const listUsers = async (emulator: Emulator): Promise<string[]> => {
  const { Users } = await emulator.invoke<{ Users: { UserName: string }[] }>("iam", "ListUsers");
  return Users.map(({ UserName }) => UserName);
};

/** State of an emulator whose process ended while a stack was created. */
async function stateOfCreation(): Promise<State> {
  const { emulator, store, letThrough } = await startSlowly();
  await emulator.invoke("cloudformation", "CreateStack", stack(TWO_USERS));
  await letThrough();
  const state = writeState(store);
  expect(await statusOf(emulator)).toMatch(/^CREATE_IN_PROGRESS/);
  await emulator.stop();
  return state;
}

const REASON = "The emulator was stopped while this was in progress";

describe("after a crash", () => {
  let emulator: Emulator;
  afterEach(() => emulator.stop());

  it("a stack that was being created has failed and can be deleted with all that it had", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xiam-recovery-"));
    const store = await openDurableStore(folder, () => undefined);
    restoreState(store, await stateOfCreation());
    await store.close();

    emulator = await Emulator.start({ dataDir: folder });
    expect(await statusOf(emulator)).toBe(`CREATE_FAILED: ${REASON}`);
    expect(await listUsers(emulator)).toContain("first");
    const { StackEvents } = await emulator.invoke<{
      StackEvents: { ResourceStatus: string; LogicalResourceId: string }[];
    }>("cloudformation", "DescribeStackEvents", { StackName: "s" });
    expect(StackEvents[0]).toMatchObject({ LogicalResourceId: "s", ResourceStatus: "CREATE_FAILED" });
    expect(StackEvents[1]).toMatchObject({ ResourceStatus: "CREATE_FAILED", ResourceStatusReason: REASON });

    await emulator.invoke("cloudformation", "DeleteStack", { StackName: "s" });
    expect(await settled(emulator)).toBe("gone");
    expect(await listUsers(emulator)).toEqual([]);
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("a stack that was being updated has failed and can be rolled back", async () => {
    const slow = await startSlowly();
    const created = slow.emulator.invoke("cloudformation", "CreateStack", stack(TWO_USERS));
    await created;
    for (let step = 0; step < 4; step++) await slow.letThrough();
    expect(await statusOf(slow.emulator)).toMatch(/^CREATE_COMPLETE/);
    const changed = { Resources: { ...TWO_USERS.Resources, Third: { Type: "AWS::IAM::User", DependsOn: "Second" } } };
    await slow.emulator.invoke("cloudformation", "UpdateStack", stack(changed));
    expect(await statusOf(slow.emulator)).toMatch(/^UPDATE_IN_PROGRESS/);
    const state = writeState(slow.store);
    await slow.emulator.stop();

    emulator = await Emulator.start();
    await emulator.restore(state);
    expect(await statusOf(emulator)).toBe(`UPDATE_FAILED: ${REASON}`);
    await emulator.invoke("cloudformation", "RollbackStack", { StackName: "s" });
    expect(await settled(emulator)).toMatch(/^UPDATE_ROLLBACK_COMPLETE/);
    expect((await listUsers(emulator)).sort()).toEqual(["first", "second"]);
  });

  it("a change set that was being made has failed", async () => {
    const slow = await startSlowly();
    await slow.emulator.invoke("cloudformation", "CreateChangeSet", {
      ...stack(TWO_USERS),
      ChangeSetName: "c",
      ChangeSetType: "CREATE",
    });
    const state = writeState(slow.store);
    await slow.emulator.stop();

    emulator = await Emulator.start();
    await emulator.restore(state);
    const described = await emulator.invoke("cloudformation", "DescribeChangeSet", {
      StackName: "s",
      ChangeSetName: "c",
    });
    expect(described).toMatchObject({ Status: "FAILED", StatusReason: REASON, ExecutionStatus: "UNAVAILABLE" });
  });
});
