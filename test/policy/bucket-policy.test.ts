import { validateBucketPolicy } from "../../src/policy";

const BUCKET = "arn:aws:s3:::own";
const STATEMENT = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${BUCKET}/*` };

function firstOf(document: unknown): string | undefined {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return validateBucketPolicy(text, "own")[0]?.message;
}

function firstIn(elements: object): string | undefined {
  return firstOf({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...elements }] });
}

describe("a bucket's policy", () => {
  it.each<[string, object]>([
    ["all actions on the bucket and its objects", { Action: "s3:*", Resource: [BUCKET, `${BUCKET}/*`] }],
    ["all actions on objects only", { Action: "s3:*" }],
    ["any action", { Action: "*", Resource: BUCKET }],
    ["a pattern of which some actions fit", { Action: "s3:Get*", Resource: BUCKET }],
    ["another case", { Action: "S3:getobject" }],
    ["buckets whose names begin alike", { Action: ["s3:ListBucket", "s3:GetObject"], Resource: "arn:aws:s3:::o*" }],
    ["a variable", { Resource: `${BUCKET}/home/\${aws:username}/*` }],
    ["another partition", { Resource: "arn:aws-cn:s3:::own/*" }],
    ["all but some principals", { Principal: undefined, NotPrincipal: { AWS: "123456789012" }, Effect: "Deny" }],
    ["all but some actions", { Action: undefined, NotAction: "s3:GetObject" }],
    ["all but some resources", { Resource: undefined, NotResource: `${BUCKET}/public/*` }],
    ["a service", { Principal: { Service: "cloudtrail.amazonaws.com" } }],
    ["a canonical user", { Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbaced" } }],
    [
      "an origin access identity",
      { Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL" } },
    ],
    ["a Sid with spaces", { Sid: "Only over TLS" }],
  ])("may have %s", (_what, elements) => {
    expect(firstIn(elements)).toBeUndefined();
  });

  it("may be of the older version, have an id and a single statement", () => {
    expect(firstOf({ Version: "2008-10-17", Id: "P", Statement: STATEMENT })).toBeUndefined();
    expect(firstOf({ Statement: [STATEMENT] })).toBeUndefined();
  });

  // Sources of the sentences: src/policy/bucket-policy.ts.
  it.each<[string, unknown, string]>([
    ["text", "not json", "Policies must be valid JSON and the first byte must be '{'"],
    ["a list", [], "Policies must be valid JSON and the first byte must be '{'"],
    ["half a document", '{"Statement":', "This policy contains invalid Json"],
    ["a document without statements", {}, "Missing required field Statement"],
    ["a document with no statement", { Statement: [] }, "Could not parse the policy: Statement is empty!"],
    [
      "an unknown version",
      { Version: "2020-01-01", Statement: STATEMENT },
      "The policy must contain a valid version string",
    ],
    ["a statement that is none", { Statement: [STATEMENT, "no"] }, "Invalid policy syntax."],
    [
      "more than 20 KB",
      { Statement: [{ ...STATEMENT, Sid: "x".repeat(20_480) }] },
      "Normalized policy document exceeds the maximum allowed size of 20480 bytes",
    ],
  ])("is not %s", (_what, document, message) => {
    expect(firstOf(document)).toBe(message);
  });

  it.each<[string, object, string]>([
    ["no effect", { Effect: undefined }, "Missing required field Effect"],
    ["no principal", { Principal: undefined }, "Missing required field Principal"],
    ["no action", { Action: undefined }, "Missing required field Action"],
    ["no resource", { Resource: undefined }, "Missing required field Resource"],
    ["an unknown element", { Principle: "*" }, "Unknown field Principle"],
    ["an effect in another case", { Effect: "allow" }, "Invalid effect: allow"],
    ["a null as its action", { Action: null }, "Invalid policy syntax."],
    ["no text as its resource", { Resource: [1] }, "Invalid policy syntax."],
    ["a principal without a type", { Principal: "arn:aws:iam::123456789012:root" }, "Invalid policy syntax."],
    [
      "a pattern as its principal",
      { Principal: { AWS: "arn:aws:iam::123456789012:role/*" } },
      "Invalid principal in policy",
    ],
    ["an action of another service", { Action: "sqs:SendMessage" }, "Policy has invalid action"],
    ["an action that S3 does not have", { Action: "s3:PutObjectLockConfiguration" }, "Policy has invalid action"],
    ["an action of no bucket", { Action: "s3:ListAllMyBuckets" }, "Policy has invalid action"],
    ["everything as its resource", { Resource: "*" }, "Policy has invalid resource"],
    ["another bucket", { Resource: [`${BUCKET}/*`, "arn:aws:s3:::other/*"] }, "Policy has invalid resource"],
    [
      "an action on objects for the bucket",
      { Action: "s3:PutObject", Resource: BUCKET },
      "Action does not apply to any resource(s) in statement",
    ],
    [
      "one action too many for objects",
      { Action: ["s3:GetObject", "s3:ListBucket"] },
      "Action does not apply to any resource(s) in statement",
    ],
  ])("with %s is refused", (_what, elements, message) => {
    expect(firstIn(elements)).toBe(message);
  });

  it("is refused also where it is very deep", () => {
    const depth = 100_000;
    const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(firstOf(`{"Statement":${deep}}`)).toBe("Invalid policy syntax.");
    expect(firstOf(`{"Statement":{"Effect":"Allow","Principal":${deep},"Action":"s3:*","Resource":"${BUCKET}"}}`)).toBe(
      "Normalized policy document exceeds the maximum allowed size of 20480 bytes",
    );
  });
});
