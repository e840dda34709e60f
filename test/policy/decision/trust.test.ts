import { decideTrust, globalContext } from "../../../src/policy";
import type { ApplicablePolicies, ContextValues, Principal } from "../../../src/policy";
import { ALLOW_ALL, HERE, policy, root, service, session, THERE, user } from "../builders";

// Cases 56 to 59, 61 and 67 of the facts. Pages under https://docs.aws.amazon.com/IAM/latest/UserGuide/.

const ROLE = `arn:aws:iam::${HERE}:role/target`;

function mayAssume(
  statement: object,
  principal: Principal,
  policies: Pick<ApplicablePolicies, "identity" | "boundary" | "session" | "scps"> = {},
  context: ContextValues = {},
  action = "sts:AssumeRole",
): boolean {
  const trust = policy({ Effect: "Allow", Action: "sts:AssumeRole", ...statement });
  const request = { principal, action, resource: ROLE, context: { ...globalContext(principal), ...context } };
  return decideTrust(request, trust, policies).effect === "allowed";
}
const own = { identity: [policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE })] };

// reference_policies_evaluation-logic-cross-account.html, id_roles_terms-and-concepts.html
describe("in the role's account", () => {
  it("a user that the trust names needs no policy of its own", () => {
    expect(mayAssume({ Principal: { AWS: user("alice").arn } }, user("alice"))).toBe(true);
    expect(mayAssume({ Principal: { AWS: user("alice").arn } }, user("bob"), { identity: [ALLOW_ALL] })).toBe(false);
  });

  it("a session of a role that the trust names needs no policy of its own", () => {
    expect(mayAssume({ Principal: { AWS: session("app").roleArn } }, session("app"))).toBe(true);
    expect(mayAssume({ Principal: { AWS: session("app").roleArn } }, session("app"), { session: [] })).toBe(false);
  });

  it.each([HERE, `arn:aws:iam::${HERE}:root`])("the account delegates to policies of the caller: %s", (aws) => {
    expect(mayAssume({ Principal: { AWS: aws } }, user("alice"))).toBe(false);
    expect(mayAssume({ Principal: { AWS: aws } }, user("alice"), own)).toBe(true);
    expect(mayAssume({ Principal: { AWS: aws } }, user("alice"), { ...own, boundary: [] })).toBe(false);
    expect(mayAssume({ Principal: { AWS: aws } }, root())).toBe(true);
  });

  it("policies of the caller alone are not enough, not even the root user's", () => {
    const nobody = { Principal: { Service: "lambda.amazonaws.com" } };
    expect(mayAssume(nobody, user("alice"), { identity: [ALLOW_ALL] })).toBe(false);
    expect(mayAssume(nobody, root())).toBe(false);
  });

  it("a deny of the caller's own policies wins", () => {
    const deny = policy({ Effect: "Deny", Action: "sts:*", Resource: "*" });
    expect(mayAssume({ Principal: { AWS: user("alice").arn } }, user("alice"), { identity: [deny] })).toBe(false);
  });

  // reference_policies_elements_principal.html: IAM keeps the unique id of whom a policy names.
  it("somebody made anew under an old name has another id, and no trust", () => {
    const statement = { Principal: { AWS: "AROAOLD" } };
    expect(mayAssume(statement, { ...session("app"), roleId: "AROAOLD" })).toBe(true);
    expect(mayAssume(statement, { ...session("app"), roleId: "AROANEW" })).toBe(false);
  });
});

describe("across accounts", () => {
  const alice = user("alice", THERE);

  it.each([alice.arn, THERE, `arn:aws:iam::${THERE}:root`, "*"])("both sides must allow: %s", (aws) => {
    expect(mayAssume({ Principal: { AWS: aws } }, alice)).toBe(false);
    expect(mayAssume({ Principal: { AWS: aws } }, alice, own)).toBe(true);
    expect(mayAssume({ Principal: { AWS: HERE } }, alice, own)).toBe(false);
  });

  it("service control policies of the caller limit", () => {
    expect(mayAssume({ Principal: { AWS: THERE } }, alice, { ...own, scps: [[ALLOW_ALL]] })).toBe(true);
    expect(mayAssume({ Principal: { AWS: THERE } }, alice, { ...own, scps: [[]] })).toBe(false);
  });
});

