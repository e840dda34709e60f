import { decide, describePrincipal, explainDecision, findNearMisses, globalContext } from "../../../src/policy";
import type { ApplicablePolicies, PolicySource } from "../../../src/policy";
import { ALLOW_ALL, HERE, policy, root, session, THERE, user } from "../builders";

const OBJECT = "arn:aws:s3:::bucket/key";

function named(id: string, ...statements: object[]): PolicySource {
  return { ...policy(...statements), id, type: "user" };
}
const read = named("reader", { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "*" });
const readToo = named("reader-too", { Sid: "ReadToo", Effect: "Allow", Action: "*", Resource: "*" });
const keepOut = named("keeper", { Sid: "KeepOut", Effect: "Deny", Action: "s3:*", Resource: `${OBJECT}*` });

function ask(policies: ApplicablePolicies, principal = user("alice")) {
  return decide({ principal, action: "s3:GetObject", resource: OBJECT, context: globalContext(principal) }, policies);
}
const sids = (matched: readonly { statement: { sid: string | undefined } }[]): readonly (string | undefined)[] =>
  matched.map(({ statement }) => statement.sid);

describe("a decision", () => {
  it("names every statement that allows, with its policy and its layer", () => {
    const decision = ask({ identity: [read, readToo] });
    expect(decision).toMatchObject({ effect: "allowed", crossAccount: false, stoppedBy: undefined });
    expect(decision.because.map(({ source, layer }) => [source.id, layer])).toEqual([
      ["reader", "identity"],
      ["reader-too", "identity"],
    ]);
    expect(sids(decision.because)).toEqual(["Read", "ReadToo"]);
  });

  it("names the statements that deny, and no others", () => {
    const decision = ask({ identity: [read, keepOut], boundary: [read, keepOut] });
    expect(decision).toMatchObject({ effect: "explicitDeny", stoppedBy: "identity" });
    expect(decision.because.map(({ layer, statement }) => [layer, statement.sid])).toEqual([
      ["identity", "KeepOut"],
      ["boundary", "KeepOut"],
    ]);
  });

  it.each<[string, ApplicablePolicies, string]>([
    ["nothing is allowed", {}, "identity"],
    ["the boundary leaves it out", { identity: [read], boundary: [] }, "boundary"],
    ["the session leaves it out", { identity: [read], session: [] }, "session"],
    ["an SCP leaves it out", { identity: [], scps: [[]] }, "scp"],
    ["an RCP leaves it out", { identity: [], scps: [[]], rcps: [[]] }, "rcp"],
    ["the resource must allow and does not", { identity: [read], resource: [], resourceMustAllow: true }, "resource"],
    ["a later layer denies what an earlier one leaves out", { boundary: [keepOut] }, "boundary"],
  ])("names the layer that stopped it: %s", (_, policies, layer) => {
    expect(ask(policies).stoppedBy).toBe(layer);
    expect(ask(policies).effect).toBe(
      layer === "boundary" && policies.identity === undefined ? "explicitDeny" : "implicitDeny",
    );
  });

  it("says what each layer that was asked answered, and keeps quiet on the others", () => {
    const { layers } = ask({ identity: [read], boundary: [keepOut], scps: [[ALLOW_ALL], []] });
    expect(Object.keys(layers).sort()).toEqual(["boundary", "identity", "scp"]);
    expect(layers.identity).toMatchObject({ effect: "allowed", denies: [] });
    expect(layers.boundary?.effect).toBe("explicitDeny");
    expect(layers.scp?.effect).toBe("implicitDeny");
    expect(sids(layers.identity?.allows ?? [])).toEqual(["Read"]);
  });

  it("says whether it is across accounts", () => {
    const principal = user("alice", THERE);
    const request = { principal, action: "sqs:SendMessage", resource: `arn:aws:sqs:us-east-1:${HERE}:q` };
    expect(decide(request, {}).crossAccount).toBe(true);
    expect(decide({ ...request, resourceAccount: THERE }, {}).crossAccount).toBe(false);
  });

  it("lists the keys that policies ask for and the request has not, once each, those of an organization apart", () => {
    const asks = (key: string, resource = "*") =>
      policy({ Effect: "Allow", Action: "sqs:*", Resource: resource, Condition: { StringEquals: { [key]: "x" } } });
    const decision = ask({
      identity: [asks("aws:username"), asks("aws:ResourceTag/Env"), asks("aws:resourcetag/env")],
      boundary: [asks("kms:ViaService", "arn:aws:sqs:*:*:${saml:sub}")],
      scps: [[asks("aws:SourceVpc")]],
    });
    expect(decision.missingContextKeys).toEqual(["aws:ResourceTag/Env", "saml:sub", "kms:ViaService"]);
  });
});

