import fc from "fast-check";
import { knownTypes, validateProperties } from "../../src/aws";

const ROLE = "arn:aws:iam::123456789012:role/Reader";
const CODE = { S3Bucket: "b", S3Key: "k" };

describe("properties that CloudFormation takes", () => {
  it.each([
    ["text", "AWS::SQS::Queue", { QueueName: "q" }],
    ["a number as text", "AWS::SQS::Queue", { DelaySeconds: "5" }],
    ["a number where text is meant", "AWS::SQS::Queue", { QueueName: 5 }],
    ["a boolean as text", "AWS::SQS::Queue", { FifoQueue: "true" }],
    ["a boolean where text is meant", "AWS::SQS::Queue", { QueueName: true }],
    ["a mapping for JSON", "AWS::SQS::Queue", { RedrivePolicy: { deadLetterTargetArn: "x", maxReceiveCount: 3 } }],
    ["text for JSON", "AWS::SQS::Queue", { RedrivePolicy: '{"maxReceiveCount":3}' }],
    ["anything inside JSON", "AWS::IAM::Policy", { PolicyName: "p", PolicyDocument: { What: [{ Ever: null }] } }],
    ["tags", "AWS::SQS::Queue", { Tags: [{ Key: "a", Value: "b" }] }],
    ["a mapping of texts", "AWS::Lambda::Function", { Role: ROLE, Code: CODE, Environment: { Variables: { A: 1 } } }],
    ["null as if it were absent", "AWS::SQS::Queue", { QueueName: null }],
    ["further properties of a custom resource", "Custom::Thing", { ServiceToken: "x", Whatever: { a: [1] } }],
    ["anything for a type that is not known", "AWS::Nothing::Known", { A: 1 }],
    ["a large number", "AWS::SSM::Parameter", { Type: "String", Value: 1e21 }],
  ])("%s", (_, type, properties) => {
    expect(validateProperties(type, properties)).toEqual([]);
  });
});

describe("properties that CloudFormation refuses", () => {
  it.each([
    ["an unknown property", { QueueNam: "q" }, [{ kind: "unknown", path: [], property: "QueueNam" }]],
    ["one called __proto__", JSON.parse('{"__proto__": 1}'), [{ kind: "unknown", path: [], property: "__proto__" }]],
    ["one called constructor", { constructor: 1 }, [{ kind: "unknown", path: [], property: "constructor" }]],
    [
      "a list where text is meant",
      { QueueName: ["q"] },
      [{ kind: "type", path: ["QueueName"], expected: "String", found: "JSONArray" }],
    ],
    [
      "text that is no number",
      { DelaySeconds: "five" },
      [{ kind: "type", path: ["DelaySeconds"], expected: "Integer", found: "String" }],
    ],
    [
      "a fraction where a whole number is meant",
      { DelaySeconds: 1.5 },
      [{ kind: "type", path: ["DelaySeconds"], expected: "Integer", found: "Number" }],
    ],
    [
      "text that is no boolean",
      { FifoQueue: "yes" },
      [{ kind: "type", path: ["FifoQueue"], expected: "Boolean", found: "String" }],
    ],
    [
      "a mapping where a list is meant",
      { Tags: { a: "b" } },
      [{ kind: "type", path: ["Tags"], expected: "JSONArray", found: "JSONObject" }],
    ],
    [
      "text among tags",
      { Tags: [{ Key: "a", Value: "b" }, "c"] },
      [{ kind: "type", path: ["Tags", 1], expected: "JSONObject", found: "String" }],
    ],
    ["a tag without a key", { Tags: [{ Value: "b" }] }, [{ kind: "missing", path: ["Tags", 0], property: "Key" }]],
  ])("%s", (_, properties, faults) => {
    expect(validateProperties("AWS::SQS::Queue", properties as Record<string, unknown>)).toEqual(faults);
  });

  it("names what is missing, what is unknown below, and where", () => {
    expect(validateProperties("AWS::Lambda::Function", { Code: { S3Bukket: "b" }, VpcConfig: "x" })).toEqual([
      { kind: "missing", path: [], property: "Role" },
      { kind: "unknown", path: ["Code"], property: "S3Bukket" },
      { kind: "type", path: ["VpcConfig"], expected: "JSONObject", found: "String" },
    ]);
  });

  it("names required properties of elements of a list", () => {
    const properties = { Targets: [{ Arn: "a", Id: "1" }, { Arn: "b" }] };

    expect(validateProperties("AWS::Events::Rule", properties)).toEqual([
      { kind: "missing", path: ["Targets", 1], property: "Id" },
    ]);
  });

  it("wants a service token of a custom resource", () => {
    expect(validateProperties("Custom::Thing", {})).toEqual([{ kind: "missing", path: [], property: "ServiceToken" }]);
  });
});

describe("any properties at all", () => {
  it("are judged without a crash", () => {
    const type = fc.constantFrom(...knownTypes().filter((_, index) => index % 37 === 0), "Custom::X");

    fc.assert(
      fc.property(type, fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: false }), (each, properties) => {
        expect(Array.isArray(validateProperties(each, properties as Record<string, unknown>))).toBe(true);
      }),
    );
  });
});
