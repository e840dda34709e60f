import type { ApplicablePolicies, DecisionEffect, Principal } from "../../../src/policy";
import { ALLOW_ALL, decideFor, HERE, policy, root, service, session, THERE, user } from "../builders";

// Cases 40 to 47 and 52 to 54 of the facts. Pages under https://docs.aws.amazon.com/IAM/latest/UserGuide/.

const OBJECT = "arn:aws:s3:::bucket/key";
const READ = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
const OTHER = policy({ Effect: "Allow", Action: "sqs:*", Resource: "*" });
const DENY = policy({ Effect: "Deny", Action: "s3:*", Resource: "*" });

function grantTo(principal: string) {
  return [policy({ Effect: "Allow", Principal: { AWS: principal }, Action: "s3:GetObject", Resource: "*" })];
}
function decideOn(principal: Principal, policies: ApplicablePolicies, owner = HERE): DecisionEffect {
  return decideFor(principal, "s3:GetObject", OBJECT, policies, {}, owner);
}
const federated = {
  kind: "federated-user",
  account: HERE,
  partition: "aws",
  arn: `arn:aws:sts::${HERE}:federated-user/fay`,
  name: "fay",
  issuerArn: user("alice").arn,
} as const;

describe("identity policies (reference_policies_evaluation-logic_policy-eval-denyallow.html)", () => {
  it.each<[string, ApplicablePolicies, DecisionEffect]>([
    ["nothing is allowed without a policy", {}, "implicitDeny"],
    ["one of many allows", { identity: [OTHER, READ] }, "allowed"],
    ["one of many denies, before", { identity: [DENY, READ] }, "explicitDeny"],
    ["one of many denies, after", { identity: [READ, DENY] }, "explicitDeny"],
    ["a boundary denies", { identity: [READ], boundary: [ALLOW_ALL, DENY] }, "explicitDeny"],
    ["a policy of the resource denies nobody it does not name", { identity: [READ], resource: [DENY] }, "allowed"],
  ])("%s", (_, policies, effect) => {
    expect(decideOn(user("alice"), policies)).toBe(effect);
  });

  it("do not hold the root user of the account, policies of the resource do", () => {
    const denial = policy({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });
    expect(decideOn(root(), {})).toBe("allowed");
    expect(decideOn(root(), { resource: [denial] })).toBe("explicitDeny");
    expect(decideOn(root(THERE), {})).toBe("implicitDeny");
    expect(decideOn(root(THERE), { resource: grantTo(THERE) })).toBe("allowed");
  });
});

describe("a permissions boundary (access_policies_boundaries.html)", () => {
  it.each<[string, ApplicablePolicies, DecisionEffect]>([
    ["never grants", { boundary: [ALLOW_ALL] }, "implicitDeny"],
    ["limits what identity policies allow", { identity: [READ], boundary: [OTHER] }, "implicitDeny"],
    ["leaves what both allow", { identity: [READ], boundary: [READ] }, "allowed"],
    ["without statements about the action allows nothing", { identity: [READ], boundary: [] }, "implicitDeny"],
  ])("%s", (_, policies, effect) => {
    expect(decideOn(user("alice"), policies)).toBe(effect);
    expect(decideOn(session("app"), policies)).toBe(effect);
  });

  it("does not limit what a resource gives to a user, unless it denies", () => {
    const resource = grantTo(user("alice").arn);
    expect(decideOn(user("alice"), { resource, boundary: [OTHER] })).toBe("allowed");
    expect(decideOn(user("alice"), { resource, boundary: [DENY] })).toBe("explicitDeny");
  });
});

describe("a session policy (access_policies.html#policies_session)", () => {
  it.each<[string, ApplicablePolicies, DecisionEffect]>([
    ["never grants", { session: [ALLOW_ALL] }, "implicitDeny"],
    ["limits what the role may", { identity: [READ], session: [OTHER] }, "implicitDeny"],
    ["denies", { identity: [READ], session: [ALLOW_ALL, DENY] }, "explicitDeny"],
    ["leaves what all allow", { identity: [READ], session: [READ], boundary: [READ] }, "allowed"],
  ])("%s", (_, policies, effect) => {
    expect(decideOn(session("app"), policies)).toBe(effect);
  });

  // id_credentials_temp_control-access_getfederationtoken.html, case 63.
  it("must be there for a federated user, unless a resource names the session", () => {
    expect(decideOn(federated, { identity: [READ] })).toBe("implicitDeny");
    expect(decideOn(federated, { identity: [READ], session: [READ] })).toBe("allowed");
    expect(decideOn(federated, { identity: [], session: [READ] })).toBe("implicitDeny");
    expect(decideOn(federated, { resource: grantTo(federated.arn) })).toBe("allowed");
    expect(decideOn(federated, { resource: grantTo(user("alice").arn) })).toBe("implicitDeny");
    expect(decideOn(federated, { resource: grantTo(user("alice").arn), session: [READ] })).toBe("allowed");
  });

  it("is all that a federated user of the root user has", () => {
    const issued = { ...federated, issuerArn: `arn:aws:iam::${HERE}:root` };
    expect(decideOn(issued, { session: [READ] })).toBe("allowed");
    expect(decideOn(issued, {})).toBe("implicitDeny");
  });
});

