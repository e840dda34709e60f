import type { ContextValues } from "../../../src/policy";
import { decideFor, policyOf, user } from "../builders";

// Cases 31 to 39 of the facts; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.

/** What one statement does for `alice`, who has no keys but those given. */
function decideBy(
  statement: object,
  context: ContextValues,
  resource = "arn:aws:s3:::bucket/alice",
  version = "2012-10-17",
) {
  const source = policyOf({
    Version: version,
    Statement: { Effect: "Allow", Action: "*", Resource: "*", ...statement },
  });
  return decideFor(
    user("nobody"),
    "s3:GetObject",
    resource,
    { identity: [source] },
    { "aws:username": undefined, ...context },
  );
}
const HOME = { Resource: "arn:aws:s3:::bucket/${aws:username}" };

describe("a variable in Resource", () => {
  it("stands for the value of the request", () => {
    expect(decideBy(HOME, { "aws:username": "alice" })).toBe("allowed");
    expect(decideBy(HOME, { "aws:username": "bob" })).toBe("implicitDeny");
  });

  it("is text in a policy of the older version", () => {
    expect(decideBy(HOME, { "aws:username": "alice" }, undefined, "2008-10-17")).toBe("implicitDeny");
    expect(decideBy(HOME, { "aws:username": "alice" }, "arn:aws:s3:::bucket/${aws:username}", "2008-10-17")).toBe(
      "allowed",
    );
  });

  it("is text in a policy without a version", () => {
    const source = policyOf({ Statement: { Effect: "Allow", Action: "*", ...HOME } });
    const decide = (resource: string) => decideFor(user("alice"), "s3:GetObject", resource, { identity: [source] });
    expect(decide("arn:aws:s3:::bucket/alice")).toBe("implicitDeny");
    expect(decide("arn:aws:s3:::bucket/${aws:username}")).toBe("allowed");
  });

  it("without a value matches no resource", () => {
    expect(decideBy(HOME, {})).toBe("implicitDeny");
    expect(decideBy(HOME, {}, "arn:aws:s3:::bucket/")).toBe("implicitDeny");
  });

  it("without a value leaves nothing out of NotResource", () => {
    const statement = { Resource: undefined, NotResource: HOME.Resource };
    expect(decideBy(statement, {})).toBe("allowed");
    expect(decideBy(statement, { "aws:username": "alice" })).toBe("implicitDeny");
  });

  it("with many values matches no resource", () => {
    expect(decideBy(HOME, { "aws:username": ["alice", "bob"] })).toBe("implicitDeny");
  });

  it("knows no case in its name", () => {
    expect(decideBy({ Resource: "arn:aws:s3:::bucket/${AWS:UserName}" }, { "aws:username": "alice" })).toBe("allowed");
  });

  it.each([
    ["in the service", "arn:aws:${key}:::bucket/alice", "s3"],
    ["in the region", "arn:aws:sqs:${key}:111122223333:queue", "us-east-1"],
    ["in the account", "arn:aws:sqs:us-east-1:${key}:queue", "111122223333"],
  ])("is not substituted before the fifth colon: %s", (_, pattern, value) => {
    expect(decideBy({ Resource: pattern }, { key: value }, pattern.replace("${key}", value))).toBe("implicitDeny");
  });

  it("keeps its colon and its neighbours", () => {
    const statement = { Resource: "arn:aws:logs:*:*:log-group:${aws:username}:*" };
    expect(decideBy(statement, { "aws:username": "a" }, "arn:aws:logs:us-east-1:111122223333:log-group:a:s")).toBe(
      "allowed",
    );
  });
});

describe("a value with a wildcard", () => {
  it("is text in a Resource", () => {
    expect(decideBy(HOME, { "aws:username": "*" })).toBe("implicitDeny");
    expect(decideBy(HOME, { "aws:username": "alic?" })).toBe("implicitDeny");
    expect(decideBy(HOME, { "aws:username": "*" }, "arn:aws:s3:::bucket/*")).toBe("allowed");
  });

  it.each(["StringLike", "ArnLike"])("is text in %s", (operator) => {
    const condition = { Condition: { [operator]: { given: "arn:aws:s3:::${tag}" } } };
    expect(decideBy(condition, { tag: "*", given: "arn:aws:s3:::secret" })).toBe("implicitDeny");
    expect(decideBy(condition, { tag: "*", given: "arn:aws:s3:::*" })).toBe("allowed");
  });

  it("is not looked through for variables", () => {
    expect(decideBy(HOME, { "aws:username": "${x}", x: "alice" })).toBe("implicitDeny");
  });
});

