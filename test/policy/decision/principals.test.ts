import { formatPath } from "../../../src/base";
import { validatePolicyDocument } from "../../../src/policy";
import type { Principal } from "../../../src/policy";
import { ALLOW_ALL, decideFor, HERE, policy, root, service, session, THERE, user } from "../builders";

// Cases 45 to 51 of the facts. Pages under https://docs.aws.amazon.com/IAM/latest/UserGuide/:
// reference_policies_elements_principal.html and reference_policies_elements_notprincipal.html.

const BUCKET = "arn:aws:s3:::bucket/key";

/** What a bucket policy of account HERE does for a principal who has no policies of its own. */
function decideBy(element: object, principal: Principal, effect = "Allow") {
  const resource = [policy({ Effect: effect, Action: "s3:GetObject", Resource: BUCKET, ...element })];
  return decideFor(principal, "s3:GetObject", BUCKET, { resource }, {}, HERE);
}
const federated = {
  kind: "federated-user",
  account: HERE,
  partition: "aws",
  arn: `arn:aws:sts::${HERE}:federated-user/fay`,
  name: "fay",
  issuerArn: user("alice").arn,
} as const;
const github = `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`;

describe("Principal in the resource's own account", () => {
  it.each<[string, object, Principal, boolean]>([
    ["a user by its ARN", { AWS: user("alice").arn }, user("alice"), true],
    ["another user", { AWS: user("alice").arn }, user("bob"), false],
    ["a user of that name in another case", { AWS: user("Alice").arn }, user("alice"), false],
    ["a user by its unique id", { AWS: "AIDAALICE" }, user("alice"), true],
    ["a user in a list", { AWS: [user("bob").arn, user("alice").arn] }, user("alice"), true],
    ["a session by the ARN of its role", { AWS: session("app").roleArn }, session("app"), true],
    ["a session by the unique id of its role", { AWS: "AROAAPP" }, session("app"), true],
    ["a session by its own ARN", { AWS: session("app").arn }, session("app"), true],
    ["another session of the role", { AWS: session("app", "s2").arn }, session("app"), false],
    ["a federated user by its ARN", { AWS: federated.arn }, federated, true],
    ["everybody", { AWS: "*" }, user("alice"), true],
    ["everybody, nobody known", { AWS: "*" }, { kind: "anonymous" }, true],
    ["a part of an ARN with a star", { AWS: `arn:aws:iam::${HERE}:user/*` }, user("alice"), false],
    ["the account, by its root ARN", { AWS: `arn:aws:iam::${HERE}:root` }, user("alice"), false],
    ["the account, by its id", { AWS: HERE }, user("alice"), false],
    ["the root user", { AWS: HERE }, root(), true],
    ["a user where only a service is named", { Service: "lambda.amazonaws.com" }, user("alice"), false],
    ["a service", { Service: "lambda.amazonaws.com" }, service("lambda.amazonaws.com"), true],
    ["another service", { Service: "lambda.amazonaws.com" }, service("ec2.amazonaws.com"), false],
    [
      "a service where its name stands for an account",
      { AWS: "lambda.amazonaws.com" },
      service("lambda.amazonaws.com"),
      false,
    ],
    // Case 51.
    ["a role called like a service", { Service: "lambda.amazonaws.com" }, session("lambda.amazonaws.com"), false],
    ["a web identity", { Federated: github }, { kind: "web-identity", provider: github }, true],
    ["another provider", { Federated: "accounts.google.com" }, { kind: "web-identity", provider: github }, false],
    [
      "a SAML provider",
      { Federated: "arn:aws:iam::1:saml-provider/x" },
      { kind: "saml", provider: "arn:aws:iam::1:saml-provider/x" },
      true,
    ],
    ["a session of a web identity", { Federated: github }, { ...session("app"), federatedProvider: github }, true],
    ["a canonical user", { CanonicalUser: "79a59df9" }, user("alice"), false],
  ])("%s", (_, named, principal, allowed) => {
    expect(decideBy({ Principal: named }, principal)).toBe(allowed ? "allowed" : "implicitDeny");
  });

  it("as a star is everybody", () => {
    expect(decideBy({ Principal: "*" }, user("alice"))).toBe("allowed");
    expect(decideBy({ Principal: "*" }, { kind: "anonymous" })).toBe("allowed");
    expect(decideBy({ Principal: "*" }, service("sns.amazonaws.com"))).toBe("allowed");
  });

  it("not given names nobody", () => {
    expect(decideBy({}, user("alice"))).toBe("implicitDeny");
  });

  it("does not reach over partitions", () => {
    const alice = { ...user("alice"), partition: "aws-cn" };
    const named = { AWS: `arn:aws:iam::${HERE}:root` };
    const resource = [policy({ Effect: "Allow", Principal: named, Action: "*", Resource: "*" })];
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource, resourceMustAllow: true, identity: [ALLOW_ALL] })).toBe(
      "implicitDeny",
    );
  });

  it("named for a Deny denies nobody else", () => {
    expect(decideBy({ Principal: { AWS: user("bob").arn } }, user("bob"), "Deny")).toBe("explicitDeny");
    expect(decideBy({ Principal: { AWS: user("bob").arn } }, user("alice"), "Deny")).toBe("implicitDeny");
  });

  it("denies a whole account by its id", () => {
    expect(decideBy({ Principal: { AWS: HERE } }, user("alice"), "Deny")).toBe("explicitDeny");
    expect(decideBy({ Principal: { AWS: HERE } }, user("alice", THERE), "Deny")).toBe("implicitDeny");
  });
});

