import { conditionHolds, decideByStatement } from "../builders";

// Cases 9 to 30 of the facts. Pages under https://docs.aws.amazon.com/IAM/latest/UserGuide/: where no other is named,
// reference_policies_elements_condition_operators.html, whose examples the tables repeat.

describe("strings", () => {
  it.each([
    ["StringEquals", "iamuser-admin", "iamuser-admin", true],
    ["StringEquals", "iamuser-admin", "dev-ops", false],
    ["StringEquals", "Admin", "admin", false],
    ["StringEquals", "a*", "abc", false],
    ["StringEquals", "a*", "a*", true],
    ["StringEquals", "", "", true],
    ["StringNotEquals", "a", "b", true],
    ["StringNotEquals", "a", "a", false],
    ["StringEqualsIgnoreCase", "preprod", "PreProd", true],
    ["StringEqualsIgnoreCase", "pre*", "prestage", false],
    ["StringNotEqualsIgnoreCase", "preprod", "PREPROD", false],
    ["StringLike", "t2.*", "t2.micro", true],
    ["StringLike", "t2.*", "T2.micro", false],
    ["StringLike", "t?.micro", "t2.micro", true],
    ["StringLike", "*", "", true],
    ["StringLike", "t2", "t2.micro", false],
    ["StringNotLike", "t2.*", "t2.micro", false],
    ["StringNotLike", "t2.*", "m5.large", true],
    ["stringlike", "t2.*", "t2.micro", true],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "ec2:InstanceType": wanted } }, { "ec2:InstanceType": given })).toBe(holds);
  });
});

describe("numbers", () => {
  it.each([
    ["NumericLessThan", "10", 9, true],
    ["NumericLessThan", "9", "10", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericGreaterThan", 100, "99.5", false],
    ["NumericGreaterThanEquals", "-1", "-0.5", true],
    ["NumericEquals", "10", "10.0", true],
    ["NumericEquals", 100, 100, true],
    ["NumericNotEquals", "10", "10", false],
    ["NumericNotEquals", "10", "11", true],
    ["NumericEquals", "ten", "ten", false],
    ["NumericEquals", "10", "0xA", false],
    ["NumericLessThan", "9007199254740993", "9007199254740992", true],
    ["NumericEquals", "9007199254740993", "9007199254740992", false],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "s3:max-keys": wanted } }, { "s3:max-keys": given })).toBe(holds);
  });
});

describe("dates", () => {
  it.each([
    ["DateGreaterThan", "2020-01-01", "2020-01-01T00:00:01Z", true],
    ["DateLessThan", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+02:00", true],
    ["DateLessThan", "2020-01-01T00:00:00-05:00", "2020-01-01T04:59:59Z", true],
    ["DateEquals", "2020-01-01T00:00:00Z", "1577836800", true],
    ["DateEquals", 1577836800, "2020-01-01T00:00:00Z", true],
    ["DateEquals", "2020-01-01T00:00Z", "2020-01-01", true],
    ["DateEquals", "2020", "2020-01-01T00:00:00Z", true],
    ["DateEquals", "2020-01", "2020-01-01T00:00:00Z", true],
    ["DateNotEquals", "2020-01-01", "2020-01-02", true],
    ["DateLessThanEquals", "2020-01-01T00:00:00.500Z", "2020-01-01T00:00:00.500Z", true],
    ["DateGreaterThanEquals", "2020-01-01T00:00:00.500Z", "2020-01-01T00:00:00.499Z", false],
    ["DateGreaterThan", "2020-01-01", "yesterday", false],
    ["DateNotEquals", "2020-01-01", "yesterday", true],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "aws:CurrentTime": wanted } }, { "aws:CurrentTime": given })).toBe(holds);
  });

  it("may be given as dates", () => {
    const given = new Date("2020-06-01T00:00:00Z");
    expect(conditionHolds({ DateGreaterThan: { "aws:CurrentTime": "2020-01-01" } }, { "aws:CurrentTime": given })).toBe(
      true,
    );
  });
});

