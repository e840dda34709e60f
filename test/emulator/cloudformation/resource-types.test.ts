import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import type { StackFixture } from "./stack-fixture";
import { fixtureOf, queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeEach(async () => {
  stacks = await startFixture();
});
afterEach(() => stacks.emulator.stop());

/** Why a resource of a one-resource stack failed; undefined if it did not. */
async function failureOf(
  name: string,
  Resources: Record<string, object>,
  logicalId: string,
): Promise<string | undefined> {
  const stack = await stacks.create(name, { Resources });
  const events = await stacks.events(stack.StackId ?? "");
  return events.find((event) => event.LogicalResourceId === logicalId && event.ResourceStatus === "CREATE_FAILED")
    ?.ResourceStatusReason;
}

async function outputsOf(
  name: string,
  Resources: object,
  values: Record<string, object>,
): Promise<Record<string, string>> {
  const Outputs = Object.fromEntries(Object.entries(values).map(([key, Value]) => [key, { Value }]));
  const stack = await stacks.create(name, { Resources, Outputs });
  expect(stack.StackStatus).toBe("CREATE_COMPLETE");
  return Object.fromEntries(
    stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? [],
  ) as Record<string, string>;
}

const lambda = (Role: unknown): object => ({
  Type: "AWS::Lambda::Function",
  Properties: { Code: { ZipFile: "x" }, Role },
});

describe("simulated resources", () => {
  test("get names, Ref and attributes as AWS gives them", async () => {
    const outputs = await outputsOf(
      "names",
      {
        Queue: queue,
        Fifo: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } },
        Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "given" } },
        Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "x" } },
        Bucket: { Type: "AWS::S3::Bucket" },
        Key: { Type: "AWS::KMS::Key" },
        Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "x" } },
      },
      {
        QueueUrl: { Ref: "Queue" },
        QueueArn: { "Fn::GetAtt": "Queue.Arn" },
        FifoName: { "Fn::GetAtt": "Fifo.QueueName" },
        TopicArn: { Ref: "Topic" },
        GroupId: { "Fn::GetAtt": "Group.GroupId" },
        BucketArn: { "Fn::GetAtt": "Bucket.Arn" },
        BucketDomain: { "Fn::GetAtt": "Bucket.RegionalDomainName" },
        KeyArn: { "Fn::GetAtt": "Key.Arn" },
        Api: { Ref: "Api" },
        RootResource: { "Fn::GetAtt": "Api.RootResourceId" },
      },
    );

    expect(outputs["QueueUrl"]).toMatch(
      /^https:\/\/sqs\.us-east-1\.amazonaws\.com\/123456789012\/names-Queue-[A-Za-z0-9]{12}$/,
    );
    expect(outputs["QueueArn"]).toBe(`arn:aws:sqs:us-east-1:123456789012:${outputs["QueueUrl"]?.split("/").at(-1)}`);
    expect(outputs["FifoName"]).toMatch(/^names-Fifo-.{12}\.fifo$/);
    expect(outputs["TopicArn"]).toBe("arn:aws:sns:us-east-1:123456789012:given");
    expect(outputs["GroupId"]).toMatch(/^sg-[0-9a-f]{17}$/);
    expect(outputs["BucketArn"]).toMatch(/^arn:aws:s3:::names-bucket-[a-z0-9]{12}$/);
    expect(outputs["BucketDomain"]).toMatch(/^names-bucket-[a-z0-9]{12}\.s3\.us-east-1\.amazonaws\.com$/);
    expect(outputs["KeyArn"]).toMatch(/^arn:aws:kms:us-east-1:123456789012:key\/[0-9a-f-]{36}$/);
    expect(outputs["Api"]).toMatch(/^[a-z0-9]{10}$/);
    expect(outputs["RootResource"]).toBeTruthy();
  });

  test.each([
    // Wordings: facts/cloudformation.md 2.3.
    [
      "a property that there is not",
      { Type: "AWS::SQS::Queue", Properties: { NoSuchProperty: 1 } },
      "Properties validation failed for resource It with message:\n#: extraneous key [NoSuchProperty] is not permitted",
    ],
    [
      "a property that is missing",
      { Type: "AWS::SSM::Parameter", Properties: { Value: "x" } },
      "Property validation failure: [The property {/Type} is required]",
    ],
    [
      "a list that is none",
      { Type: "AWS::SQS::Queue", Properties: { Tags: { a: "b" } } },
      "Properties validation failed for resource It with message:\n#/Tags: expected type: JSONArray, found: JSONObject",
    ],
  ])("fail for %s", async (_, It, reason) => {
    expect(await failureOf("properties", { It }, "It")).toBe(reason);
  });
});

