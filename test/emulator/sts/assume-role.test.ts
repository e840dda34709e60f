import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { SSMClient, DescribeParametersCommand } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { AssumeRoleCommandInput, Credentials } from "@aws-sdk/client-sts";
import { clientConfig, faultOf, iamClient, startForTests, stsClient } from "../support";

let now = new Date("2026-11-21T10:00:00.400Z");
const box = startForTests({ clock: { now: () => now } });
const ACCOUNT = "123456789012";

interface Trust {
  readonly principal: unknown;
  readonly action?: string | readonly string[];
  readonly condition?: unknown;
  readonly effect?: "Allow" | "Deny";
}

let count = 0;

/** Makes a role that trusts as told. @returns its ARN */
async function role(trusts: readonly Trust[], more: object = {}, account = ACCOUNT): Promise<string> {
  const Statement = trusts.map(({ principal, action = "sts:AssumeRole", condition, effect = "Allow" }) => ({
    Effect: effect,
    Principal: principal,
    Action: action,
    ...(condition !== undefined && { Condition: condition }),
  }));
  const answer = await iamClient(box.emulator, account).send(
    new CreateRoleCommand({
      RoleName: `role-${(count += 1)}`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
      ...more,
    }),
  );
  return answer.Role?.Arn ?? "";
}