describe("a default value", () => {
  const statement = { Resource: "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'company-wide'}/*" };

  it.each([
    [undefined, "arn:aws:s3:::bucket/company-wide/x", "allowed"],
    ["blue", "arn:aws:s3:::bucket/blue/x", "allowed"],
    ["blue", "arn:aws:s3:::bucket/company-wide/x", "implicitDeny"],
    ["", "arn:aws:s3:::bucket//x", "allowed"],
  ])("for the tag %s and %s: %s", (team, resource, effect) => {
    expect(decideBy(statement, { "aws:PrincipalTag/team": team }, resource)).toBe(effect);
  });

  it("is text, whatever is in it", () => {
    const wild = { Resource: "arn:aws:s3:::bucket/${team, '*'}" };
    expect(decideBy(wild, {}, "arn:aws:s3:::bucket/x")).toBe("implicitDeny");
    expect(decideBy(wild, {}, "arn:aws:s3:::bucket/*")).toBe("allowed");
  });
});

describe("the special characters", () => {
  it.each([
    ["${*}", "*", "x"],
    ["${?}", "?", "x"],
    ["${$}", "$", "x"],
    ["${$}{aws:username}", "${aws:username}", "alice"],
  ])("%s is %s", (written, meant, other) => {
    const statement = { Resource: `arn:aws:s3:::bucket/${written}` };
    expect(decideBy(statement, {}, `arn:aws:s3:::bucket/${meant}`)).toBe("allowed");
    expect(decideBy(statement, { "aws:username": "alice" }, `arn:aws:s3:::bucket/${other}`)).toBe("implicitDeny");
  });

  it("work in conditions", () => {
    const condition = { Condition: { StringLike: { key: "a${*}*" } } };
    expect(decideBy(condition, { key: "a*b" })).toBe("allowed");
    expect(decideBy(condition, { key: "ab" })).toBe("implicitDeny");
  });
});

describe("a variable in a condition", () => {
  it.each([
    ["StringEquals", "home/${aws:username}", "home/alice", "allowed"],
    ["StringEqualsIgnoreCase", "HOME/${aws:username}", "home/ALICE", "allowed"],
    ["StringLike", "home/${aws:username}/*", "home/alice/x", "allowed"],
    ["StringNotEquals", "home/${aws:username}", "home/alice", "implicitDeny"],
    ["ArnEquals", "arn:aws:iam::1:user/${aws:username}", "arn:aws:iam::1:user/alice", "allowed"],
    ["ArnNotLike", "arn:aws:iam::1:user/${aws:username}", "arn:aws:iam::1:user/alice", "implicitDeny"],
  ])("%s substitutes %s", (operator, wanted, given, effect) => {
    expect(decideBy({ Condition: { [operator]: { given: wanted } } }, { "aws:username": "alice", given })).toBe(effect);
  });

  it.each([
    ["StringEquals", "implicitDeny"],
    ["StringLike", "implicitDeny"],
    ["StringNotEquals", "allowed"],
    ["StringNotLike", "allowed"],
  ])("without a value: %s is %s", (operator, effect) => {
    expect(decideBy({ Condition: { [operator]: { given: "${aws:username}" } } }, { given: "alice" })).toBe(effect);
  });

  it("without a value does not keep other values from matching", () => {
    const condition = { Condition: { StringEquals: { given: ["${aws:username}", "public"] } } };
    expect(decideBy(condition, { given: "public" })).toBe("allowed");
  });

  it.each([
    ["NumericEquals", "5"],
    ["DateEquals", "2020-01-01"],
    // The page of operators says that Bool takes variables; this one, that it does not.
    ["Bool", "true"],
    ["BinaryEquals", "QQ=="],
    ["IpAddress", "203.0.113.1"],
    ["Null", "true"],
  ])("%s does not substitute", (operator, value) => {
    const source = { Condition: { [operator]: { given: "${key}" } } };
    // A date that is a variable is refused when the policy is saved, not here.
    expect(decideBy(source, { key: value, given: value })).toBe("implicitDeny");
  });
});

describe("text that looks like a variable", () => {
  it.each(["${unclosed", "${", "$", "$x}", "}", "${a${b"])("is text where it never closes: %s", (text) => {
    const statement = { Resource: `arn:aws:s3:::bucket/${text}*` };
    expect(decideBy(statement, {}, `arn:aws:s3:::bucket/${text}/x`)).toBe("allowed");
  });

  it("of a name that nobody knows matches nothing", () => {
    expect(decideBy({ Resource: "arn:aws:s3:::bucket/${}" }, {}, "arn:aws:s3:::bucket/${}")).toBe("implicitDeny");
  });
});