describe("names that are taken", () => {
  const named = { Type: "AWS::SQS::Queue", Properties: { QueueName: "taken" } };

  // Sentences: facts/cloudformation.md 2.6.
  test("by another stack fail the resource, naming the stack", async () => {
    const owner = await stacks.create("owner", {
      Resources: { Queue: named, Role: role("lambda", { RoleName: "taken" }) },
    });

    expect(await failureOf("second", { It: named }, "It")).toBe(`taken already exists in stack ${owner.StackId}`);
    expect(await failureOf("third", { It: role("lambda", { RoleName: "taken" }) }, "It")).toBe(
      `taken already exists in stack ${owner.StackId}`,
    );
    await stacks.delete(owner.StackId ?? "");
    expect(await failureOf("fourth", { It: named }, "It")).toBeUndefined();
  });

  test("by somebody else fail it as well", async () => {
    await stacks.emulator.invoke("iam", "CreateGroup", { GroupName: "taken" });
    await stacks.emulator.invoke("s3", "CreateBucket", { Bucket: "taken-bucket" });

    expect(
      await failureOf("group", { It: { Type: "AWS::IAM::Group", Properties: { GroupName: "taken" } } }, "It"),
    ).toBe("taken already exists");
    const bucket = { Type: "AWS::S3::Bucket", Properties: { BucketName: "taken-bucket" } };
    expect(await failureOf("bucket", { It: bucket }, "It")).toBe("taken-bucket already exists");
  });

  test("are freed by a rollback, and not by the failure of who wanted them", async () => {
    const owner = await stacks.create("owner", { Resources: { Queue: named } });
    await stacks.create("loser", { Resources: { It: named } });
    expect(await failureOf("again", { It: named }, "It")).toBe(`taken already exists in stack ${owner.StackId}`);

    await stacks.create("undone", {
      Resources: {
        Free: { Type: "AWS::SQS::Queue", Properties: { QueueName: "free" } },
        Bad: { Type: "AWS::SQS::Queue", Properties: { No: 1 }, DependsOn: "Free" },
      },
    });
    const free = { Type: "AWS::SQS::Queue", Properties: { QueueName: "free" } };
    expect(await failureOf("free", { It: free }, "It")).toBeUndefined();
  });

  test("stay taken by a resource that a deleted stack retained", async () => {
    const owner = await stacks.create("owner", { Resources: { Queue: { ...named, DeletionPolicy: "Retain" } } });
    await stacks.delete(owner.StackId ?? "");

    expect(await failureOf("second", { It: named }, "It")).toBe("taken already exists");
  });

  test("belong to a region, or to the whole partition for buckets", async () => {
    const bucket = { Type: "AWS::S3::Bucket", Properties: { BucketName: "one-in-the-world" } };
    await stacks.create("here", { Resources: { Queue: named, Bucket: bucket } });
    const elsewhere = fixtureOf(stacks.emulator, "123456789012", "eu-west-1");
    const other = fixtureOf(stacks.emulator, "210987654321");

    expect((await elsewhere.create("there", { Resources: { Queue: named } })).StackStatus).toBe("CREATE_COMPLETE");
    expect((await other.create("there", { Resources: { Queue: named } })).StackStatus).toBe("CREATE_COMPLETE");
    expect((await other.create("bucket", { Resources: { Bucket: bucket } })).StackStatus).toBe("ROLLBACK_COMPLETE");
    const reasons = (await other.events("bucket")).map((event) => event.ResourceStatusReason);
    expect(reasons).toContain("one-in-the-world already exists");
  });

  test("do not clash where a name is unique inside something else only", async () => {
    const table = (database: string): object => ({
      Type: "AWS::Glue::Table",
      Properties: { CatalogId: "123456789012", DatabaseName: database, TableInput: { Name: "same" } },
    });

    expect(await failureOf("tables", { One: table("a"), Two: table("b") }, "Two")).toBeUndefined();
  });
});

