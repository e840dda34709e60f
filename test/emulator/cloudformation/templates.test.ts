import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateStackCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const resources = (more: object): string => JSON.stringify({ Resources: { Queue: queue }, ...more });
const withQueue = (properties: object): string =>
  JSON.stringify({ Resources: { Queue: queue, Other: { Type: "AWS::SQS::Queue", Properties: properties } } });

describe("template source and size", () => {
  // Sentences: facts/cloudformation.md 2.4.
  test("needs a body or a URL", async () => {
    expect(await stacks.refusal(stacks.client.send(new ValidateTemplateCommand({})))).toBe(
      "ValidationError: Either Template URL or Template Body must be specified.",
    );
  });

  test("takes no body and URL together", async () => {
    const both = { TemplateBody: resources({}), TemplateURL: "https://s3.amazonaws.com/b/k" };

    expect(await stacks.refusal(stacks.client.send(new ValidateTemplateCommand(both)))).toBe(
      "ValidationError: You cannot specify both Template URL and Template Body",
    );
  });

  test("takes a body of 51,200 bytes and refuses one more, counting bytes and repeating the body", async () => {
    const padded = (bytes: number): string => {
      const frame = resources({ Description: "é" });
      return frame + " ".repeat(bytes - Buffer.byteLength(frame));
    };

    await stacks.client.send(new ValidateTemplateCommand({ TemplateBody: padded(51_200) }));
    const refusal = await stacks.refusal(
      stacks.client.send(new ValidateTemplateCommand({ TemplateBody: padded(51_201) })),
    );

    expect(refusal).toBe(
      `ValidationError: 1 validation error detected: Value '${padded(51_201)}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200`,
    );
  });

  describe("at a URL", () => {
    beforeAll(async () => {
      const s3 = new S3Client({
        endpoint: stacks.emulator.url,
        region: stacks.emulator.region,
        forcePathStyle: true,
        credentials: { accessKeyId: "123456789012", secretAccessKey: "emulated" },
      });
      await s3.send(new CreateBucketCommand({ Bucket: "templates" }));
      await s3.send(new PutObjectCommand({ Bucket: "templates", Key: "dir/queue.json", Body: resources({}) }));
      const large = resources({}) + " ".repeat(1_000_000);
      await s3.send(new PutObjectCommand({ Bucket: "templates", Key: "large.json", Body: large }));
    });

    test.each([
      ["path style", "https://s3.us-east-1.amazonaws.com/templates/dir/queue.json"],
      ["virtual-hosted style", "https://templates.s3.amazonaws.com/dir/queue.json"],
    ])("reads S3 in %s", async (_, url) => {
      const summary = await stacks.client.send(new GetTemplateSummaryCommand({ TemplateURL: url }));

      expect(summary.ResourceTypes).toEqual(["AWS::SQS::Queue"]);
    });

    test("reads the emulator's own endpoint and keeps the text", async () => {
      const url = `${stacks.emulator.url}/templates/dir/queue.json`;

      const stack = await stacks.create("by-url", "", { TemplateBody: undefined, TemplateURL: url });

      expect(stack.StackStatus).toBe("CREATE_COMPLETE");
      const { TemplateBody } = await stacks.client.send(new GetTemplateCommand({ StackName: "by-url" }));
      expect(TemplateBody).toBe(resources({}));
    });

    test("refuses an object that is too large", async () => {
      const url = `${stacks.emulator.url}/templates/large.json`;

      expect(await stacks.refusal(stacks.client.send(new ValidateTemplateCommand({ TemplateURL: url })))).toBe(
        "ValidationError: Template may not exceed 1000000 bytes in size.",
      );
    });

    test("says what S3 says of an object that is not there", async () => {
      const url = `${stacks.emulator.url}/templates/none.json`;

      expect(await stacks.refusal(stacks.client.send(new ValidateTemplateCommand({ TemplateURL: url })))).toMatch(
        /^ValidationError: S3 error: The specified key does not exist\./,
      );
    });
  });
});

