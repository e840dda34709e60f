import type { CloudFormationServiceException } from "@aws-sdk/client-cloudformation";
import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { fixtureOf, startFixture, story } from "./stack-fixture";

let stacks: StackFixture;

beforeAll(async () => {
  stacks = await startFixture();
  await put("/app/host", "one");
  await stacks.emulator.invoke("ssm", "PutParameter", { Name: "/app/host", Value: "two", Overwrite: true });
  await put("/app/zones", "a,b, c ,d", "StringList");
  await put("/app/commas", "x,y,z");
  await put("/app/secret", "s3cr3t", "SecureString");
});
afterAll(() => stacks.emulator.stop());

function put(Name: string, Value: string, Type = "String"): Promise<unknown> {
  return stacks.emulator.invoke("ssm", "PutParameter", { Name, Value, Type });
}

function template(type: string, more: object = {}, output: unknown = { Ref: "P" }) {
  return {
    Parameters: { P: { Type: `AWS::SSM::Parameter::Value<${type}>`, ...more } },
    Resources: { Queue: { Type: "AWS::SQS::Queue" } },
    Outputs: { P: { Value: output } },
  };
}

function given(value: string) {
  return { Parameters: [{ ParameterKey: "P", ParameterValue: value }] };
}

let count = 0;
const newName = (): string => `stored-${(count += 1)}`;

// What AWS does: a record of tests with real stacks (RFC 007 of a CDK-to-Terraform provider, "live-test-results", T1-T5).
describe("a parameter of Systems Manager", () => {
  it.each<[string, string, string, string]>([
    ["by its name", "String", "/app/host", "two"],
    ["by name and version", "String", "/app/host:1", "one"],
    ["for a type of AWS", "AWS::EC2::Image::Id", "/aws/service/ami-windows-latest/x", "ami-"],
  ])("gives its value %s", async (_what, type, path, expected) => {
    const { Parameters, Outputs } = await stacks.create(newName(), template(type), given(path));

    expect(Outputs?.[0]?.OutputValue).toMatch(new RegExp(`^${expected}`));
    expect(Parameters).toEqual([{ ParameterKey: "P", ParameterValue: path, ResolvedValue: Outputs?.[0]?.OutputValue }]);
  });

  it("may be named by a default", async () => {
    const { Outputs } = await stacks.create(newName(), template("String", { Default: "/app/host:1" }));

    expect(Outputs?.[0]?.OutputValue).toBe("one");
  });

  it.each(["List<String>", "CommaDelimitedList"])("gives %s without the blanks around its members", async (type) => {
    const { Parameters, Outputs } = await stacks.create(
      newName(),
      template(type, {}, { "Fn::Join": ["|", { Ref: "P" }] }),
      given("/app/zones"),
    );

    expect(Parameters?.[0]?.ResolvedValue).toBe("a,b,c,d");
    expect(Outputs?.[0]?.OutputValue).toBe("a|b|c|d");
  });

  it("is looked up where the stack is", async () => {
    await put("/app/only-here", "1");
    const elsewhere = fixtureOf(stacks.emulator, "123456789012", "eu-west-1");

    await expect(elsewhere.create(newName(), template("String"), given("/app/only-here"))).rejects.toThrow(
      "Unable to fetch parameters [/app/only-here] from parameter store for this account.",
    );
    elsewhere.client.destroy();
  });

  it("has constraints on its name, not on its value", async () => {
    const pattern = { AllowedPattern: "^/app.*$" };

    expect((await stacks.create(newName(), template("String", pattern), given("/app/host"))).StackStatus).toBe(
      "CREATE_COMPLETE",
    );
    expect(await refusal(template("String", { AllowedPattern: "^tw.*$" }), "/app/host")).toBe(
      "ValidationError: Parameter 'P' must match pattern ^tw.*$",
    );
  });
});

