import { decideByStatement, decideFor, policyOf, user } from "../builders";

// Cases 1 to 8 and 54, 55 of the facts; pages under https://docs.aws.amazon.com/IAM/latest/UserGuide/.

describe("Action (reference_policies_elements_action.html)", () => {
  it.each([
    ["s3:GetObject", "s3:GetObject", true],
    ["S3:GETOBJECT", "s3:GetObject", true],
    ["s3:getob*", "s3:GetObject", true],
    ["s3:getob*", "S3:GETOBJECTACL", true],
    ["s3:Get?bject", "s3:GetObject", true],
    ["s3:Get?bject", "s3:GetObbject", false],
    ["s3:*Object", "s3:GetObject", true],
    ["s3:*Object", "s3:GetObjectAcl", false],
    ["s3:*", "sqs:SendMessage", false],
    ["*", "sqs:SendMessage", true],
    ["s*:*Message", "sqs:SendMessage", true],
    ["s3:GetObject", "s3:GetObjects", false],
    ["iam:*AccessKey*", "iam:UpdateAccessKey", true],
  ])("%s against %s: %s", (pattern, action, matches) => {
    expect(decideByStatement({ Action: pattern }, { action })).toBe(matches ? "allowed" : "implicitDeny");
  });

  it("may be a list", () => {
    const statement = { Action: ["sqs:*", "s3:Get*"] };
    expect(decideByStatement(statement, { action: "s3:GetObject" })).toBe("allowed");
    expect(decideByStatement(statement, { action: "s3:PutObject" })).toBe("implicitDeny");
  });
});

describe("NotAction (reference_policies_elements_notaction.html)", () => {
  it("leaves out an action whatever its case", () => {
    const statement = { Action: undefined, NotAction: "s3:getobject" };
    expect(decideByStatement(statement, { action: "s3:GetObject" })).toBe("implicitDeny");
    expect(decideByStatement(statement, { action: "s3:PutObject" })).toBe("allowed");
    expect(decideByStatement(statement, { action: "iam:CreateUser" })).toBe("allowed");
  });

  it("with Deny denies everything else and grants nothing", () => {
    const statement = { Effect: "Deny", Action: undefined, NotAction: "iam:*" };
    expect(decideByStatement(statement, { action: "s3:GetObject" })).toBe("explicitDeny");
    expect(decideByStatement(statement, { action: "iam:GetUser" })).toBe("implicitDeny");
  });
});

describe("Resource (reference_policies_elements_resource.html)", () => {
  it.each([
    ["arn:aws:s3:::bucket/key", "arn:aws:s3:::bucket/key", true],
    ["arn:aws:s3:::Bucket/key", "arn:aws:s3:::bucket/key", false],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b/c", true],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/", true],
    ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false],
    ["arn:aws:s3:::bucket/?ey", "arn:aws:s3:::bucket/key", true],
    ["arn:aws:s3:::bucket/?ey", "arn:aws:s3:::bucket/kkey", false],
    ["arn:aws:s3:::bucket/[ab]", "arn:aws:s3:::bucket/a", false],
    ["arn:aws:s3:::bucket/[ab]", "arn:aws:s3:::bucket/[ab]", true],
    ["arn:aws:s3:::bucket.x/*", "arn:aws:s3:::bucketyx/key", false],
    ["arn:aws:s3:::bucket/(a|b)+", "arn:aws:s3:::bucket/aa", false],
    ["arn:aws:s3:::bucket/(a|b)+", "arn:aws:s3:::bucket/(a|b)+", true],
    ["arn:aws:s3:::bucket/^$\\d", "arn:aws:s3:::bucket/^$\\d", true],
    ["arn:aws:s3:::*/test/*/key", "arn:aws:s3:::bucket/1/test/2/3/key", true],
    // A star at the end of a part reaches over the colon.
    ["arn:aws:iam::*", "arn:aws:iam::111122223333:user/bob", true],
    ["arn:aws:sqs:*:*:queue", "arn:aws:sqs:us-east-1:111122223333:queue", true],
    ["*", "arn:aws:s3:::bucket", true],
    ["*", "*", true],
    ["arn:aws:s3:::*", "*", false],
    ["arn:aws:s3:::bucket/line\nbreak*", "arn:aws:s3:::bucket/line\nbreak\nagain", true],
  ])("%s against %s: %s", (pattern, resource, matches) => {
    expect(decideByStatement({ Resource: pattern }, { resource })).toBe(matches ? "allowed" : "implicitDeny");
  });

  // Recorded in localstack's test_iam_policies: IAM takes an ARN of three parts and names the others "*".
  it("reads the parts that an ARN of three parts leaves out as wild", () => {
    expect(decideByStatement({ Resource: "arn:aws:s3" }, { resource: "arn:aws:s3:::bucket" })).toBe("allowed");
    expect(decideByStatement({ Resource: "arn:aws:s3" }, { resource: "arn:aws:sqs:us-east-1:1:q" })).toBe(
      "implicitDeny",
    );
  });
});

describe("NotResource (reference_policies_elements_notresource.html)", () => {
  const statement = { Resource: undefined, NotResource: ["arn:aws:s3:::secret", "arn:aws:s3:::secret/*"] };

  it("is about every resource but those named", () => {
    expect(decideByStatement(statement, { resource: "arn:aws:s3:::secret/key" })).toBe("implicitDeny");
    expect(decideByStatement(statement, { resource: "arn:aws:s3:::bucket/key" })).toBe("allowed");
  });

  it("in a Deny denies every resource but those named", () => {
    const deny = { ...statement, Effect: "Deny" };
    expect(decideByStatement(deny, { resource: "arn:aws:s3:::secret/key" })).toBe("implicitDeny");
    expect(decideByStatement(deny, { resource: "arn:aws:s3:::bucket/key" })).toBe("explicitDeny");
  });
});

describe("Statement (reference_policies_grammar.html)", () => {
  it("may be one object without a list", () => {
    const single = policyOf({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } });
    expect(decideFor(user("alice"), "s3:GetObject", "arn:aws:s3:::b/k", { identity: [single] })).toBe("allowed");
  });

  it.each([{ Action: [] }, { Action: undefined }, { Action: undefined, NotAction: [] }])(
    "that names no action says nothing: %j",
    (statement) => {
      expect(decideByStatement(statement, {})).toBe("implicitDeny");
    },
  );

  it("that names no resource says nothing in an identity policy", () => {
    expect(decideByStatement({ Resource: undefined }, {})).toBe("implicitDeny");
  });
});