/** Makes a user who may assume any role, as far as its own policies go. */
async function user(name: string): Promise<{ readonly arn: string; readonly id: string; readonly key: string }> {
  const iam = iamClient(box.emulator, ACCOUNT);
  const made = await iam.send(new CreateUserCommand({ UserName: name }));
  const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:*", Resource: "*" }] };
  await iam.send(
    new PutUserPolicyCommand({ UserName: name, PolicyName: "sts", PolicyDocument: JSON.stringify(document) }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { arn: made.User?.Arn ?? "", id: made.User?.UserId ?? "", key: AccessKey?.AccessKeyId ?? "" };
}

const assume = (RoleArn: string, key = ACCOUNT, more: Partial<AssumeRoleCommandInput> = {}) =>
  stsClient(box.emulator, key).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session", ...more }));

function configOf(credentials: Credentials | undefined) {
  return {
    ...clientConfig(box.emulator),
    credentials: {
      accessKeyId: credentials?.AccessKeyId ?? "",
      secretAccessKey: credentials?.SecretAccessKey ?? "",
      sessionToken: credentials?.SessionToken ?? "",
    },
  };
}

// Sentence as public logs quote it: aws-actions/configure-aws-credentials issue 465.
const denied = (caller: string, arn: string, action = "sts:AssumeRole") => ({
  code: "AccessDenied",
  status: 403,
  message: `User: ${caller} is not authorized to perform: ${action} on resource: ${arn}`,
});
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

describe("constraints", () => {
  // Sentences: facts/aws-errors.tsv (recorded from AWS).
  it.each([
    ["nothing-valid-in-here", "nothing-valid-in-here is invalid"],
    ["arn:a:::something/test-role", "arn:a:::something/test-role is invalid"],
  ])("refuse the role ARN %s", async (arn, message) => {
    expect(await faultOf(assume(arn))).toEqual({ code: "ValidationError", status: 400, message });
  });

  it("refuse tags whose keys differ in case only", async () => {
    const Tags = [
      { Key: "team", Value: "a" },
      { Key: "TEAM", Value: "b" },
    ];

    expect(await faultOf(assume(await role([{ principal: { AWS: ACCOUNT } }]), ACCOUNT, { Tags }))).toEqual({
      code: "InvalidParameterValue",
      status: 400,
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
  });

  it("refuse sessions longer than the role allows, and longer than an hour from a session", async () => {
    // Whoever is trusted by name needs no policies.
    const arn = await role([{ principal: "*" }], { MaxSessionDuration: 7200 });
    const { Credentials } = await assume(arn);

    // Sentences: kreuzwerker/awsu issue 27, coinbase/assume-role issue 24.
    expect(await faultOf(assume(arn, ACCOUNT, { DurationSeconds: 7201 }))).toMatchObject({
      code: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    expect(
      await faultOf(
        new STSClient(configOf(Credentials)).send(
          new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "chained", DurationSeconds: 7200 }),
        ),
      ),
    ).toMatchObject({
      code: "ValidationError",
      message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    });
  });
});

describe("behaviour: who may assume a role", () => {
  it("is whoever the trust policy names: everybody, the account, a user, a user's id", async () => {
    const { arn, id, key } = await user("reader");

    for (const principal of [
      "*",
      { AWS: "*" },
      { AWS: ACCOUNT },
      { AWS: ROOT },
      { AWS: arn },
      { AWS: [arn] },
      { AWS: id },
    ]) {
      const { AssumedRoleUser } = await assume(await role([{ principal }]), key);
      expect(AssumedRoleUser?.Arn).toMatch(/^arn:aws:sts::123456789012:assumed-role\/role-\d+\/session$/);
    }
  });

  it("is nobody else: another user, another account, a service", async () => {
    const { arn } = await user("somebody");
    const other = await user("somebody-else");

    for (const principal of [{ AWS: arn }, { AWS: "999999999999" }, { Service: "lambda.amazonaws.com" }]) {
      const roleArn = await role([{ principal }]);
      expect(await faultOf(assume(roleArn, other.key))).toEqual(denied(other.arn, roleArn));
    }
  });

  it("is not told from a role that is not there, or not under that path", async () => {
    const arn = await role([{ principal: { AWS: ACCOUNT } }], { Path: "/team/" });
    const elsewhere = arn.replace("/team/", "/");
    const none = `arn:aws:iam::${ACCOUNT}:role/none`;
    const nowhere = "arn:aws:iam::777777777777:role/none";

    for (const missing of [elsewhere, none, nowhere]) {
      expect(await faultOf(assume(missing))).toEqual(denied(ROOT, missing));
    }
    expect((await assume(arn)).AssumedRoleUser?.Arn).toContain(":assumed-role/role-");
  });

  it("is another account's principal where the role names it", async () => {
    const arn = await role([{ principal: { AWS: ACCOUNT } }], {}, "999999999999");

    const { Credentials } = await assume(arn);

    const who = await new STSClient(configOf(Credentials)).send(new GetCallerIdentityCommand({}));
    expect(who.Account).toBe("999999999999");
  });

  it("is a session of a role that another role trusts", async () => {
    const first = await role([{ principal: { AWS: ACCOUNT } }], { Path: "/ci/" });
    const second = await role([{ principal: { AWS: first } }]);
    const { Credentials } = await assume(first);
    const sts = new STSClient(configOf(Credentials));

    const { AssumedRoleUser } = await sts.send(new AssumeRoleCommand({ RoleArn: second, RoleSessionName: "next" }));

    expect(AssumedRoleUser?.Arn).toMatch(/:assumed-role\/role-\d+\/next$/);
    expect(await faultOf(assume(second))).toEqual(denied(ROOT, second));
  });

  it("is the service that the emulator acts as", async () => {
    const arn = await role([{ principal: { Service: "cloudformation.amazonaws.com" } }]);

    expect(await faultOf(assume(arn))).toEqual(denied(ROOT, arn));
  });

  it("is nobody whom a Deny names", async () => {
    const { arn, key } = await user("denied");
    const roleArn = await role([
      { principal: { AWS: ACCOUNT } },
      { principal: { AWS: arn }, effect: "Deny", action: "sts:*" },
    ]);

    expect(await faultOf(assume(roleArn, key))).toEqual(denied(arn, roleArn));
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html: sts:TagSession in the trust policy.
  it("needs leave for session tags and for a source identity", async () => {
    const plain = await role([{ principal: { AWS: ACCOUNT } }]);
    const tagging = await role([{ principal: { AWS: ACCOUNT }, action: ["sts:AssumeRole", "sts:TagSession"] }]);
    const Tags = [{ Key: "team", Value: "core" }];

    expect(await faultOf(assume(plain, ACCOUNT, { Tags }))).toEqual(denied(ROOT, plain, "sts:TagSession"));
    expect(await faultOf(assume(plain, ACCOUNT, { SourceIdentity: "me" }))).toEqual(
      denied(ROOT, plain, "sts:SetSourceIdentity"),
    );
    expect((await assume(tagging, ACCOUNT, { Tags })).Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  });
});

describe("behaviour: conditions of a trust policy", () => {
  const EXTERNAL = { StringEquals: { "sts:ExternalId": "secret-1" } };

  it.each([
    ["the external id", EXTERNAL, { ExternalId: "secret-1" }, true],
    ["another external id", EXTERNAL, { ExternalId: "secret-2" }, false],
    ["no external id", EXTERNAL, {}, false],
    // The trust policy of CDK's bootstrap roles.
    ["no external id where none may be", { Null: { "sts:ExternalId": "true" } }, {}, true],
    ["an external id where none may be", { Null: { "sts:ExternalId": "true" } }, { ExternalId: "secret-1" }, false],
    ["an external id that is another", { StringNotEquals: { "sts:ExternalId": "x1" } }, { ExternalId: "x2" }, true],
    ["a session's name by pattern", { StringLike: { "sts:RoleSessionName": "ses*on" } }, {}, true],
    ["a session's name that does not fit", { StringLike: { "sts:RoleSessionName": "ci-*" } }, {}, false],
    ["the caller's ARN", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:*" } }, {}, true],
    ["a device that confirmed nobody", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, {}, false],
    ["a device that nobody need have", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }, {}, true],
    ["a variable that the caller has", { StringEquals: { "sts:RoleSessionName": "${aws:userid}" } }, {}, false],
    ["a default of a variable", { StringEquals: { "sts:RoleSessionName": "${aws:username, 'session'}" } }, {}, true],
    ["the address of the client", { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } }, {}, true],
    ["the region", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, {}, true],
    ["the time", { DateGreaterThan: { "aws:CurrentTime": "2026-11-21T09:00:00Z" } }, {}, true],
  ])("decide on %s", async (_case, condition, more, allowed) => {
    const arn = await role([{ principal: { AWS: ACCOUNT }, condition }]);
    const call = assume(arn, ACCOUNT, more);

    if (allowed) expect((await call).AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:session$/);
    else expect(await faultOf(call)).toEqual(denied(ROOT, arn));
  });

  it.each([
    ["applies", { StringEquals: { "sts:ExternalId": "x1" } }, { ExternalId: "x1" }, false],
    ["does not apply", { StringEquals: { "sts:ExternalId": "x1" } }, { ExternalId: "x2" }, true],
    ["is of another network", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, {}, true],
    ["is of all networks but ours", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, {}, false],
  ])("of a Deny that %s", async (_case, condition, more, allowed) => {
    const arn = await role([
      { principal: { AWS: ACCOUNT } },
      { principal: { AWS: ACCOUNT }, effect: "Deny", condition },
    ]);
    const call = assume(arn, ACCOUNT, more);

    if (allowed) expect((await call).Credentials?.SessionToken).toHaveLength(356);
    else expect(await faultOf(call)).toEqual(denied(ROOT, arn));
  });
});

describe("behaviour: sessions", () => {
  it("are the role's until they expire", async () => {
    now = new Date("2026-11-21T10:00:00.400Z");
    const { Credentials, AssumedRoleUser } = await assume(await role([{ principal: { AWS: ACCOUNT } }]), ACCOUNT, {
      DurationSeconds: 900,
    });
    const sts = new STSClient(configOf(Credentials));

    expect(Credentials?.Expiration).toEqual(new Date("2026-11-21T10:15:00Z"));
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: AssumedRoleUser?.Arn,
      UserId: AssumedRoleUser?.AssumedRoleId,
    });
    now = new Date("2026-11-21T10:15:00Z");
    // Sentences: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; the others as SDK logs quote them.
    expect(await faultOf(sts.send(new GetCallerIdentityCommand({})))).toEqual({
      code: "ExpiredToken",
      status: 403,
      message: "The security token included in the request is expired",
    });
    expect(await faultOf(new S3Client(configOf(Credentials)).send(new ListBucketsCommand({})))).toEqual({
      code: "ExpiredToken",
      status: 400,
      message: "The provided token has expired.",
    });
    expect(await faultOf(new SSMClient(configOf(Credentials)).send(new DescribeParametersCommand({})))).toMatchObject({
      code: "ExpiredTokenException",
      status: 400,
    });
    now = new Date("2026-11-21T10:00:00.400Z");
  });

  it("are the caller's own where it asked for a token only, and give no further token", async () => {
    const { arn, id, key } = await user("token-holder");
    const { Credentials } = await stsClient(box.emulator, key).send(new GetSessionTokenCommand({}));
    const sts = new STSClient(configOf(Credentials));

    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: arn, UserId: id });
    expect(Credentials?.Expiration).toEqual(new Date("2026-11-21T22:00:00Z"));
    expect(await faultOf(sts.send(new GetSessionTokenCommand({})))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Cannot call GetSessionToken with session credentials",
    });
  });

  it("of the root last an hour at most", async () => {
    const { Credentials } = await stsClient(box.emulator, ACCOUNT).send(new GetSessionTokenCommand({}));

    expect(Credentials?.Expiration).toEqual(new Date("2026-11-21T11:00:00Z"));
  });
});
