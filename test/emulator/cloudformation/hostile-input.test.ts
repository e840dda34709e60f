import { CreateStackCommand, DescribeStackEventsCommand, ListExportsCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const create = (template: unknown, more: object = {}): Promise<unknown> =>
  stacks.client.send(
    new CreateStackCommand({
      StackName: "hostile",
      TemplateBody: typeof template === "string" ? template : JSON.stringify(template),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      ...more,
    }),
  );

describe("input that nobody should send", () => {
  test.each<[string, unknown]>([
    ["a list as template", []],
    ["an empty text with blanks", "   \n  "],
    ["resources that are a list", { Resources: [queue] }],
    ["a type that is no text", { Resources: { A: { Type: ["AWS::SQS::Queue"] } } }],
    ["a type called constructor", { Resources: { A: { Type: "constructor" } } }],
    ["a reference to __proto__", { Resources: { A: { Type: "AWS::SQS::Queue", DependsOn: "__proto__" } } }],
    [
      "a condition in a circle",
      '{"Conditions":{"A":{"Fn::Not":[{"Condition":"A"}]}},"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}',
    ],
    [
      "a thousand levels",
      `{"Resources":{"A":{"Type":"AWS::SQS::Queue","Properties":${'{"a":'.repeat(1000)}1${"}".repeat(1000)}}}}`,
    ],
    [
      "an import that depends on a resource",
      {
        Resources: {
          A: queue,
          B: {
            Type: "AWS::SQS::Queue",
            Properties: { QueueName: { "Fn::ImportValue": { "Fn::GetAtt": ["A", "Arn"] } } },
          },
        },
      },
    ],
    [
      "a mapping that depends on a resource",
      {
        Mappings: { M: { k: { a: "b" } } },
        Resources: {
          A: queue,
          B: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::FindInMap": ["M", { Ref: "A" }, "a"] } } },
        },
      },
    ],
  ])("%s is refused as a ValidationError", async (_, template) => {
    expect(await stacks.refusal(create(template))).toMatch(/^ValidationError: \S/);
  });

  test.each<[string, object]>([
    ["an index out of range", { QueueName: { "Fn::Select": ["9", ["a"]] } }],
    ["a list where a text belongs", { QueueName: { "Fn::Split": [",", "a,b"] } }],
    ["a mapping in Fn::Join", { QueueName: { "Fn::Join": ["", [{ "Fn::GetAtt": ["Role", "Arn"] }, { a: 1 }]] } }],
  ])("%s is refused or fails the stack, with a reason", async (name, Properties) => {
    const StackName = name.replace(/[^a-z]+/gi, "-");
    const template = { Resources: { Role: role("lambda"), A: { Type: "AWS::SQS::Queue", Properties } } };
    let refusal: string | undefined;
    try {
      const stack = await stacks.create(StackName, template);
      expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
      const failed = (await stacks.events(StackName)).find((event) => event.ResourceStatus === "CREATE_FAILED");
      refusal = failed?.ResourceStatusReason;
    } catch (error) {
      refusal = (error as Error).message;
    }

    expect(refusal).toMatch(/\S/);
    expect(refusal).not.toBe("Internal Failure");
  });

  test("names of Object's own members are names like any other", async () => {
    const Resources = { constructor: queue, toString: { ...queue, DependsOn: "constructor" }, hasOwnProperty: queue };
    const stack = await stacks.create("own-members", {
      Parameters: { valueOf: { Type: "String", Default: "v" } },
      Resources,
      Outputs: { isPrototypeOf: { Value: { Ref: "valueOf" }, Export: { Name: "__proto__" } } },
    });

    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    const { Exports } = await stacks.client.send(new ListExportsCommand({}));
    expect(Exports?.map((exported) => exported.Name)).toEqual(["__proto__"]);
  });

  test("parameters without key or value do not count", async () => {
    const template = { Parameters: { A: { Type: "String" } }, Resources: { Queue: queue } };

    expect(
      await stacks.refusal(create(template, { Parameters: [{}, { ParameterKey: "A" }, { ParameterValue: "x" }] })),
    ).toBe("ValidationError: Parameters: [A] must have values");
  });

  test("tokens that were made up are refused", async () => {
    await stacks.create("paged", { Resources: { Queue: queue } });

    for (const NextToken of ["x", "../..", "%00", "ä"]) {
      const command = new DescribeStackEventsCommand({ StackName: "paged", NextToken });
      expect(await stacks.refusal(stacks.client.send(command))).toMatch(/^ValidationError: /);
    }
  });
});