describe("booleans", () => {
  it.each([
    ["false", "false", true],
    ["false", "true", false],
    ["true", true, true],
    [true, "true", true],
    [["true", "false"], false, true],
    ["yes", "yes", false],
  ])("Bool %s against %s: %s", (wanted, given, holds) => {
    expect(conditionHolds({ Bool: { "aws:SecureTransport": wanted } }, { "aws:SecureTransport": given })).toBe(holds);
  });
});

describe("bytes", () => {
  it.each([
    ["QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true],
    ["QmluYXJ5VmFsdWVJbkJhc2U2NA==", "ASIAIOSFODNN7EXAMPLE", false],
    ["QQ==", "QQ", true],
    ["not base64!", "not base64!", false],
  ])("BinaryEquals %s against %s: %s", (wanted, given, holds) => {
    expect(conditionHolds({ BinaryEquals: { key: wanted } }, { key: given })).toBe(holds);
  });
});

describe("addresses", () => {
  it.each([
    ["IpAddress", "203.0.113.0/24", "203.0.113.1", true],
    ["IpAddress", "203.0.113.0/24", "198.51.100.1", false],
    ["IpAddress", "203.0.113.7", "203.0.113.7", true],
    ["IpAddress", "203.0.113.7", "203.0.113.8", false],
    ["IpAddress", "203.0.113.0/25", "203.0.113.128", false],
    ["IpAddress", "0.0.0.0/0", "203.0.113.8", true],
    ["IpAddress", "0.0.0.0/0", "2001:db8::1", false],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9::1", true],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false],
    ["IpAddress", "2001:db8::1", "2001:0db8:0:0:0:0:0:1", true],
    ["IpAddress", "::ffff:203.0.113.0/120", "::ffff:203.0.113.9", true],
    ["IpAddress", "203.0.113.0/33", "203.0.113.1", false],
    ["IpAddress", "203.0.113/24", "203.0.113.1", false],
    ["IpAddress", "2001:::1", "2001::1", false],
    ["NotIpAddress", ["203.0.113.0/24", "198.51.100.0/24"], "198.51.100.1", false],
    ["NotIpAddress", ["203.0.113.0/24", "198.51.100.0/24"], "192.0.2.1", true],
    // An IPv6 caller is outside every IPv4 range.
    ["NotIpAddress", "203.0.113.0/24", "2001:db8::1", true],
    ["NotIpAddress", "203.0.113.0/24", "nonsense", true],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "aws:SourceIp": wanted } }, { "aws:SourceIp": given })).toBe(holds);
  });
});

describe("ARNs", () => {
  const topic = "arn:aws:sns:us-west-2:123456789012:TOPIC-ID";

  it.each([
    ["ArnEquals", topic, topic, true],
    ["ArnEquals", topic, "arn:aws:sns:us-west-2:777788889999:TOPIC-ID", false],
    ["ArnEquals", "arn:aws:sns:*:123456789012:TOPIC-*", topic, true],
    ["ArnLike", "arn:aws:sns:*:*:TOPIC-ID", topic, true],
    ["ArnLike", "arn:aws:sns:us-west-?:123456789012:TOPIC-ID", topic, true],
    // Part by part: a star does not reach over a colon, and three or five parts are not six.
    ["ArnLike", "arn:aws:sns:*:t", "arn:aws:sns:us-east-1:123456789012:t", false],
    ["ArnLike", "arn:aws:sns:*", topic, false],
    ["ArnLike", "arn:aws:sns:us-west-2:123456789012:topic-id", topic, false],
    ["ArnLike", "arn:aws:lambda:*:*:function:*", "arn:aws:lambda:us-east-1:123456789012:function:f:alias", true],
    ["ArnLike", topic, "not an arn", false],
    ["ArnNotLike", topic, "not an arn", true],
    ["ArnNotEquals", "arn:aws:sns:*:*:TOPIC-ID", topic, false],
    ["ArnNotLike", ["arn:aws:sns:*:*:other", "arn:aws:sns:*:*:TOPIC-ID"], topic, false],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "aws:SourceArn": wanted } }, { "aws:SourceArn": given })).toBe(holds);
  });
});