describe("a parameter of Systems Manager is refused", () => {
  it.each<[string, string, string, string]>([
    [
      "that is not there",
      "String",
      "/cdk-bootstrap/hnb659fds/version",
      "Unable to fetch parameters [/cdk-bootstrap/hnb659fds/version] from parameter store for this account.",
    ],
    [
      "in a version that is not there",
      "String",
      "/app/host:99",
      "Unable to fetch parameters [/app/host:99] from parameter store for this account.",
    ],
    [
      "whose name is none",
      "String",
      "{{IntrinsicFunction:x}}",
      "Unable to fetch parameters [{{IntrinsicFunction:x}}] from parameter store for this account.",
    ],
    [
      "that is encrypted",
      "String",
      "/app/secret",
      "Parameters [/app/secret] referenced by template have types not supported by CloudFormation.",
    ],
    [
      "that is one value for a list",
      "List<String>",
      "/app/commas",
      "Types for SSM parameters [/app/commas] defined in CFN template and SSM are incompatible",
    ],
    [
      "that is a list for one value",
      "String",
      "/app/zones",
      "Types for SSM parameters [/app/zones] defined in CFN template and SSM are incompatible",
    ],
  ])("%s", async (_what, type, path, sentence) => {
    expect(await refusal(template(type), path)).toBe(`ValidationError: ${sentence}`);
  });
});

describe("AWS::SSM::Parameter", () => {
  const parameter = (properties: object) => ({ Type: "AWS::SSM::Parameter", Properties: properties });

  // Names and attributes: localstack, ssm/resource_providers/test_parameter.snapshot.json (recorded).
  it("makes a parameter that others can read, with the stack's tags and its own", async () => {
    const stack = await stacks.create(
      "keeper",
      {
        Resources: {
          Named: parameter({ Name: "/made/here", Type: "StringList", Value: "a,b", Tags: { own: "1", both: "own" } }),
          MyResource: parameter({ Type: "String", Value: { "Fn::GetAtt": ["Named", "Value"] } }),
        },
        Outputs: {
          Name: { Value: { Ref: "MyResource" } },
          Type: { Value: { "Fn::GetAtt": ["Named", "Type"] } },
          Arn: { Value: { "Fn::GetAtt": ["Named", "Arn"] } },
        },
      },
      { Tags: [{ Key: "both", Value: "stack" }] },
    );

    const outputs = Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue ?? ""]),
    );
    expect(outputs["Name"]).toMatch(/^CFN-MyResource-[A-Za-z0-9]{12}$/);
    expect(outputs).toMatchObject({
      Type: "StringList",
      Arn: "arn:aws:ssm:us-east-1:123456789012:parameter/made/here",
    });
    const invoke = (operation: string, input: object) => stacks.emulator.invoke("ssm", operation, input);
    expect(await invoke("GetParameter", { Name: outputs["Name"] })).toMatchObject({ Parameter: { Value: "a,b" } });
    const tags = await invoke("ListTagsForResource", { ResourceType: "Parameter", ResourceId: "/made/here" });
    expect(tags).toEqual({
      TagList: [
        { Key: "both", Value: "own" },
        { Key: "own", Value: "1" },
      ],
    });

    await stacks.delete(stack.StackId ?? "");
    expect(await invoke("GetParameters", { Names: ["/made/here", outputs["Name"]] })).toMatchObject({ Parameters: [] });
  });

  it("fails where there is one of the name, and is deleted though somebody deleted it before", async () => {
    await put("/made/already", "1");
    const taken = { Resources: { Taken: parameter({ Name: "/made/already", Type: "String", Value: "2" }) } };
    const failed = await stacks.create("taken", taken);
    expect(failed.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(story(await stacks.events("taken"))).toContain("Taken CREATE_FAILED /made/already already exists");

    const stack = await stacks.create("gone", {
      Resources: { Gone: parameter({ Name: "/made/gone", Type: "String", Value: "1" }) },
    });
    await stacks.emulator.invoke("ssm", "DeleteParameter", { Name: "/made/gone" });
    expect((await stacks.delete(stack.StackId ?? "")).StackStatus).toBe("DELETE_COMPLETE");
  });
});

async function refusal(body: object, path: string): Promise<string> {
  const create = new CreateStackCommand({ StackName: "refused", TemplateBody: JSON.stringify(body), ...given(path) });
  const error: unknown = await stacks.client.send(create).then(
    () => new Error("the stack was created"),
    (reason: unknown) => reason,
  );
  const { name, message } = error as CloudFormationServiceException;
  return `${name}: ${message}`;
}
