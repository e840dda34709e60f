import { globalContext } from "../../../src/policy";
import { HERE, root, service, session, user } from "../builders";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and the table of principals in
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.

describe("global condition keys of a principal", () => {
  it("of a user are its ARN, its name, its unique id and its tags", () => {
    const alice = { ...user("team/alice"), userId: "AIDAEXAMPLE", tags: { Team: "blue" } };
    expect(globalContext(alice)).toEqual({
      "aws:PrincipalArn": `arn:aws:iam::${HERE}:user/team/alice`,
      "aws:PrincipalAccount": HERE,
      "aws:PrincipalType": "User",
      "aws:PrincipalIsAWSService": false,
      "aws:PrincipalTag/Team": "blue",
      "aws:userid": "AIDAEXAMPLE",
      "aws:username": "alice",
      "aws:ViaAWSService": false,
    });
  });

  it("of a session are the ARN of its role and the id of the role with the session's name, and no user name", () => {
    const keys = globalContext({ ...session("app"), federatedProvider: "accounts.google.com" });
    expect(keys).toMatchObject({
      "aws:PrincipalArn": `arn:aws:iam::${HERE}:role/app`,
      "aws:PrincipalType": "AssumedRole",
      "aws:userid": "AROAAPP:s1",
      "aws:FederatedProvider": "accounts.google.com",
    });
    expect(keys).not.toHaveProperty(["aws:username"]);
  });

  it.each([
    [
      "the root user",
      root(),
      { "aws:PrincipalType": "Account", "aws:userid": HERE, "aws:PrincipalArn": `arn:aws:iam::${HERE}:root` },
    ],
    [
      "a service",
      service("sns.amazonaws.com"),
      {
        "aws:PrincipalIsAWSService": true,
        "aws:PrincipalServiceName": "sns.amazonaws.com",
        "aws:PrincipalServiceNamesList": ["sns.amazonaws.com"],
      },
    ],
    ["nobody known", { kind: "anonymous" } as const, { "aws:PrincipalType": "Anonymous", "aws:userid": "anonymous" }],
    [
      "a web identity",
      { kind: "web-identity", provider: "accounts.google.com" } as const,
      { "aws:FederatedProvider": "accounts.google.com", "aws:PrincipalIsAWSService": false },
    ],
    [
      "a federated user",
      {
        kind: "federated-user",
        account: HERE,
        partition: "aws",
        arn: `arn:aws:sts::${HERE}:federated-user/fay`,
        name: "fay",
        issuerArn: user("alice").arn,
      } as const,
      { "aws:PrincipalType": "FederatedUser", "aws:userid": `${HERE}:fay` },
    ],
  ])("of %s", (_, principal, keys) => {
    expect(globalContext(principal)).toMatchObject(keys);
  });
});

describe("global condition keys of a request", () => {
  it("are there where the request tells them", () => {
    const keys = globalContext(service("sns.amazonaws.com"), {
      time: new Date("2026-01-02T03:04:05.678Z"),
      sourceIp: "::ffff:203.0.113.7",
      secureTransport: true,
      userAgent: "aws-cli/2",
      referer: "https://example.org",
      region: "eu-west-1",
      resourceAccount: HERE,
      resourceTags: { Env: "prod" },
      requestTags: { Team: "blue", Env: "dev" },
      tokenIssued: new Date("2026-01-01T00:00:00Z"),
      multiFactor: { present: true, ageInSeconds: 60 },
      sourceIdentity: "alice",
      calledVia: ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"],
      source: { account: HERE, arn: "arn:aws:sns:eu-west-1:111122223333:topic" },
      organization: { id: "o-1", path: "o-1/r-1/ou-1/" },
    });
    expect(keys).toMatchObject({
      "aws:CurrentTime": "2026-01-02T03:04:05.678Z",
      "aws:EpochTime": 1767323045,
      "aws:SourceIp": "203.0.113.7",
      "aws:SecureTransport": true,
      "aws:UserAgent": "aws-cli/2",
      "aws:Referer": "https://example.org",
      "aws:RequestedRegion": "eu-west-1",
      "aws:ResourceAccount": HERE,
      "aws:ResourceTag/Env": "prod",
      "aws:RequestTag/Team": "blue",
      "aws:TagKeys": ["Team", "Env"],
      "aws:TokenIssueTime": "2026-01-01T00:00:00.000Z",
      "aws:MultiFactorAuthPresent": true,
      "aws:MultiFactorAuthAge": 60,
      "aws:SourceIdentity": "alice",
      "aws:CalledVia": ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"],
      "aws:CalledViaFirst": "cloudformation.amazonaws.com",
      "aws:CalledViaLast": "dynamodb.amazonaws.com",
      "aws:ViaAWSService": true,
      "aws:SourceAccount": HERE,
      "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:topic",
      "aws:PrincipalOrgID": "o-1",
      "aws:PrincipalOrgPaths": ["o-1/r-1/ou-1/"],
    });
  });

  it("are left out where it does not: access keys have no token and no MFA, not even false", () => {
    const keys = Object.keys(globalContext(user("alice"), { time: new Date(0) }));
    expect(keys).toEqual(expect.arrayContaining(["aws:CurrentTime", "aws:EpochTime"]));
    for (const absent of ["aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:SourceIp", "aws:TagKeys"]) {
      expect(keys).not.toContain(absent);
    }
  });
});