describe("a key that the request does not have", () => {
  it.each([
    ["StringEquals", "a", false],
    ["StringLike", "*", false],
    ["NumericEquals", "1", false],
    ["DateLessThan", "2999-01-01", false],
    ["Bool", "false", false],
    ["BinaryEquals", "QQ==", false],
    ["IpAddress", "0.0.0.0/0", false],
    ["ArnLike", "arn:*:*:*:*:*", false],
    ["StringNotEquals", "a", true],
    ["StringNotEqualsIgnoreCase", "a", true],
    ["StringNotLike", "*", true],
    ["NumericNotEquals", "1", true],
    ["DateNotEquals", "2020-01-01", true],
    ["NotIpAddress", "0.0.0.0/0", true],
    ["ArnNotEquals", "arn:*:*:*:*:*", true],
    ["ArnNotLike", "arn:*:*:*:*:*", true],
  ])("lets %s %s be %s", (operator, wanted, holds) => {
    expect(conditionHolds({ [operator]: { "aws:SourceArn": wanted } }, {})).toBe(holds);
    expect(conditionHolds({ [`${operator}IfExists`]: { "aws:SourceArn": wanted } }, {})).toBe(true);
  });

  it("lets a Deny with NotIpAddress apply", () => {
    const statement = { Effect: "Deny", Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } };
    expect(decideByStatement(statement, {})).toBe("explicitDeny");
  });

  it("keeps a Deny for want of MFA from applying to access keys, unless it says IfExists", () => {
    const key = "aws:MultiFactorAuthPresent";
    expect(decideByStatement({ Effect: "Deny", Condition: { Bool: { [key]: "false" } } }, {})).toBe("implicitDeny");
    expect(decideByStatement({ Effect: "Deny", Condition: { BoolIfExists: { [key]: "false" } } }, {})).toBe(
      "explicitDeny",
    );
  });

  it.each([
    ["t1.micro", true],
    ["m2.micro", false],
    [undefined, true],
  ])("StringLikeIfExists on %s: %s", (given, holds) => {
    const condition = { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*", "m3.*"] } };
    expect(conditionHolds(condition, { "ec2:InstanceType": given })).toBe(holds);
  });
});

describe("many values, keys and operators (reference_policies_condition-logic-multiple-context-keys-or-values.html)", () => {
  it("one value of many is enough", () => {
    expect(conditionHolds({ StringEquals: { key: ["a", "b"] } }, { key: "b" })).toBe(true);
  });

  it("none of many may match a negated operator", () => {
    expect(conditionHolds({ StringNotEquals: { key: ["a", "b"] } }, { key: "b" })).toBe(false);
    expect(conditionHolds({ StringNotEquals: { key: ["a", "b"] } }, { key: "c" })).toBe(true);
  });

  it("all keys and all operators must hold", () => {
    const condition = { StringEquals: { one: "1", two: "2" }, Bool: { three: "true" } };
    expect(conditionHolds(condition, { one: "1", two: "2", three: true })).toBe(true);
    expect(conditionHolds(condition, { one: "1", two: "x", three: true })).toBe(false);
    expect(conditionHolds(condition, { one: "1", two: "2", three: false })).toBe(false);
  });

  it("no values match nothing", () => {
    expect(conditionHolds({ StringEquals: { key: [] } }, { key: "a" })).toBe(false);
    expect(conditionHolds({ StringNotEquals: { key: [] } }, { key: "a" })).toBe(true);
  });

  it("an empty Condition always holds", () => {
    expect(conditionHolds({}, {})).toBe(true);
    expect(conditionHolds({ StringEquals: {} }, {})).toBe(true);
  });
});

describe("names of keys (reference_policies_elements_condition.html)", () => {
  it.each([
    ["AWS:sourceip", "aws:SourceIp"],
    ["aws:ResourceTag/ENV", "aws:ResourceTag/env"],
  ])("%s is %s", (written, given) => {
    expect(conditionHolds({ StringEquals: { [written]: "x" } }, { [given]: "x" })).toBe(true);
  });

  it("know no case, values of tags do", () => {
    expect(conditionHolds({ StringEquals: { "aws:ResourceTag/env": "Prod" } }, { "aws:ResourceTag/env": "prod" })).toBe(
      false,
    );
  });
});