describe("roles that resources name", () => {
  const notAssumable =
    /^Resource handler returned message: "The role defined for the function cannot be assumed by Lambda\. \(Service: Lambda, Status Code: 400, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: InvalidRequest\)$/;

  test("must trust the service", async () => {
    // Sentence: aws-samples/aws-ct-vpc-flowlogs issue 1.
    expect(
      await failureOf("distrust", { Role: role("ecs-tasks"), It: lambda({ "Fn::GetAtt": ["Role", "Arn"] }) }, "It"),
    ).toMatch(notAssumable);
    expect(
      await failureOf("trust", { Role: role("lambda"), It: lambda({ "Fn::GetAtt": ["Role", "Arn"] }) }, "It"),
    ).toBeUndefined();
  });

  test("must exist, with their path", async () => {
    await stacks.create("iam", { Resources: { Role: role("lambda", { RoleName: "pathed", Path: "/app/" }) } });

    expect(await failureOf("none", { It: lambda("arn:aws:iam::123456789012:role/none") }, "It")).toMatch(notAssumable);
    expect(await failureOf("no-path", { It: lambda("arn:aws:iam::123456789012:role/pathed") }, "It")).toMatch(
      notAssumable,
    );
    expect(await failureOf("path", { It: lambda("arn:aws:iam::123456789012:role/app/pathed") }, "It")).toBeUndefined();
  });

  test("must be of the same account", async () => {
    expect(await failureOf("foreign", { It: lambda("arn:aws:iam::210987654321:role/theirs") }, "It")).toMatch(
      /Cross-account pass role is not allowed\..+HandlerErrorCode: AccessDenied/,
    );
  });

  test("are denied by an explicit deny, whatever else allows", async () => {
    const statement = { Principal: { Service: ["lambda.amazonaws.com"] }, Action: ["sts:AssumeRole"] };
    const denied = {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", ...statement },
            { Effect: "Deny", ...statement },
          ],
        },
      },
    };

    expect(await failureOf("denied", { Role: denied, It: lambda({ "Fn::GetAtt": ["Role", "Arn"] }) }, "It")).toMatch(
      notAssumable,
    );
  });

  test("are looked for inside lists, too", async () => {
    const rule = {
      Type: "AWS::Events::Rule",
      Properties: {
        ScheduleExpression: "rate(1 day)",
        Targets: [
          { Id: "a", Arn: "arn:aws:sqs:us-east-1:123456789012:q" },
          { Id: "b", Arn: "arn:aws:sqs:us-east-1:123456789012:q", RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } },
        ],
      },
    };

    expect(await failureOf("nested", { Role: role("lambda"), It: rule }, "It")).toMatch(/events\.amazonaws\.com/);
    expect(await failureOf("good", { Role: role("events"), It: rule }, "It")).toBeUndefined();
  });
});

describe("key policies", () => {
  const key = (AWS: unknown): object => ({
    Type: "AWS::KMS::Key",
    Properties: {
      KeyPolicy: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "*", Resource: "*" }],
      },
    },
  });

  // Sentence: aws-samples/aws-cdk-pipelines-datalake-infrastructure issue 17.
  test("name principals that exist", async () => {
    const nobody = ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/nobody"];

    expect(await failureOf("key", { It: key(nobody) }, "It")).toMatch(
      /"Policy contains a statement with one or more invalid principals\. \(Service: Kms, Status Code: 400/,
    );
  });

  test("may name roles of the stack, accounts, and what other accounts have", async () => {
    const principals = [
      { "Fn::GetAtt": ["Role", "Arn"] },
      "210987654321",
      "*",
      "arn:aws:iam::210987654321:role/theirs",
    ];
    const Resources = { Role: role("lambda"), Key: key(principals) };

    expect((await stacks.create("good", { Resources })).StackStatus).toBe("CREATE_COMPLETE");
  });
});

describe("custom resources", () => {
  const custom = (Properties: object): object => ({ Type: "Custom::Thing", Properties });

  test("answer any attribute, and call nothing", async () => {
    const outputs = await outputsOf(
      "custom",
      { Thing: custom({ ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:f", Anything: { goes: true } }) },
      { Any: { "Fn::GetAtt": ["Thing", "Some.Data"] }, Ref: { Ref: "Thing" } },
    );

    expect(outputs["Any"]).toBe("Thing.Some.Data");
    expect(outputs["Ref"]).toMatch(/^custom-Thing-/);
  });

  test("need a service token", async () => {
    expect(await failureOf("tokenless", { It: custom({}) }, "It")).toContain("ServiceToken");
  });
});

describe("types that the emulator does not have", () => {
  test.each(["AWS::CloudFormation::StackSet", "AWS::CloudFormation::WaitCondition", "AWS::CloudFormation::Macro"])(
    "%s is refused before anything is made",
    async (Type) => {
      const TemplateBody = JSON.stringify({ Resources: { Queue: queue, It: { Type } } });
      const create = stacks.client.send(new CreateStackCommand({ StackName: "refused", TemplateBody }));

      // The emulator's own words.
      expect(await stacks.refusal(create)).toBe(
        `ValidationError: Resource types [${Type}] are not supported by this emulator yet`,
      );
    },
  );
});