describe("template validation", () => {
  // Sentences: facts/cloudformation.md 2.3, confidence A or B there.
  test.each([
    [
      "text that is no JSON",
      '{"Resources": }',
      /^Template format error: JSON not well-formed\. \(line 1, column \d+\)$/,
    ],
    [
      "text that is no YAML",
      "Resources:\n  A: [1",
      /^Template format error: YAML not well-formed\. \(line \d+, column \d+\)$/,
    ],
    ["a URL as the body", "https://example.com/t.json", "Template format error: unsupported structure."],
    ["no resources", "{}", "Template format error: At least one Resources member must be defined."],
    [
      "a resource without a type",
      '{"Resources": {"A": {"Properties": {}}}}',
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    [
      "a resource that is no object",
      '{"Resources": {"A": "x"}}',
      "Template format error: Any Resources member must be an object.",
    ],
    [
      "an attribute that there is not",
      '{"Resources": {"A": {"Type": "AWS::SQS::Queue", "Invalid": 1}}}',
      "Invalid template resource property 'Invalid'",
    ],
    [
      "a bad logical id",
      '{"Resources": {"A-B": {"Type": "AWS::SQS::Queue"}}}',
      "Template format error: Resource name A-B is non alphanumeric.",
    ],
    [
      "null",
      resources({ Outputs: { O: { Value: null } } }),
      "[/Outputs/O/Value] 'null' values are not allowed in templates",
    ],
    [
      "an output without a value",
      resources({ Outputs: { O: { Description: "x" } } }),
      "Template format error: Every Outputs member must contain a Value object",
    ],
    [
      "types that there are not",
      '{"Resources": {"A": {"Type": "A::B::C"}, "B": {"Type": "AWS::SQS::Cue"}, "C": {"Type": "A::B::C"}}}',
      "Template format error: Unrecognized resource types: [A::B::C, AWS::SQS::Cue]",
    ],
    [
      "a reference to nothing",
      withQueue({ QueueName: { Ref: "Nowhere" } }),
      "Template format error: Unresolved resource dependencies [Nowhere] in the Resources block of the template",
    ],
    [
      "an output's reference to nothing",
      resources({ Outputs: { O: { Value: { Ref: "Nowhere" } } } }),
      "Template format error: Unresolved resource dependencies [Nowhere] in the Outputs block of the template",
    ],
    [
      "an attribute of nothing",
      withQueue({ QueueName: { "Fn::GetAtt": ["Nowhere", "Arn"] } }),
      "Template error: instance of Fn::GetAtt references undefined resource Nowhere",
    ],
    [
      "a circle",
      '{"Resources": {"A": {"Type": "AWS::SQS::Queue", "DependsOn": "B"}, "B": {"Type": "AWS::SQS::Queue", "DependsOn": "A"}}}',
      "Circular dependency between resources: [A, B]",
    ],
    [
      "501 resources",
      JSON.stringify({
        Resources: Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`Q${index}`, queue])),
      }),
      "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
    ],
  ])("refuses %s", async (_, template, sentence) => {
    const refusal = await stacks.refusal(stacks.client.send(new ValidateTemplateCommand({ TemplateBody: template })));

    expect(refusal.replace(/^ValidationError: /, "")).toEqual(
      typeof sentence === "string" ? sentence : expect.stringMatching(sentence),
    );
  });

  // The same source; these depend on the values of parameters and conditions, so only CreateStack can tell.
  test.each([
    [
      "an attribute that a resource does not have",
      withQueue({ QueueName: { "Fn::GetAtt": ["Queue", "Nothing"] } }),
      "Template error: resource Queue does not support attribute type Nothing in Fn::GetAtt",
    ],
    [
      "a key that a mapping does not have",
      JSON.stringify({
        Mappings: { Map: { K1: { A: "x" } } },
        Resources: {
          Q: {
            Type: "AWS::SQS::Queue",
            Properties: { QueueName: { "Fn::FindInMap": ["Map", { Ref: "AWS::Region" }, "K2"] } },
          },
        },
      }),
      "Template error: Unable to get mapping for Map::us-east-1::K2",
    ],
    [
      "a reference to a resource that a condition leaves out",
      JSON.stringify({
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: {
          Out: { ...queue, Condition: "Never" },
          In: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Out" } } },
        },
      }),
      "Template format error: Unresolved resource dependencies [Out] in the Resources block of the template",
    ],
    [
      "an output's reference to such a resource, in other words",
      JSON.stringify({
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: { Out: { ...queue, Condition: "Never" }, In: queue },
        Outputs: { O: { Value: { Ref: "Out" } } },
      }),
      "Unresolved resource dependencies [Out] in the Outputs block of the template",
    ],
  ])("CreateStack refuses %s", async (_, template, sentence) => {
    const create = stacks.client.send(new CreateStackCommand({ StackName: "refused", TemplateBody: template }));

    expect(await stacks.refusal(create)).toBe(`ValidationError: ${sentence}`);
  });

  test("does not count a reference in the branch of Fn::If that is not taken", async () => {
    const template = {
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: {
        Out: { ...queue, Condition: "Never" },
        In: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::If": ["Never", { Ref: "Out" }, "given"] } } },
      },
    };

    expect((await stacks.create("branches", template)).StackStatus).toBe("CREATE_COMPLETE");
  });
});

describe("template summary", () => {
  const template = `
Description: what it is
Parameters:
  Size: { Type: Number, Default: 3, Description: how large, AllowedValues: [3, 4] }
  Secret: { Type: String, NoEcho: true }
Metadata: { Author: us }
Resources:
  Role: ${JSON.stringify(role("lambda", { RoleName: "named" }))}
  Policy: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: {} } }
  Queue: { Type: AWS::SQS::Queue }
`;

  test("ValidateTemplate tells parameters and capabilities", async () => {
    const answer = await stacks.client.send(new ValidateTemplateCommand({ TemplateBody: template }));

    expect(answer).toMatchObject({
      Description: "what it is",
      Parameters: [
        { ParameterKey: "Size", DefaultValue: "3", NoEcho: false, Description: "how large" },
        { ParameterKey: "Secret", NoEcho: true },
      ],
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      // Wording: facts/cloudformation.md 3.
      CapabilitiesReason: "The following resource(s) require capabilities: [AWS::IAM::Role, AWS::IAM::ManagedPolicy]",
    });
  });

  test("GetTemplateSummary tells types, constraints and identifiers, of a template or a stack", async () => {
    const answer = await stacks.client.send(new GetTemplateSummaryCommand({ TemplateBody: template }));

    expect(answer).toMatchObject({
      Parameters: [
        { ParameterKey: "Size", ParameterType: "Number", ParameterConstraints: { AllowedValues: ["3", "4"] } },
        { ParameterKey: "Secret", ParameterType: "String", NoEcho: true },
      ],
      ResourceTypes: ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::SQS::Queue"],
      Metadata: '{"Author":"us"}',
    });
    expect(answer.ResourceIdentifierSummaries).toContainEqual({
      ResourceType: "AWS::SQS::Queue",
      LogicalResourceIds: ["Queue"],
      ResourceIdentifiers: ["QueueUrl"],
    });

    await stacks.create("summarized", { Resources: { Queue: queue } });
    const ofStack = await stacks.client.send(new GetTemplateSummaryCommand({ StackName: "summarized" }));
    expect(ofStack.ResourceTypes).toEqual(["AWS::SQS::Queue"]);
  });
});