// The table of reference_policies_evaluation-logic_policy-eval-denyallow.html, for the resource's own account.
describe("a resource policy and what other policies leave out", () => {
  const app = session("app");

  it.each<[string, string, ApplicablePolicies, DecisionEffect]>([
    ["role", app.roleArn, {}, "allowed"],
    ["role", app.roleArn, { boundary: [OTHER] }, "implicitDeny"],
    ["role", app.roleArn, { session: [OTHER] }, "implicitDeny"],
    ["role", app.roleArn, { boundary: [READ], session: [READ] }, "allowed"],
    ["everybody", "*", { boundary: [OTHER] }, "implicitDeny"],
    ["everybody", "*", { session: [OTHER] }, "implicitDeny"],
    ["session", app.arn, { boundary: [OTHER], session: [OTHER], identity: [OTHER] }, "allowed"],
    ["session", app.arn, { boundary: [DENY] }, "explicitDeny"],
    ["session", app.arn, { session: [DENY] }, "explicitDeny"],
    ["account", HERE, { identity: [READ], boundary: [OTHER] }, "implicitDeny"],
    ["account", HERE, { identity: [READ], boundary: [READ] }, "allowed"],
  ])("names the %s (%s)", (_, named, policies, effect) => {
    expect(decideOn(app, { resource: grantTo(named), ...policies })).toBe(effect);
  });

  it("gives a role as such what it gives its sessions", () => {
    const role = { kind: "role", account: HERE, partition: "aws", arn: app.roleArn, roleId: app.roleId } as const;
    expect(decideOn(role, { resource: grantTo(app.roleArn) })).toBe("allowed");
    expect(decideOn(role, { resource: grantTo(app.roleArn), boundary: [OTHER] })).toBe("implicitDeny");
    expect(decideOn(role, { resource: grantTo(app.arn) })).toBe("implicitDeny");
  });
});

describe("across accounts (reference_policies_evaluation-logic-cross-account.html)", () => {
  const alice = user("alice", THERE);
  const app = session("app", "s1", THERE);

  it.each<[string, Principal, ApplicablePolicies, DecisionEffect]>([
    ["only the caller's side allows", alice, { identity: [READ] }, "implicitDeny"],
    [
      "only the caller's side allows, the resource has a policy",
      alice,
      { identity: [READ], resource: [] },
      "implicitDeny",
    ],
    ["only the resource's side allows", alice, { resource: grantTo(alice.arn) }, "implicitDeny"],
    ["both allow", alice, { identity: [READ], resource: grantTo(alice.arn) }, "allowed"],
    ["both allow, by account", alice, { identity: [READ], resource: grantTo(THERE) }, "allowed"],
    [
      "both allow, the boundary does not",
      alice,
      { identity: [READ], resource: grantTo(alice.arn), boundary: [OTHER] },
      "implicitDeny",
    ],
    ["only the resource's side allows a session", app, { resource: grantTo(app.arn) }, "implicitDeny"],
    [
      "both allow a session, its policy does not",
      app,
      { identity: [READ], resource: grantTo(app.arn), session: [OTHER] },
      "implicitDeny",
    ],
  ])("%s", (_, principal, policies, effect) => {
    expect(decideOn(principal, policies, HERE)).toBe(effect);
  });

  it("the account in the ARN of the resource counts", () => {
    const queue = `arn:aws:sqs:us-east-1:${HERE}:queue`;
    expect(decideFor(alice, "sqs:SendMessage", queue, { identity: [ALLOW_ALL] })).toBe("implicitDeny");
    expect(decideFor(user("alice", HERE), "sqs:SendMessage", queue, { identity: [ALLOW_ALL] })).toBe("allowed");
  });

  it("a managed policy of AWS is in no account", () => {
    const managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    expect(decideFor(alice, "iam:GetPolicy", managed, { identity: [ALLOW_ALL] })).toBe("allowed");
  });
});

