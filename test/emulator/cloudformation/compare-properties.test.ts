import { compareProperties } from "../../../src/emulator/cloudformation/engine/compare-properties";
import { isSame } from "../../../src/emulator/cloudformation/same-value";
import { findPolicyRefusal } from "../../../src/emulator/cloudformation/stack-policy-decision";

describe("comparing properties", () => {
  // Which properties replace: facts/cloudformation.md 3, and the registry's schemas for the others.
  test.each<[string, object, object, object]>([
    ["AWS::IAM::Role", { Path: "/a/" }, { Path: "/b/" }, { Path: "Always" }],
    ["AWS::IAM::Role", { RoleName: "a" }, {}, { RoleName: "Always" }],
    ["AWS::IAM::Role", { Description: "a" }, { Description: "b" }, { Description: "Never" }],
    ["AWS::IAM::User", { Path: "/a/" }, { Path: "/b/" }, { Path: "Never" }],
    ["AWS::IAM::ManagedPolicy", { Description: "a" }, { Description: "b" }, { Description: "Always" }],
    ["AWS::IAM::Policy", { PolicyName: "a" }, { PolicyName: "b" }, { PolicyName: "Never" }],
    ["AWS::SQS::Queue", { DelaySeconds: 1 }, { DelaySeconds: "1" }, {}],
    ["AWS::SQS::Queue", { Tags: [{ Key: "a", Value: "b" }] }, { Tags: [{ Value: "b", Key: "a" }] }, {}],
    ["Custom::Thing", { Size: 1 }, { Size: 2 }, { Size: "Never" }],
    ["Custom::Thing", { ServiceToken: "a" }, { ServiceToken: "b" }, { ServiceToken: "Always" }],
  ])("%s from %j to %j", (type, before, after, expected) => {
    const changes = compareProperties(type, before as never, after as never);
    expect(Object.fromEntries(changes.map(({ name, recreation }) => [name, recreation]))).toEqual(expected);
  });
});

describe("values that mean the same", () => {
  test.each<[unknown, unknown, boolean]>([
    ["1", 1, true],
    [true, "true", true],
    [[1, 2], [2, 1], false],
    [[1], [1, 1], false],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{}, [], false],
    [null, undefined, false],
    ["", undefined, false],
  ])("%j and %j: %s", (one, other, expected) => {
    expect(isSame(one as never, other as never)).toBe(expected);
  });
});

describe("what a stack policy refuses", () => {
  const all = { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" };
  const queue = { logicalId: "MyQueue", type: "AWS::SQS::Queue" };

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
  test.each<[string, object[], boolean]>([
    ["everything is allowed", [all], false],
    ["no statement", [], true],
    ["another action is denied", [all, { ...all, Effect: "Deny", Action: "Update:Replace" }], false],
    ["the action is denied", [all, { ...all, Effect: "Deny", Action: ["Update:Modify", "Update:Delete"] }], true],
    ["another resource is denied", [all, { ...all, Effect: "Deny", Resource: "LogicalResourceId/Other" }], false],
    ["the resource is denied by pattern", [all, { ...all, Effect: "Deny", Resource: "LogicalResourceId/My*" }], true],
    [
      "every resource but this one is denied",
      [all, { Effect: "Deny", Action: "*", NotResource: "LogicalResourceId/MyQueue" }],
      false,
    ],
    [
      "every action but this one is denied",
      [all, { Effect: "Deny", NotAction: "Update:Modify", Resource: "*" }],
      false,
    ],
    [
      "the type is denied",
      [all, { ...all, Effect: "Deny", Condition: { StringEquals: { ResourceType: ["AWS::SQS::Queue"] } } }],
      true,
    ],
    [
      "another type is denied",
      [all, { ...all, Effect: "Deny", Condition: { StringLike: { ResourceType: "AWS::RDS::*" } } }],
      false,
    ],
  ])("%s", (_, Statement, refused) => {
    const refusal = findPolicyRefusal(JSON.stringify({ Statement }), "Update:Modify", queue);
    expect(refusal !== undefined).toBe(refused);
  });

  test("a pattern of many stars is decided at once", () => {
    const Resource = `LogicalResourceId/${"*a".repeat(500)}b`;
    const policy = JSON.stringify({ Statement: [all, { ...all, Effect: "Deny", Resource }] });
    const logicalId = "a".repeat(255);
    const started = performance.now();
    expect(findPolicyRefusal(policy, "Update:Modify", { logicalId, type: "AWS::SQS::Queue" })).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
