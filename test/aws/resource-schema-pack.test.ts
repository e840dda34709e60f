import { isKnownType, knownTypes, resourceSchema } from "../../src/aws";

describe("the schema of a resource type", () => {
  it("has properties, attributes, identifier, ARN and tags", () => {
    // @aws-cdk/aws-service-spec 0.1.216.
    expect(resourceSchema("AWS::SQS::Queue")).toMatchObject({
      type: "AWS::SQS::Queue",
      properties: {
        QueueName: { type: "string", replacement: "yes" },
        DelaySeconds: { type: "integer" },
        RedrivePolicy: { type: { union: ["json", "string"] } },
        Tags: { type: { array: "tag" } },
      },
      attributes: { Arn: "string", QueueName: "string", QueueUrl: "string" },
      primaryIdentifier: ["QueueUrl"],
      arnTemplate: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
      tags: { property: "Tags", variant: "standard" },
    });
  });

  it("has definitions of nested types, marks required properties and roles", () => {
    const schema = resourceSchema("AWS::Lambda::Function");

    expect(schema?.properties.Role).toEqual({ type: "string", required: true, roleArn: true });
    expect(schema?.properties.Code).toMatchObject({ type: { ref: "Code" }, required: true });
    expect(schema?.definitions.Code?.S3Bucket).toMatchObject({ type: "string" });
  });

  it("says what Ref is made of where that is not the primary identifier", () => {
    expect(resourceSchema("AWS::Events::Rule")?.refIdentifier).toEqual(["EventBusName", "Name"]);
  });

  it("is the same object the second time", () => {
    expect(resourceSchema("AWS::SNS::Topic")).toBe(resourceSchema("AWS::SNS::Topic"));
  });

  it.each(["Custom::Thing", "Custom::Thing_1@x-y", "AWS::CloudFormation::CustomResource"])(
    "is open for the custom resource %s, with a service token",
    (type) => {
      expect(resourceSchema(type)).toMatchObject({
        type,
        open: true,
        properties: { ServiceToken: { required: true } },
      });
    },
  );

  it.each([
    "AWS::Nothing::Known",
    "",
    "constructor",
    "__proto__",
    "Custom::",
    "Custom::a b",
    `Custom::${"x".repeat(61)}`,
  ])("does not exist for %j", (type) => {
    expect(resourceSchema(type)).toBeUndefined();
    expect(isKnownType(type)).toBe(false);
  });
});

describe("the pack", () => {
  it("reads every type whole", () => {
    const types = knownTypes();

    expect(types.length).toBeGreaterThan(1500);
    expect(types.filter((type) => resourceSchema(type)?.type !== type)).toEqual([]);
  });

  it("has a definition for every reference", () => {
    const missing = knownTypes().flatMap((type) => {
      const schema = resourceSchema(type);
      const names = [...JSON.stringify(schema).matchAll(/"ref":"([^"]+)"/g)].map(([, name]) => name ?? "");
      return names.filter((name) => schema?.definitions[name] === undefined).map((name) => `${type} ${name}`);
    });

    expect(missing).toEqual([]);
  });
});