describe("services and federated principals", () => {
  it("need the trust alone", () => {
    expect(mayAssume({ Principal: { Service: "lambda.amazonaws.com" } }, service("lambda.amazonaws.com"))).toBe(true);
    expect(mayAssume({ Principal: { Service: "lambda.amazonaws.com" } }, service("ec2.amazonaws.com"))).toBe(false);
  });

  // id_roles_providers_create_oidc.html
  it("are held to the claims of their token", () => {
    const provider = `arn:aws:iam::${HERE}:oidc-provider/token.actions.githubusercontent.com`;
    const statement = {
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:org/repo:*" },
      },
    };
    const may = (sub: string): boolean =>
      mayAssume(
        statement,
        { kind: "web-identity", provider },
        {},
        {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": sub,
        },
        "sts:AssumeRoleWithWebIdentity",
      );
    expect(may("repo:org/repo:ref:refs/heads/main")).toBe(true);
    expect(may("repo:org/other:ref:refs/heads/main")).toBe(false);
  });
});

// id_roles_create_for-user_externalid.html, id_credentials_mfa_configure-api-require.html, id_session-tags.html
describe("conditions of a trust policy", () => {
  const alice = user("alice");

  it.each<[string, object, ContextValues, boolean]>([
    ["the external id is right", { StringEquals: { "sts:ExternalId": "42" } }, { "sts:ExternalId": "42" }, true],
    ["the external id is wrong", { StringEquals: { "sts:ExternalId": "42" } }, { "sts:ExternalId": "43" }, false],
    ["the external id is missing", { StringEquals: { "sts:ExternalId": "42" } }, {}, false],
    ["MFA was used", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, { "aws:MultiFactorAuthPresent": true }, true],
    ["MFA is not in the request", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, {}, false],
    [
      "the source identity is right",
      { StringLike: { "sts:SourceIdentity": "a*" } },
      { "sts:SourceIdentity": "al" },
      true,
    ],
    ["the source identity is missing", { StringLike: { "sts:SourceIdentity": "a*" } }, {}, false],
    ["a session tag is right", { StringEquals: { "aws:RequestTag/team": "x" } }, { "aws:RequestTag/team": "x" }, true],
    ["a session tag is wrong", { StringEquals: { "aws:RequestTag/team": "x" } }, { "aws:RequestTag/team": "y" }, false],
    [
      "the session is called like its user",
      { StringEquals: { "sts:RoleSessionName": "${aws:username}" } },
      { "sts:RoleSessionName": "alice" },
      true,
    ],
  ])("%s", (_, condition, context, allowed) => {
    expect(mayAssume({ Principal: { AWS: alice.arn }, Condition: condition }, alice, {}, context)).toBe(allowed);
  });

  it("sts:TagSession is an action of its own", () => {
    const statement = { Principal: { AWS: alice.arn } };
    expect(mayAssume(statement, alice, {}, {}, "sts:TagSession")).toBe(false);
    const both = { ...statement, Action: ["sts:AssumeRole", "sts:TagSession"] };
    expect(mayAssume(both, alice, {}, {}, "sts:TagSession")).toBe(true);
  });
});

// id_roles_use_revoke-sessions.html
describe("revoking sessions", () => {
  const revoke = policy({
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } },
  });
  const policies = { identity: [ALLOW_ALL, revoke] };
  const everybody = { Principal: "*" };

  it("denies sessions from before, not later ones, nor access keys", () => {
    const app = session("app");
    expect(mayAssume(everybody, app, policies, { "aws:TokenIssueTime": "2025-12-31T23:59:59Z" })).toBe(false);
    expect(mayAssume(everybody, app, policies, { "aws:TokenIssueTime": "2026-01-01T00:00:01Z" })).toBe(true);
    expect(mayAssume(everybody, user("alice"), policies)).toBe(true);
  });
});
