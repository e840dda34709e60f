import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const given = (parameters: Record<string, string>): { ParameterKey: string; ParameterValue: string }[] =>
  Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

describe("parameters that are refused", () => {
  // Sentences: facts/cloudformation.md 2.2.
  test.each<[string, object, Record<string, string>, string]>([
    ["no value", { A: { Type: "String" }, B: { Type: "String" } }, {}, "Parameters: [A, B] must have values"],
    [
      "not declared",
      { A: { Type: "String", Default: "" } },
      { X: "1" },
      "Parameters: [X] do not exist in the template",
    ],
    ["none declared", {}, { X: "1" }, "Parameter values specified for a template which does not require them."],
    [
      "not allowed",
      { A: { Type: "String", AllowedValues: ["a"] } },
      { A: "b" },
      "Parameter 'A' must be one of AllowedValues",
    ],
    [
      "a part that matches",
      { A: { Type: "String", AllowedPattern: "[a-z]+" } },
      { A: "ab1" },
      "Parameter 'A' must match pattern [a-z]+",
    ],
    [
      "too short",
      { A: { Type: "String", MinLength: 3 } },
      { A: "ab" },
      "Parameter 'A' must contain at least 3 characters",
    ],
    [
      "too long",
      { A: { Type: "String", MaxLength: 1 } },
      { A: "ab" },
      "Parameter 'A' must contain at most 1 characters",
    ],
    ["too small", { A: { Type: "Number", MinValue: 3 } }, { A: "2" }, "Parameter 'A' must be a number not less than 3"],
    ["no number", { A: { Type: "Number" } }, { A: "two" }, "Parameter 'A' must be a number."],
    [
      "described constraints",
      { A: { Type: "String", AllowedPattern: "x", ConstraintDescription: "be x" } },
      { A: "y" },
      "Parameter A failed to satisfy constraint: be x",
    ],
    [
      "a parameter store without it",
      { A: { Type: "AWS::SSM::Parameter::Value<String>" } },
      { A: "/my/own" },
      // Source: awslabs/aws-deployment-framework issue 339.
      "Unable to fetch parameters [/my/own] from parameter store for this account.",
    ],
    [
      "an SSM parameter without a value",
      { A: { Type: "AWS::SSM::Parameter::Value<String>" } },
      {},
      "Parameter A should either have input value or default value",
    ],
  ])("%s", async (_, Parameters, values, sentence) => {
    const create = new CreateStackCommand({
      StackName: "refused",
      TemplateBody: JSON.stringify({
        ...(Object.keys(Parameters).length === 0 ? {} : { Parameters }),
        Resources: { Queue: queue },
      }),
      Parameters: given(values),
    });

    expect(await stacks.refusal(stacks.client.send(create))).toBe(`ValidationError: ${sentence}`);
  });
});

describe("rules", () => {
  const create = (Assert: object, RuleCondition?: object): CreateStackCommand =>
    new CreateStackCommand({
      StackName: "ruled",
      TemplateBody: JSON.stringify({
        Parameters: { Size: { Type: "String", Default: "small" } },
        Rules: { R: { RuleCondition, Assertions: [{ Assert, AssertDescription: "be large" }] } },
        Resources: { Queue: queue },
      }),
    });
  const isLarge = { "Fn::Contains": [["large", "huge"], { Ref: "Size" }] };

  test("refuse parameters with their description", async () => {
    expect(await stacks.refusal(stacks.client.send(create(isLarge)))).toBe("ValidationError: be large");
  });

  test("do not count where their condition does not hold", async () => {
    const never = { "Fn::Equals": [{ Ref: "Size" }, "unknown"] };

    await expect(stacks.client.send(create(isLarge, never))).resolves.toHaveProperty("StackId");
  });
});

describe("parameters that are taken", () => {
  test("values, defaults and lists reach the resources and the outputs", async () => {
    const stack = await stacks.create(
      "bound",
      {
        Parameters: {
          Name: { Type: "String" },
          Delay: { Type: "Number", Default: 5 },
          Subnets: { Type: "CommaDelimitedList", Default: "a, b" },
        },
        Resources: {
          Queue: {
            Type: "AWS::SQS::Queue",
            Properties: { QueueName: { Ref: "Name" }, DelaySeconds: { Ref: "Delay" } },
          },
        },
        Outputs: {
          Url: { Value: { Ref: "Queue" } },
          Second: { Value: { "Fn::Select": [1, { Ref: "Subnets" }] } },
        },
      },
      { Parameters: given({ Name: "my-queue" }) },
    );

    expect(stack.Parameters).toEqual([
      { ParameterKey: "Name", ParameterValue: "my-queue" },
      { ParameterKey: "Delay", ParameterValue: "5" },
      { ParameterKey: "Subnets", ParameterValue: "a, b" },
    ]);
    expect(stack.Outputs).toEqual([
      { OutputKey: "Url", OutputValue: "https://sqs.us-east-1.amazonaws.com/123456789012/my-queue" },
      { OutputKey: "Second", OutputValue: "b" },
    ]);
  });

  test("an image of AWS's public parameters is an image id, the same every time", async () => {
    const template = {
      Parameters: {
        Image: {
          Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
          Default: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
        },
      },
      Resources: { Queue: queue },
      Outputs: { Image: { Value: { Ref: "Image" } } },
    };

    const [first, second] = [await stacks.create("image-1", template), await stacks.create("image-2", template)];

    expect(first?.Outputs?.[0]?.OutputValue).toMatch(/^ami-[0-9a-f]{17}$/);
    expect(second?.Outputs).toEqual(first?.Outputs);
    expect(first?.Parameters?.[0]?.ResolvedValue).toBe(first?.Outputs?.[0]?.OutputValue);
  });

  test("values of NoEcho parameters show nowhere but in the resource itself", async () => {
    const secret = "s3cr3t-value";
    const stack = await stacks.create(
      "hidden",
      {
        Parameters: { Secret: { Type: "String", NoEcho: true } },
        Resources: { Role: role("lambda", { Description: { "Fn::Sub": "it is ${Secret}" }, RoleName: "keeper" }) },
      },
      { Parameters: given({ Secret: secret }) },
    );

    expect(stack.Parameters).toEqual([{ ParameterKey: "Secret", ParameterValue: "****" }]);
    const events = await stacks.events("hidden");
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(JSON.stringify(events)).toContain("it is ****");
    const { Role } = await stacks.emulator.invoke<{ Role: { Description: string } }>("iam", "GetRole", {
      RoleName: "keeper",
    });
    expect(Role.Description).toBe(`it is ${secret}`);
  });
});