// reference_policies_condition-single-vs-multi-valued-context-keys.html
describe("set operators", () => {
  it.each([
    ["ForAllValues:StringEquals", ["a", "b"], ["a"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringEquals", ["a", "b"], [], true],
    ["ForAllValues:StringEquals", ["a", "b"], undefined, true],
    ["ForAllValues:StringEquals", ["a", "b"], "", true],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], true],
    ["ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], false],
    ["ForAllValues:StringLike", "a*", ["ab", "ac"], true],
    ["ForAllValues:ArnLike", "arn:aws:s3:::*", ["arn:aws:s3:::x", "arn:aws:s3:::y"], true],
    ["ForAllValues:NumericLessThan", "5", [1, 2], true],
    ["ForAllValues:NumericLessThan", "5", [1, 7], false],
    ["ForAllValues:Bool", "true", [true, true], true],
    ["ForAllValues:Bool", "true", [true, false], false],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c", "a"], true],
    ["ForAnyValue:StringEquals", ["a", "b"], ["c"], false],
    ["ForAnyValue:StringEquals", ["a", "b"], [], false],
    ["ForAnyValue:StringEquals", ["a", "b"], undefined, false],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], true],
    ["ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], false],
    ["ForAnyValue:StringNotEquals", ["a", "b"], undefined, false],
    ["ForAnyValue:StringEqualsIfExists", ["a", "b"], undefined, true],
    ["ForAnyValue:IpAddress", "203.0.113.0/24", ["192.0.2.1", "203.0.113.4"], true],
    ["ForAnyValue:DateLessThan", "2020-01-01", ["2021-01-01", "2019-01-01"], true],
    ["forallvalues:stringequals", "a", ["a"], true],
  ])("%s %s against %s: %s", (operator, wanted, given, holds) => {
    expect(conditionHolds({ [operator]: { "aws:TagKeys": wanted } }, { "aws:TagKeys": given })).toBe(holds);
  });

  it("guarded by Null, ForAllValues does not hold for a missing key", () => {
    const condition = {
      "ForAllValues:StringEquals": { "aws:TagKeys": "env" },
      Null: { "aws:TagKeys": "false" },
    };
    expect(conditionHolds(condition, {})).toBe(false);
    expect(conditionHolds(condition, { "aws:TagKeys": [] })).toBe(false);
    expect(conditionHolds(condition, { "aws:TagKeys": ["env"] })).toBe(true);
  });

  // The examples of the page for ec2:CreateTags.
  it.each([
    [["environment"], { "aws:RequestTag/environment": "preprod" }, true],
    [["environment", "costcenter"], { "aws:RequestTag/environment": "PreProd" }, true],
    [["Environment"], { "aws:RequestTag/Environment": "preprod" }, false],
    [["costcenter"], { "aws:RequestTag/environment": "preprod" }, false],
    [undefined, { "aws:RequestTag/environment": "storage" }, false],
    [["environment"], {}, false],
    [undefined, {}, false],
  ])("tag keys %s with %s: %s", (keys, tags, holds) => {
    const condition = {
      StringEqualsIgnoreCase: { "aws:RequestTag/environment": ["preprod", "storage"] },
      "ForAnyValue:StringEquals": { "aws:TagKeys": "environment" },
    };
    expect(conditionHolds(condition, { "aws:TagKeys": keys, ...tags })).toBe(holds);
  });
});

describe("Null", () => {
  it.each([
    ["true", undefined, true],
    ["true", "x", false],
    ["false", undefined, false],
    ["false", "x", true],
    [true, undefined, true],
    [false, "x", true],
    [["true", "false"], undefined, true],
  ])("%s for %s: %s", (wanted, given, holds) => {
    expect(conditionHolds({ Null: { "aws:TokenIssueTime": wanted } }, { "aws:TokenIssueTime": given })).toBe(holds);
  });
});

describe("values that are no strings (reference_policies_grammar.html)", () => {
  it("are equal to their texts", () => {
    expect(conditionHolds({ Bool: { key: true } }, { key: "true" })).toBe(true);
    expect(conditionHolds({ StringEquals: { key: 100 } }, { key: "100" })).toBe(true);
    expect(conditionHolds({ NumericEquals: { key: 100 } }, { key: "100" })).toBe(true);
  });
});
