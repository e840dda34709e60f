import {
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
  await stacks.create("many", {
    Resources: Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`Q${index}`, queue])),
  });
});
afterAll(() => stacks.emulator.stop());

describe("pages", () => {
  test("DescribeStackEvents has the newest first, a hundred to a page, each once", async () => {
    const first = await stacks.client.send(new DescribeStackEventsCommand({ StackName: "many" }));

    expect(first.StackEvents).toHaveLength(100);
    expect(first.StackEvents?.[0]).toMatchObject({ LogicalResourceId: "many", ResourceStatus: "CREATE_COMPLETE" });
    const all = await stacks.events("many");
    // Three of each queue, two of the stack.
    expect(all).toHaveLength(752);
    expect(new Set(all.map((event) => event.EventId)).size).toBe(752);
    expect(all[0]).toMatchObject({ ResourceStatusReason: "User Initiated" });
  });

  test("pages go on where they were while events are added", async () => {
    const stack = await stacks.create("growing", {
      Resources: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Q${index}`, queue])),
    });
    const StackName = stack.StackId;
    const before = await stacks.client.send(new DescribeStackEventsCommand({ StackName }));
    await stacks.delete(stack.StackId ?? "");

    const after = await stacks.client.send(new DescribeStackEventsCommand({ StackName, NextToken: before.NextToken }));

    const ids = [...(before.StackEvents ?? []), ...(after.StackEvents ?? [])].map((event) => event.EventId);
    expect(ids).toHaveLength(122);
    expect(new Set(ids).size).toBe(122);
  });

  test("ListStackResources has pages, DescribeStackResources stops at a hundred", async () => {
    const first = await stacks.client.send(new ListStackResourcesCommand({ StackName: "many" }));
    const second = await stacks.client.send(
      new ListStackResourcesCommand({ StackName: "many", NextToken: first.NextToken }),
    );

    expect(first.StackResourceSummaries).toHaveLength(100);
    expect(second.StackResourceSummaries?.[0]?.LogicalResourceId).toBe("Q100");
    const described = await stacks.client.send(new DescribeStackResourcesCommand({ StackName: "many" }));
    expect(described.StackResources).toHaveLength(100);
  });

  test("a made-up token is refused", async () => {
    const list = new ListStackResourcesCommand({ StackName: "many", NextToken: "made-up" });

    expect(await stacks.refusal(stacks.client.send(list))).toMatch(/^ValidationError: /);
  });
});

describe("stacks and resources", () => {
  test("DescribeStacks without a name lists live stacks, ListStacks deleted ones too", async () => {
    const stack = await stacks.create("brief", { Resources: { Queue: queue } });
    await stacks.delete(stack.StackId ?? "");

    const { Stacks = [] } = await stacks.client.send(new DescribeStacksCommand({}));
    const { StackSummaries = [] } = await stacks.client.send(new ListStacksCommand({}));

    expect(Stacks.map((found) => found.StackName)).toContain("many");
    expect(Stacks.map((found) => found.StackName)).not.toContain("brief");
    expect(StackSummaries.find((summary) => summary.StackId === stack.StackId)).toMatchObject({
      StackName: "brief",
      StackStatus: "DELETE_COMPLETE",
      DeletionTime: expect.any(Date) as Date,
    });
  });

  test("a resource is found by logical id, and its stack by physical id", async () => {
    const stack = await stacks.create("found", {
      Resources: { Role: { ...role("lambda", { RoleName: "found-role" }), Metadata: { Owner: "us" } }, Queue: queue },
    });
    const { client } = stacks;

    const one = await client.send(new DescribeStackResourceCommand({ StackName: "found", LogicalResourceId: "Role" }));
    const all = await client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: "found-role" }));
    const some = await client.send(
      new DescribeStackResourcesCommand({ StackName: "found", LogicalResourceId: "Queue" }),
    );

    expect(one.StackResourceDetail).toMatchObject({
      StackId: stack.StackId,
      StackName: "found",
      LogicalResourceId: "Role",
      PhysicalResourceId: "found-role",
      ResourceType: "AWS::IAM::Role",
      ResourceStatus: "CREATE_COMPLETE",
      Metadata: '{"Owner":"us"}',
      DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
      LastUpdatedTimestamp: expect.any(Date) as Date,
    });
    expect(all.StackResources?.map((found) => found.LogicalResourceId)).toEqual(["Role", "Queue"]);
    expect(some.StackResources?.map((found) => found.LogicalResourceId)).toEqual(["Queue"]);
    const none = new DescribeStackResourceCommand({ StackName: "found", LogicalResourceId: "None" });
    // Sentence: facts/cloudformation.md 2.1 (test_describe_non_existent_stack).
    expect(await stacks.refusal(client.send(none))).toBe(
      "ValidationError: Resource None does not exist for stack found",
    );
  });
});

test("events are told apart by their ids and put in order by their times", async () => {
  await stacks.create("in-time", { Resources: Object.fromEntries([..."ABCDEFGH"].map((id) => [id, queue])) });
  const events = await stacks.events("in-time");
  const times = events.map((event) => event.Timestamp?.getTime() ?? 0);

  expect(new Set(events.map((event) => event.EventId)).size).toBe(events.length);
  expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
});
