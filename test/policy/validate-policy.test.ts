import { validatePolicyDocument } from "../../src/policy";

const BUCKET = "arn:aws:s3:::example_bucket";
const SYNTAX = "Syntax errors in policy.";
const LEGACY = "The policy failed legacy parsing";
const TOO_OLD = "Policy document must be version 2012-10-17 or greater.";
const NO_ACTIONS = "Policy statement must contain actions.";
const NO_RESOURCES = "Policy statement must contain resources.";
const NO_VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const ONE_COLON = "Actions/Condition can contain only one colon.";
const UNIQUE_SIDS = "Statement IDs (SID) in a single policy must be unique.";
const IAM_PATH =
  'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, ' +
  "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, " +
  "access-report/.";

const allow = { Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET };

function policy(...statements: unknown[]): object {
  return { Version: "2012-10-17", Statement: statements.length === 1 ? statements[0] : statements };
}

function firstSentence(document: unknown, kind: "identity" | "managed" | "trust"): string | undefined {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  return validatePolicyDocument(text, kind)[0]?.message;
}

const notOld = { Statement: allow };

// Every sentence here is recorded from AWS: localstack tests/aws/services/iam/test_iam_policies.snapshot.json,
// test_create_policy_invalid_document (February 2026); the number is that of the case there.
describe("a managed policy that AWS refuses", () => {
  it.each<[number, unknown, string]>([
    [0, "This is not a json document", SYNTAX],
    [1, notOld, TOO_OLD],
    [2, { Version: "2008-10-17", Statement: allow }, TOO_OLD],
    [3, { Version: "2013-10-17", Statement: allow }, SYNTAX],
    [4, { Version: "2012-10-17" }, SYNTAX],
    [5, { Version: "2012-10-17", Statement: ["afd"] }, SYNTAX],
    [6, { ...policy(allow), "Extra field": "value" }, SYNTAX],
    [7, policy({ ...allow, "Extra field": "value" }), SYNTAX],
    [8, { ...policy(allow), Id: ["x"] }, SYNTAX],
    [9, { ...policy(allow), Id: {} }, SYNTAX],
    [10, policy({ ...allow, Effect: "invalid" }), SYNTAX],
    [11, policy({ ...allow, Action: "invalid" }), NO_VENDOR],
    [12, policy({ Effect: "Allow", NotAction: "", Resource: BUCKET }), NO_VENDOR],
    [13, policy({ ...allow, Action: "a a:ListBucket" }), "Vendor a a is not valid"],
    [14, policy({ ...allow, Action: "s3:List:Bucket" }), ONE_COLON],
    [15, policy({ ...allow, Action: "s3s:ListBucket" }, { ...allow, Action: "s:3s:ListBucket" }), ONE_COLON],
    [16, policy({ ...allow, Resource: "invalid resource" }), 'Resource invalid resource must be in ARN format or "*".'],
    [
      18,
      policy({ ...allow, Action: "s:3:ListBucket", Resource: "sdfsadf" }),
      'Resource sdfsadf must be in ARN format or "*".',
    ],
    [
      17,
      policy({ ...allow, Sid: "a", Resource: "" }, { ...allow, Resource: "" }),
      'Resource  must be in ARN format or "*".',
    ],
    [19, policy({ ...allow, Resource: ["adf"] }), 'Resource adf must be in ARN format or "*".'],
    [20, policy({ ...allow, Resource: "" }), 'Resource  must be in ARN format or "*".'],
    [
      21,
      policy({ Effect: "Allow", NotAction: "s3s:ListBucket", Resource: "a:bsdfdsafsad" }),
      'Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".',
    ],
    [
      22,
      policy({ ...allow, Resource: "a:b:cadfsdf" }),
      'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".',
    ],
    [
      23,
      policy({ ...allow, Resource: "a:b:c:d:e:f:g:h" }),
      'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
    ],
    [
      24,
      policy({ ...allow, Resource: "aws:s3:::example_bucket" }),
      'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".',
    ],
    [
      25,
      policy({ ...allow, Resource: ["arn:error:s3:::example_bucket", "arn:error:s3::example_bucket"] }),
      'Partition "error" is not valid for resource "arn:error:s3:::example_bucket".',
    ],
    [26, { Version: "2012-10-17", Statement: [] }, SYNTAX],
    [27, policy({ Effect: "Allow", Action: "s3:ListBucket" }), NO_RESOURCES],
    [28, policy({ ...allow, Resource: [] }), NO_RESOURCES],
    [29, policy({ Effect: "Allow", Action: "invalid" }), NO_RESOURCES],
    [30, policy({ Effect: "Allow", Resource: BUCKET }), NO_ACTIONS],
    [31, policy({ Action: "s3:ListBucket", Resource: BUCKET }), SYNTAX],
    [32, policy({ Effect: "Allow" }), NO_ACTIONS],
    [33, policy({ ...allow, Action: [] }), NO_ACTIONS],
    [34, policy({ Effect: "Deny" }, allow), NO_ACTIONS],
    [35, policy({ ...allow, Resource: "arn:aws:iam:::example_bucket" }), IAM_PATH],
    [36, policy({ ...allow, Resource: "arn:aws:s3::example_bucket" }), LEGACY],
    [37, policy({ Effect: "Allow", Resource: "arn:aws:s3::example_bucket" }), LEGACY],
    [
      38,
      policy({ ...allow, Resource: "arn:aws" }),
      "Resource vendor must be fully qualified and cannot contain regexes.",
    ],
    [39, policy({ ...allow, Resource: { a: BUCKET } }), SYNTAX],
    [40, policy({ ...allow, Resource: ["adfdf", {}] }), SYNTAX],
    [41, policy({ ...allow, NotResource: [] }), SYNTAX],
    [42, policy({ ...allow, Action: [[]] }), SYNTAX],
    [43, policy({ ...allow, NotAction: "s3s:ListBucket", Action: [] }), SYNTAX],
    [44, policy({ ...allow, Action: {} }), SYNTAX],
    [45, policy({ ...allow, Condition: [] }), SYNTAX],
    [46, policy({ ...allow, Condition: "a" }), SYNTAX],
    [47, policy({ ...allow, Condition: { a: "b" } }), SYNTAX],
    [48, policy({ ...allow, Condition: { DateGreaterThan: "b" } }), SYNTAX],
    [49, policy({ ...allow, Condition: { DateGreaterThan: [] } }), SYNTAX],
    [50, policy({ ...allow, Condition: { DateGreaterThan: { a: {} } } }), SYNTAX],
    [51, policy({ Effect: "Allow", Resource: BUCKET, Condition: { DateGreaterThan: { a: {} } } }), SYNTAX],
    [52, policy({ ...allow, Condition: { x: { a: "1" } } }), SYNTAX],
    [53, policy({ ...allow, Condition: { "ForAnyValue::StringEqualsIfExists": { a: "asf" } } }), SYNTAX],
    [
      55,
      policy({ ...allow, Resource: "arn:aws:iam:us-east-1::example_bucket" }),
      "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
    ],
    [
      56,
      policy({ ...allow, Resource: "arn:aws:s3:us-east-1::example_bucket" }),
      "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
    ],
    [54, policy({ ...allow, Condition: [{ "ForAllValues:StringEquals": { "aws:TagKeys": "Department" } }] }), SYNTAX],
    [57, policy({ ...allow, Sid: {} }), SYNTAX],
    [58, policy({ ...allow, Sid: [] }), SYNTAX],
    [59, policy({ ...allow, Sid: "sdf" }, { Sid: "sdf", Effect: "Allow" }), UNIQUE_SIDS],
    [
      60,
      {
        Statement: [
          { ...allow, Sid: "sdf" },
          { Sid: "sdf", Effect: "Allow" },
        ],
      },
      TOO_OLD,
    ],
    [61, policy({ ...allow, NotAction: "s3:ListBucket", Action: "iam:dsf" }), SYNTAX],
    [62, policy({ ...allow, NotResource: "*" }), SYNTAX],
    [63, policy({ ...allow, Effect: "denY" }), LEGACY],
    [64, policy({ ...allow, Condition: { DateGreaterThan: { a: "sdfdsf" } } }), LEGACY],
    [65, { Statement: { ...allow, Condition: { DateGreaterThan: { a: "sdfdsf" } } } }, TOO_OLD],
    [66, { Statement: { ...allow, Effect: "denY" } }, TOO_OLD],
    [67, policy({ Effect: "Allow", Condition: { DateGreaterThan: { a: "sdfdsf" } } }), LEGACY],
    [68, policy({ ...allow, Resource: "arn:aws::::example_bucket" }), LEGACY],
    [69, policy({ Effect: "allow", Resource: "arn:aws:s3:us-east-1::example_bucket" }), LEGACY],
    [70, policy({ ...allow, Sid: "sdf", Effect: "aLLow" }, { Sid: "sdf", Effect: "Allow" }), LEGACY],
    [71, policy({ Effect: "Allow", Action: "s3:ListBucket", NotResource: "arn:aws:s3::example_bucket" }), LEGACY],
    [72, policy({ ...allow, Condition: { DateLessThanEquals: { a: "234-13" } } }), LEGACY],
    [73, policy({ ...allow, Condition: { DateLessThanEquals: { a: "2016-12-13t2:00:00.593194+1" } } }), LEGACY],
    [74, policy({ ...allow, Condition: { DateLessThanEquals: { a: "2016-12-13t2:00:00.1999999999+10:59" } } }), LEGACY],
    [75, policy({ ...allow, Condition: { DateLessThan: { a: "9223372036854775808" } } }), LEGACY],
    [76, policy({ ...allow, Resource: "arn:error:s3:::x", Condition: { DateGreaterThan: { a: "sdfdsf" } } }), LEGACY],
    [77, policy({ ...allow, Resource: "arn:aws::fdsasf" }), LEGACY],
  ])("gets the sentence of case %i", (_case, document, sentence) => {
    expect(firstSentence(document, "managed")).toBe(sentence);
  });
});