describe("an explanation", () => {
  it("of an allow names the statements and their place", () => {
    expect(explainDecision(ask({ identity: [read] }))).toBe(
      `allowed: ${user("alice").arn} may s3:GetObject on ${OBJECT}\n` +
        "  Read (Statement[0]) of the identity-based policy reader allows it",
    );
  });

  it("of an explicit deny names what denies", () => {
    expect(explainDecision(ask({ identity: [read], boundary: [ALLOW_ALL, keepOut] }))).toBe(
      `explicit deny: ${user("alice").arn} may not s3:GetObject on ${OBJECT}\n` +
        "  KeepOut (Statement[0]) of the permissions boundary keeper denies it",
    );
  });

  it("of an implicit deny names the layer and what nearly allowed it", () => {
    const policies = {
      identity: [
        named(
          "near",
          { Sid: "Elsewhere", Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::other/*" },
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalTag/team": ["blue", "green"], "aws:username": "bob" } },
          },
        ),
      ],
    };
    expect(explainDecision(ask(policies), policies).split("\n")).toEqual([
      `implicit deny: ${user("alice").arn} may not s3:GetObject on ${OBJECT}`,
      "  no identity-based policy allows it",
      "  Elsewhere (Statement[0]) of the identity-based policy near allows the action, not on this resource",
      "  Statement[1] of the identity-based policy near would allow it, but for",
      "    StringEquals aws:PrincipalTag/team: blue, green (the request does not have it)",
      "    StringEquals aws:username: bob (the request has alice)",
    ]);
  });

  it("tells of the other side across accounts, and whom the resource names instead", () => {
    const alice = user("alice", THERE);
    const policies = {
      identity: [ALLOW_ALL],
      resource: [named("bucket", { Effect: "Allow", Principal: { AWS: HERE }, Action: "*", Resource: "*" })],
    };
    const decision = decide(
      { principal: alice, action: "s3:GetObject", resource: OBJECT, resourceAccount: HERE },
      policies,
    );
    expect(explainDecision(decision, policies).split("\n").slice(1)).toEqual([
      "  no resource-based policy allows it; across accounts both sides must",
      "  Statement[0] of the resource-based policy bucket allows the action, not to this principal",
    ]);
  });

  it("of the root user needs no policy", () => {
    const decision = decide({ principal: root(), action: "s3:GetObject", resource: OBJECT }, {});
    expect(explainDecision(decision)).toContain("the root user of the account needs no policy");
  });

  it("keeps short where many statements nearly allow", () => {
    const many = {
      identity: [
        policy(...Array.from({ length: 8 }, () => ({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::x" }))),
      ],
    };
    expect(findNearMisses(ask(many), many)).toHaveLength(8);
    expect(explainDecision(ask(many), many).split("\n").at(-1)).toBe("  and 3 more statements nearly");
  });

  it.each([
    [root(), `arn:aws:iam::${HERE}:root`],
    [session("app"), `arn:aws:sts::${HERE}:assumed-role/app/s1`],
    [{ kind: "service", service: "sns.amazonaws.com" } as const, "sns.amazonaws.com"],
    [{ kind: "saml", provider: "arn:aws:iam::1:saml-provider/x" } as const, "arn:aws:iam::1:saml-provider/x"],
    [{ kind: "anonymous" } as const, "anonymous"],
  ])("names the principal", (principal, name) => {
    expect(describePrincipal(principal)).toBe(name);
  });
});