describe("those who have no account", () => {
  it("have what the resource gives them, and nothing else", () => {
    const grant = [
      policy({ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "s3:GetObject", Resource: "*" }),
    ];
    expect(decideOn(service("sns.amazonaws.com"), { resource: grant })).toBe("allowed");
    expect(decideOn(service("sns.amazonaws.com"), { identity: [ALLOW_ALL] })).toBe("implicitDeny");
    expect(decideOn({ kind: "anonymous" }, { resource: grant })).toBe("implicitDeny");
    expect(decideOn({ kind: "anonymous" }, { resource: grantTo("*") })).toBe("allowed");
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
describe("service control policies", () => {
  const FULL = ALLOW_ALL;
  const denyOther = policy({ Effect: "Deny", Action: "iam:*", Resource: "*" });
  const alice = user("alice");

  it.each<[string, ApplicablePolicies["scps"], DecisionEffect]>([
    ["everything is allowed on every level", [[FULL], [FULL], [FULL]], "allowed"],
    ["a deny list stands beside the full access of its level", [[FULL], [FULL, denyOther]], "allowed"],
    ["one level allows other things only", [[FULL], [OTHER], [FULL]], "implicitDeny"],
    ["one policy of a level is enough", [[FULL], [OTHER, READ]], "allowed"],
    ["one level has no policy", [[FULL], []], "implicitDeny"],
    ["one level denies", [[FULL], [FULL, DENY], [FULL]], "explicitDeny"],
    ["the account is in no organization", [], "allowed"],
  ])("%s", (_, scps, effect) => {
    expect(decideOn(alice, { identity: [READ], ...(scps === undefined ? {} : { scps }) })).toBe(effect);
  });

  it("never grant", () => {
    expect(decideOn(alice, { scps: [[FULL]] })).toBe("implicitDeny");
  });

  it("limit what a resource gives, and the root user", () => {
    expect(decideOn(alice, { resource: grantTo(alice.arn), scps: [[OTHER]] })).toBe("implicitDeny");
    expect(decideOn(session("app"), { resource: grantTo(session("app").arn), scps: [[OTHER]] })).toBe("implicitDeny");
    expect(decideOn(root(), { scps: [[OTHER]] })).toBe("implicitDeny");
  });

  it("do not limit roles that are linked to a service, nor the account that manages", () => {
    const linked = {
      ...session("AWSServiceRoleForX"),
      roleArn: `arn:aws:iam::${HERE}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
    };
    expect(decideOn(linked, { identity: [READ], scps: [[DENY]] })).toBe("allowed");
    expect(decideOn(alice, { identity: [READ], scps: [[DENY]], managementAccount: HERE })).toBe("allowed");
    expect(decideOn(alice, { identity: [READ], scps: [[DENY]], managementAccount: THERE })).toBe("explicitDeny");
  });

  it("do not limit services", () => {
    const resource = [
      policy({ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "*", Resource: "*" }),
    ];
    expect(decideOn(service("sns.amazonaws.com"), { resource, scps: [[DENY]] })).toBe("allowed");
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
describe("resource control policies", () => {
  const FULL = policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
  const onlyMine = policy({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalAccount": HERE },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  });
  const rcps = [[FULL], [FULL, onlyMine]];
  const stranger = user("alice", THERE);

  it("limit who may use the resources of an account, wherever the caller is", () => {
    expect(decideOn(user("alice"), { identity: [READ], rcps })).toBe("allowed");
    expect(decideOn(stranger, { identity: [READ], resource: grantTo(stranger.arn), rcps })).toBe("explicitDeny");
    expect(decideOn({ kind: "anonymous" }, { resource: grantTo("*"), rcps })).toBe("explicitDeny");
    expect(decideOn(service("sns.amazonaws.com"), { resource: grantTo("*"), rcps })).toBe("allowed");
  });

  it("never grant, and all levels must allow", () => {
    expect(decideOn(user("alice"), { rcps: [[FULL]] })).toBe("implicitDeny");
    expect(decideOn(user("alice"), { identity: [READ], rcps: [[FULL], []] })).toBe("implicitDeny");
  });

  it("do not hold resources of the account that manages", () => {
    const policies = { identity: [READ], resource: grantTo(stranger.arn), rcps };
    expect(decideOn(stranger, { ...policies, managementAccount: HERE })).toBe("allowed");
    expect(decideOn(stranger, { ...policies, managementAccount: THERE })).toBe("explicitDeny");
  });
});