// Recorded likewise: test_create_policy_valid_document.
describe("a managed policy that AWS accepts", () => {
  it.each<[number, unknown]>([
    [0, policy({ ...allow, Resource: [BUCKET] })],
    [1, policy({ ...allow, Action: "iam: asdf safdsf af " })],
    [2, policy({ ...allow, Resource: [BUCKET, "*"] })],
    [3, policy({ ...allow, Action: "*" })],
    [7, policy({ ...allow, Resource: "arn:aws:iam:::user/example_bucket" })],
    [8, policy({ ...allow, Resource: "arn:aws:s33:::example_bucket" })],
    [9, policy({ ...allow, Resource: "arn:aws:fdsasf" })],
    [10, policy({ ...allow, Condition: {} })],
    [11, policy({ ...allow, Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": "Department" } } })],
    [12, policy({ ...allow, Resource: "arn:aws:cloudwatch:us-east-1::example_bucket" })],
    [13, policy({ ...allow, Resource: "arn:aws:ec2:us-east-1::example_bucket" })],
    [14, policy({ ...allow, Resource: "arn:aws:invalid-service:::example_bucket" })],
    [15, policy({ ...allow, Resource: "arn:aws:invalid-service:us-east-1::example_bucket" })],
    [16, policy({ ...allow, Condition: { DateLessThan: { "aws:CurrentTime": "2017-12-31T23:59:59Z" } } })],
    [17, policy({ ...allow, Condition: { DateGreaterThan: {} } })],
    [18, policy({ ...allow, Condition: { DateGreaterThan: { a: [] } } })],
    [19, policy({ ...allow, Condition: { a: {} } })],
    [22, policy({ Effect: "Allow", NotAction: "s3:ListBucket", Resource: BUCKET })],
    [23, policy({ Effect: "Deny", Action: "s3:*", NotResource: [`${BUCKET}/Payroll`, `${BUCKET}/Payroll/*`] })],
    [24, { ...policy(allow), Id: "sdfsdfsdf" }],
    [25, policy({ ...allow, Action: "aaaaaadsfdsafsadfsadfaaaaa:ListBucket" })],
    [26, policy({ ...allow, Action: "s3-s:ListBucket" })],
    [27, policy({ ...allow, Action: "s3.s:ListBucket" })],
    [28, policy({ Effect: "Allow", NotAction: "s3:ListBucket", NotResource: "*" })],
    [29, policy({ ...allow, Sid: "sdf" }, allow)],
    [30, policy({ ...allow, Condition: { DateGreaterThan: { a: "01T" } } })],
    [31, policy({ ...allow, Condition: { x: {}, y: {} } })],
    [33, policy({ ...allow, Condition: { "ForAnyValue:StringEqualsIfExists": { a: "asf" } } })],
    [35, policy({ ...allow, Condition: { DateLessThanEquals: { a: "2016-12-13T21:20:37.593194+00:00" } } })],
    [36, policy({ ...allow, Condition: { DateLessThanEquals: { a: "2016-12-13t2:00:00.593194+23" } } })],
    [37, policy({ ...allow, Condition: { DateLessThan: { a: "-292275054" } } })],
    [
      38,
      policy({
        ...allow,
        Resource: "arn:aws:iam::*:user/${aws:username}",
        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      }),
    ],
    [42, policy({ ...allow, Resource: "arn:aws:ec2:region:account-id:instance/*" })],
    [43, policy({ ...allow, Resource: `${BUCKET}/\${cognito-identity.amazonaws.com:sub}/*` })],
    [48, policy({ ...allow, Resource: ["arn:aws:rds:region:*:*"] })],
    [49, policy({ ...allow, Sid: "" }, { ...allow, Sid: "" })],
    [50, policy({ ...allow, Resource: "arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point/object/*" })],
  ])("passes as case %i", (_case, document) => {
    expect(validatePolicyDocument(JSON.stringify(document), "managed")).toEqual([]);
  });
});

describe("an inline policy", () => {
  it("may be of the older version or of none", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    expect(validatePolicyDocument(JSON.stringify(notOld), "identity")).toEqual([]);
    expect(validatePolicyDocument(JSON.stringify({ Version: "2008-10-17", Statement: allow }), "identity")).toEqual([]);
  });

  it("names no principal", () => {
    const document = policy({ ...allow, Principal: "*" });

    // Observed in public error logs.
    expect(firstSentence(document, "identity")).toBe("Policy document should not specify a principal.");
  });

  it("has no policy variable in the account of an IAM ARN", () => {
    const document = policy({ ...allow, Resource: "arn:aws:iam::${aws:PrincipalAccount}:role/x" });

    // Observed on a live account.
    expect(firstSentence(document, "identity")).toBe(LEGACY);
  });

  it("is refused with the place of every fault, in the order in which IAM looks", () => {
    const document = policy(allow, { Effect: "Allow", Action: ["s3:GetObject", "GetObject"], Resource: "bucket" });

    const faults = validatePolicyDocument(JSON.stringify(document), "identity");

    expect(faults.map(({ code, at }) => [code, at?.path])).toEqual([
      ["resource-format", ["Statement", 1, "Resource"]],
      ["action-format", ["Statement", 1, "Action", 1]],
    ]);
  });
});

describe("a trust policy", () => {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

  it.each<[string, unknown]>([
    ["a service", trust],
    ["an account id", { ...trust, Principal: { AWS: "111122223333" } }],
    ["a root", { ...trust, Principal: { AWS: "arn:aws:iam::111122223333:root" } }],
    ["everybody", { ...trust, Principal: "*" }],
    ["a session", { ...trust, Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/Admin/me" } }],
    [
      "web identity",
      { ...trust, Action: "sts:AssumeRoleWithWebIdentity", Principal: { Federated: "accounts.google.com" } },
    ],
    ["tagged sessions", { ...trust, Action: ["sts:AssumeRole", "sts:TagSession"] }],
    ["the older version", { ...trust, Condition: { StringEquals: { "sts:ExternalId": "x" } } }],
  ])("may be for %s", (_what, statement) => {
    expect(validatePolicyDocument(JSON.stringify({ Version: "2008-10-17", Statement: [statement] }), "trust")).toEqual(
      [],
    );
  });

  // The first three are recorded (facts/aws-errors.tsv, test_iam_roles), the others observed in public error logs.
  it.each<[string, unknown, string]>([
    ["is no JSON", "{", "This policy contains invalid Json"],
    [
      "has another action",
      policy({ ...trust, Action: "s3:ListBucket" }),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
    ["has a resource", policy({ ...trust, Resource: "*" }), "Has prohibited field Resource"],
    ["names nobody", policy({ Effect: "Allow", Action: "sts:AssumeRole" }), "Missing required field Principal"],
    ["has an unknown element", policy({ ...trust, Principals: {} }), "Unknown field Principals"],
    [
      "has a wildcard in an ARN",
      policy({ ...trust, Principal: { AWS: "arn:aws:iam::111122223333:role/*" } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"',
    ],
    [
      "has a service that is no host name",
      policy({ ...trust, Principal: { Service: "lambda" } }),
      'Invalid principal in policy: "SERVICE":"lambda"',
    ],
  ])("that %s is refused", (_what, document, sentence) => {
    expect(firstSentence(document, "trust")).toBe(sentence);
  });

  it.each([
    ["in another case", policy({ ...trust, Effect: "allow" })],
    ["without statements", policy()],
    ["with NotPrincipal", policy({ Effect: "Allow", NotPrincipal: "*", Action: "sts:AssumeRole" })],
  ])("is refused %s", (_what, document) => {
    expect(validatePolicyDocument(JSON.stringify(document), "trust")).not.toEqual([]);
  });
});

describe("hostile documents", () => {
  it.each([
    ["deep", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["with a __proto__ key", '{"__proto__": {"Version": "2012-10-17"}}'],
    ["of null", "null"],
    ["of a number", "1"],
    ["with a null statement", '{"Version":"2012-10-17","Statement":[null]}'],
    ["with a null principal", '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":null,"Action":1}]}'],
  ])("%s are refused, not crashed on", (_what, text) => {
    for (const kind of ["identity", "managed", "trust"] as const) {
      expect(validatePolicyDocument(text, kind)[0]?.severity).toBe("error");
    }
  });
});