describe("the root of an account as Principal delegates", () => {
  const named = (aws: string) => [policy({ Effect: "Allow", Principal: { AWS: aws }, Action: "*", Resource: "*" })];

  it.each([HERE, `arn:aws:iam::${HERE}:root`])("to the caller's own policies: %s", (aws) => {
    const resource = named(aws);
    expect(decideFor(user("alice"), "s3:GetObject", BUCKET, { resource })).toBe("implicitDeny");
    expect(decideFor(user("alice"), "s3:GetObject", BUCKET, { resource, identity: [ALLOW_ALL] })).toBe("allowed");
  });

  it("to those of another account", () => {
    const alice = user("alice", THERE);
    const resource = named(THERE);
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource }, {}, HERE)).toBe("implicitDeny");
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource, identity: [ALLOW_ALL] }, {}, HERE)).toBe("allowed");
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource: named(HERE), identity: [ALLOW_ALL] }, {}, HERE)).toBe(
      "implicitDeny",
    );
  });
});

describe("Principal * ", () => {
  const resource = [policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" })];

  it("is enough in the resource's account", () => {
    expect(decideFor(user("alice"), "s3:GetObject", BUCKET, { resource }, {}, HERE)).toBe("allowed");
    expect(decideFor(session("app"), "s3:GetObject", BUCKET, { resource }, {}, HERE)).toBe("allowed");
  });

  it("needs the caller's own policies in another account", () => {
    const alice = user("alice", THERE);
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource }, {}, HERE)).toBe("implicitDeny");
    expect(decideFor(alice, "s3:GetObject", BUCKET, { resource, identity: [ALLOW_ALL] }, {}, HERE)).toBe("allowed");
  });
});

describe("NotPrincipal with Deny", () => {
  const rootArn = `arn:aws:iam::${HERE}:root`;
  const app = session("app");

  it.each<[string, readonly string[], Principal, boolean]>([
    ["a user named with its account is left out", [rootArn, user("bob").arn], user("bob"), false],
    ["another user of the account is not", [rootArn, user("bob").arn], user("alice"), true],
    // "AWS might validate the account first": the user alone may not do.
    ["a user named without its account is not", [user("bob").arn], user("bob"), true],
    ["a session named with role and account is left out", [rootArn, app.roleArn, app.arn], app, false],
    ["another session is not", [rootArn, app.roleArn, app.arn], session("app", "s2"), true],
    ["a session without its role is not", [rootArn, app.arn], app, true],
    ["the root user is left out by its account", [HERE], root(), false],
    ["a service is not left out", [rootArn], service("sns.amazonaws.com"), true],
    ["somebody of another account is not", [rootArn, user("bob").arn], user("bob", THERE), true],
  ])("%s", (_, aws, principal, denied) => {
    const effect = decideBy({ NotPrincipal: { AWS: aws } }, principal, "Deny");
    expect(effect).toBe(denied ? "explicitDeny" : principal.kind === "root" ? "allowed" : "implicitDeny");
  });

  it("leaves a service out that it names", () => {
    const statement = { NotPrincipal: { Service: "sns.amazonaws.com" } };
    expect(decideBy(statement, service("sns.amazonaws.com"), "Deny")).toBe("implicitDeny");
    expect(decideBy(statement, service("sqs.amazonaws.com"), "Deny")).toBe("explicitDeny");
  });

  it("denies whoever has a permissions boundary", () => {
    const resource = [
      policy({ Effect: "Deny", NotPrincipal: { AWS: [rootArn, user("bob").arn] }, Action: "*", Resource: "*" }),
    ];
    const policies = { resource, identity: [ALLOW_ALL] };
    expect(decideFor(user("bob"), "s3:GetObject", BUCKET, policies)).toBe("allowed");
    expect(decideFor(user("bob"), "s3:GetObject", BUCKET, { ...policies, boundary: [ALLOW_ALL] })).toBe("explicitDeny");
  });
});

describe("NotPrincipal with Allow", () => {
  it("allows everybody but those it names in any way", () => {
    const statement = { NotPrincipal: { AWS: user("bob").arn } };
    expect(decideBy(statement, user("bob"))).toBe("implicitDeny");
    expect(decideBy(statement, user("alice"))).toBe("allowed");
    expect(decideBy(statement, { kind: "anonymous" })).toBe("allowed");
    expect(decideBy({ NotPrincipal: { AWS: HERE } }, user("alice"))).toBe("implicitDeny");
  });
});

// reference_policies_elements_notprincipal.html: not in identity policies, nor in trust policies; nor Principal in the former.
describe("a policy that may not have principals, or not these", () => {
  const trust = { Effect: "Allow", Action: "sts:AssumeRole" };
  const identity = { Effect: "Allow", Action: "s3:*", Resource: "*" };

  it.each([
    [
      "identity",
      { ...identity, NotPrincipal: { AWS: HERE } },
      "principal-in-identity-policy",
      "Statement[0].NotPrincipal",
    ],
    ["identity", { ...identity, Principal: { AWS: HERE } }, "principal-in-identity-policy", "Statement[0].Principal"],
    ["trust", { ...trust, NotPrincipal: { AWS: HERE } }, "prohibited-element", "Statement[0].NotPrincipal"],
  ] as const)("is refused: %s %j", (kind, statement, code, path) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const [first] = validatePolicyDocument(text, kind);
    expect([first?.code, formatPath(first?.at?.path ?? [])]).toEqual([code, path]);
  });
});
