import {
  CancelUpdateStackCommand,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { Emulator } from "../../../src/emulator";
import type { Timer } from "../../../src/emulator";
import type { StackFixture } from "./stack-fixture";
import { fixtureOf, queue, role, story } from "./stack-fixture";

/** A timer that the test advances: nothing ends before it is told to. */
function createHandTimer(): { readonly timer: Timer; waiting(): number; advance(): void } {
  const due = new Set<() => void>();
  return {
    timer: (_milliseconds, done) => {
      due.add(done);
      return () => due.delete(done);
    },
    waiting: () => due.size,
    advance() {
      for (const done of [...due]) {
        due.delete(done);
        done();
      }
    },
  };
}

const bugs: unknown[] = [];
const hand = createHandTimer();
let stacks: StackFixture;
beforeAll(async () => {
  const emulator = await Emulator.start({ latency: 60_000, timer: hand.timer, onBug: (error) => bugs.push(error) });
  stacks = fixtureOf(emulator, "123456789012");
});
afterAll(async () => {
  await stacks.emulator.stop();
  expect(bugs).toEqual([]);
});

/** Resolves when that many operations on resources are under way. */
async function underWay(count: number): Promise<void> {
  while (hand.waiting() !== count) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass until a stack is settled. */
async function settle(name: string): Promise<string | undefined> {
  for (;;) {
    const { StackStatus: status } = await stacks.describe(name);
    if (!status?.endsWith("_IN_PROGRESS")) return status;
    hand.advance();
  }
}

const body = (resources: object): string => JSON.stringify({ Resources: resources });
const ask = (name: string, resources: object) => ({
  StackName: name,
  TemplateBody: body(resources),
  Capabilities: ["CAPABILITY_IAM" as const],
});

describe("latency", () => {
  test("shows a stack in progress, takes the time of independent resources at once, and ends", async () => {
    const resources = { A: role("lambda"), B: queue, C: { ...queue, DependsOn: ["A", "B"] } };
    await stacks.client.send(new CreateStackCommand(ask("slow", resources)));
    await underWay(2);

    expect((await stacks.describe("slow")).StackStatus).toBe("CREATE_IN_PROGRESS");
    const begun = story(await stacks.events("slow"));
    expect(begun.slice(0, 3)).toEqual([
      "slow CREATE_IN_PROGRESS User Initiated",
      "A CREATE_IN_PROGRESS",
      "B CREATE_IN_PROGRESS",
    ]);
    // Which of the two exists first is left to chance.
    expect(begun.slice(3).sort()).toEqual([
      "A CREATE_IN_PROGRESS Resource creation Initiated",
      "B CREATE_IN_PROGRESS Resource creation Initiated",
    ]);

    hand.advance();
    await underWay(1);
    expect((await stacks.describe("slow")).StackStatus).toBe("CREATE_IN_PROGRESS");
    expect(story(await stacks.events("slow")).slice(5)).toEqual([
      expect.stringMatching(/^[AB] CREATE_COMPLETE$/),
      expect.stringMatching(/^[AB] CREATE_COMPLETE$/),
      "C CREATE_IN_PROGRESS",
      "C CREATE_IN_PROGRESS Resource creation Initiated",
    ]);

    hand.advance();
    expect((await stacks.settled("slow")).StackStatus).toBe("CREATE_COMPLETE");
    expect(hand.waiting()).toBe(0);
  });

  test("lets an update be cancelled while it goes on", async () => {
    const before = { A: role("lambda", { Description: "before" }), B: queue };
    await stacks.client.send(new CreateStackCommand(ask("cancelled", before)));
    expect(await settle("cancelled")).toBe("CREATE_COMPLETE");
    const from = (await stacks.events("cancelled")).length;

    const after = { A: role("lambda", { Description: "after" }), B: queue, C: { ...queue, DependsOn: "A" } };
    await stacks.client.send(new UpdateStackCommand(ask("cancelled", after)));
    await underWay(1);
    await stacks.client.send(new CancelUpdateStackCommand({ StackName: "cancelled" }));
    expect((await stacks.describe("cancelled")).StackStatus).toBe("UPDATE_ROLLBACK_IN_PROGRESS");
    expect(await settle("cancelled")).toBe("UPDATE_ROLLBACK_COMPLETE");

    expect(story((await stacks.events("cancelled")).slice(from))).toEqual([
      "cancelled UPDATE_IN_PROGRESS User Initiated",
      "A UPDATE_IN_PROGRESS",
      "cancelled UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
      // Sentence: facts/cloudformation.md, the story of siblings.
      "A UPDATE_FAILED Resource update cancelled",
      "A UPDATE_IN_PROGRESS",
      "A UPDATE_COMPLETE",
      "cancelled UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
      "cancelled UPDATE_ROLLBACK_COMPLETE",
    ]);
    const { Roles } = await stacks.emulator.invoke<{ Roles: { RoleName: string; Description?: string }[] }>(
      "iam",
      "ListRoles",
    );
    const [found] = Roles.filter(({ RoleName }) => RoleName.startsWith("cancelled-A-"));
    expect(found?.Description).toBe("before");
  });

  test("takes back a replacement that was under way when its update was cancelled", async () => {
    const named = (name: string): object => ({ A: role("lambda", { RoleName: name }) });
    const input = { Capabilities: ["CAPABILITY_NAMED_IAM" as const] };
    await stacks.client.send(new CreateStackCommand({ ...ask("replaced", named("first")), ...input }));
    expect(await settle("replaced")).toBe("CREATE_COMPLETE");

    await stacks.client.send(new UpdateStackCommand({ ...ask("replaced", named("second")), ...input }));
    await underWay(1);
    await stacks.client.send(new CancelUpdateStackCommand({ StackName: "replaced" }));
    expect(await settle("replaced")).toBe("UPDATE_ROLLBACK_COMPLETE");

    const role1 = await stacks.emulator.invoke("iam", "GetRole", { RoleName: "first" });
    expect(role1).toMatchObject({ Role: { RoleName: "first" } });
    await expect(stacks.emulator.invoke("iam", "GetRole", { RoleName: "second" })).rejects.toMatchObject({
      code: "NoSuchEntity",
    });
  });

  test("lets a stack be deleted while it is created", async () => {
    const { StackId: id = "" } = await stacks.client.send(
      new CreateStackCommand(ask("unwanted", { A: role("lambda"), B: { ...queue, DependsOn: "A" } })),
    );
    await underWay(1);
    await stacks.client.send(new DeleteStackCommand({ StackName: "unwanted" }));
    hand.advance();
    await underWay(1);
    expect((await stacks.describe(id)).StackStatus).toBe("DELETE_IN_PROGRESS");
    expect(await settle(id)).toBe("DELETE_COMPLETE");

    expect(story(await stacks.events(id))).toEqual([
      "unwanted CREATE_IN_PROGRESS User Initiated",
      "A CREATE_IN_PROGRESS",
      "A CREATE_IN_PROGRESS Resource creation Initiated",
      "unwanted DELETE_IN_PROGRESS User Initiated",
      // Sentence: facts/cloudformation.md, the story of siblings.
      "A CREATE_FAILED Resource creation cancelled",
      "A DELETE_IN_PROGRESS",
      "A DELETE_COMPLETE",
      "unwanted DELETE_COMPLETE",
    ]);
  });

  test("shows the cleanup, during which another update is refused", async () => {
    await stacks.client.send(new CreateStackCommand(ask("cleaned", { A: queue, B: queue })));
    expect(await settle("cleaned")).toBe("CREATE_COMPLETE");

    await stacks.client.send(new UpdateStackCommand(ask("cleaned", { A: queue })));
    await underWay(1);
    const stack = await stacks.describe("cleaned");
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    // Sentence: facts/cloudformation.md 2.1.
    expect(
      await stacks.refusal(stacks.client.send(new UpdateStackCommand(ask("cleaned", { A: queue, C: queue })))),
    ).toBe(
      `ValidationError: Stack:${stack.StackId} is in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS state and can not be updated.`,
    );
    expect(await settle("cleaned")).toBe("UPDATE_COMPLETE");
  });

  test("fails a resource after its time", async () => {
    const group = {
      Type: "AWS::IAM::Group",
      Properties: { ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/no"] },
    };
    await stacks.client.send(new CreateStackCommand(ask("failing", { Bad: group })));
    await underWay(1);
    expect((await stacks.describe("failing")).StackStatus).toBe("CREATE_IN_PROGRESS");
    expect(await settle("failing")).toBe("ROLLBACK_COMPLETE");
  });

  test("shows a change set that is being created", async () => {
    const input = { ...ask("reviewed", { A: queue }), ChangeSetName: "first", ChangeSetType: "CREATE" as const };
    const { Id: id } = await stacks.client.send(new CreateChangeSetCommand(input));
    await underWay(1);
    const describe = () => stacks.client.send(new DescribeChangeSetCommand({ ChangeSetName: id }));
    expect(await describe()).toMatchObject({ Status: "CREATE_IN_PROGRESS", ExecutionStatus: "UNAVAILABLE" });

    hand.advance();
    let seen = await describe();
    while (seen.Status === "CREATE_IN_PROGRESS") seen = await describe();
    expect(seen).toMatchObject({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE" });
  });
});

describe("stopping an emulator with latency", () => {
  test("finishes what is under way without waiting", async () => {
    const found: unknown[] = [];
    const emulator = await Emulator.start({ latency: 3_600_000, onBug: (error) => found.push(error) });
    const { client, describe: describeStack } = fixtureOf(emulator, "123456789012");
    const chain = { A: role("lambda"), B: { ...queue, DependsOn: "A" }, C: { ...queue, DependsOn: "B" } };
    await client.send(new CreateStackCommand(ask("endless", chain)));
    expect((await describeStack("endless")).StackStatus).toBe("CREATE_IN_PROGRESS");
    client.destroy();

    await emulator.stop();

    const { Stacks } = await emulator.invoke<{ Stacks: { StackStatus: string }[] }>("cloudformation", "DescribeStacks");
    expect(Stacks.map((stack) => stack.StackStatus)).toEqual(["CREATE_COMPLETE"]);
    expect(found).toEqual([]);
  });
});
