import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStacksCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { fixtureOf, queue, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const template = { Resources: { Queue: queue } };
const create = (StackName: string, more: object = {}): Promise<unknown> =>
  stacks.client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), ...more }));

describe("stack names", () => {
  // Sentences: facts/cloudformation.md 2.1 (LocalStack's recordings test_stack_name_creation, test_name_conflicts).
  test.each(["1name", "a_b", "with space", "-a"])("%s is refused", async (name) => {
    expect(await stacks.refusal(create(name))).toBe(
      `ValidationError: 1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
    );
  });

  test("more than 128 characters are refused", async () => {
    expect(await stacks.refusal(create("a".repeat(129)))).toMatch(/Member must have length less than or equal to 128$/);
  });

  test("a name belongs to one live stack", async () => {
    await stacks.create("taken", template);

    expect(await stacks.refusal(create("taken"))).toBe("AlreadyExistsException: Stack [taken] already exists");
  });

  test("a second request with the same token is the first again", async () => {
    const first = await stacks.create("retried", template, { ClientRequestToken: "token-1" });

    expect(await create("retried", { ClientRequestToken: "token-1" })).toMatchObject({ StackId: first.StackId });
    expect(await stacks.refusal(create("retried", { ClientRequestToken: "token-2" }))).toMatch(/^AlreadyExists/);
  });

  test("a deleted stack frees its name and is found by its ARN", async () => {
    const first = await stacks.create("again", template);
    const deleted = await stacks.delete(first.StackId ?? "");
    const second = await stacks.create("again", template);

    expect(deleted).toMatchObject({ StackStatus: "DELETE_COMPLETE", DeletionTime: expect.any(Date) as Date });
    expect(deleted.EnableTerminationProtection).toBeUndefined();
    expect(second.StackId).not.toBe(first.StackId);
    expect((await stacks.describe("again")).StackId).toBe(second.StackId);
    const { StackSummaries = [] } = await stacks.client.send(
      new ListStacksCommand({ StackStatusFilter: ["DELETE_COMPLETE"] }),
    );
    expect(StackSummaries.map((summary) => summary.StackId)).toContain(first.StackId);
  });
});

describe("stacks that do not exist", () => {
  const gone = "arn:aws:cloudformation:us-east-1:123456789012:stack/gone/00000000-0000-4000-8000-000000000000";

  // Sentences: facts/cloudformation.md 2.1 (test_non_existing_stack_message, test_describe_stack_events_errors,
  // test_describe_non_existent_stack).
  test.each(["gone", gone])("%s", async (StackName) => {
    const { client, refusal } = stacks;

    expect(await refusal(client.send(new DescribeStacksCommand({ StackName })))).toBe(
      `ValidationError: Stack with id ${StackName} does not exist`,
    );
    expect(await refusal(client.send(new GetTemplateCommand({ StackName })))).toBe(
      `ValidationError: Stack with id ${StackName} does not exist`,
    );
    expect(await refusal(client.send(new DescribeStackEventsCommand({ StackName })))).toBe(
      `ValidationError: Stack [${StackName}] does not exist`,
    );
    const resource = new DescribeStackResourceCommand({ StackName, LogicalResourceId: "A" });
    expect(await refusal(client.send(resource))).toBe(`ValidationError: Stack '${StackName}' does not exist`);
  });
});

describe("accounts and regions", () => {
  test("do not see each other's stacks", async () => {
    const stack = await stacks.create("mine", template);
    const other = fixtureOf(stacks.emulator, "210987654321");
    const elsewhere = fixtureOf(stacks.emulator, "123456789012", "eu-west-1");

    for (const { client, refusal } of [other, elsewhere]) {
      for (const StackName of ["mine", stack.StackId]) {
        expect(await refusal(client.send(new DescribeStacksCommand({ StackName })))).toMatch(/does not exist$/);
      }
    }
    expect((await other.create("mine", template)).StackId).toContain(":210987654321:");
    expect((await elsewhere.create("mine", template)).StackId).toContain(":eu-west-1:");
  });
});
