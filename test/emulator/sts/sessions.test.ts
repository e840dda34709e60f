import {
  CreatePolicyCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { AssumeRoleCommandInput, GetFederationTokenCommandInput } from "@aws-sdk/client-sts";
import { createHash } from "node:crypto";
import { makeCode, stepOf } from "../../../src/emulator/totp";
import { faultOf, iamClient, startForTests, stsClient } from "../support";
import { allow, configOf, makeRole, makeUser, trust } from "./support";
import type { TestUser } from "./support";

const NOW = new Date("2026-11-21T10:00:00.400Z");
let now = NOW;
const box = startForTests({ clock: { now: () => now } });
const ACCOUNT = "123456789012";
const iam = () => iamClient(box.emulator);

let count = 0;
const unique = (name: string): string => `${name}-${(count += 1)}`;

beforeEach(() => {
  now = new Date(now.getTime() + 3_600_000);
});

const assume = (RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  stsClient(box.emulator).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session", ...more }));

describe("behaviour: session policies", () => {
  const federate = (more: Partial<GetFederationTokenCommandInput>) =>
    stsClient(box.emulator).send(new GetFederationTokenCommand({ Name: "bob", ...more }));

  it.each<[string, Partial<GetFederationTokenCommandInput>, object]>([
    // The sentence is unverified.
    [
      "that are no JSON",
      { Policy: "{" },
      { code: "MalformedPolicyDocument", status: 400, message: "The policy is not in the valid JSON format." },
    ],
    ["that IAM would not take", { Policy: allow("s3") }, { code: "MalformedPolicyDocument", status: 400 }],
    // Sentence: facts/aws-errors.tsv (recorded from AWS), shortened.
    [
      "of more than 2,048 characters",
      { Policy: allow("s3:*", `arn:aws:s3:::${"b".repeat(2048)}`) },
      {
        code: "ValidationError",
        message: expect.stringMatching(
          /at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048$/,
        ),
      },
    ],
    ["that are no policies", { PolicyArns: [{ arn: "arn:aws:iam::aws:policy/None" }] }, { code: "ValidationError" }],
    [
      "of other accounts",
      { PolicyArns: [{ arn: "arn:aws:iam::999999999999:policy/theirs" }] },
      { code: "ValidationError", message: "arn:aws:iam::999999999999:policy/theirs is invalid" },
    ],
    [
      "of more than ten",
      { PolicyArns: Array.from({ length: 11 }, () => ({ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" })) },
      { code: "ValidationError" },
    ],
  ])("are refused %s", async (_case, input, fault) => {
    expect(await faultOf(federate(input))).toMatchObject(fault);
  });

  it("may be policies of the account and of AWS, and tell how much of their room they take", async () => {
    const own = await iam().send(new CreatePolicyCommand({ PolicyName: "own", PolicyDocument: allow("s3:*") }));
    const PolicyArns = [{ arn: own.Policy?.Arn }, { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }];
    const role = await makeRole(iam(), unique("role"), trust({ AWS: "*" }));

    const small = await assume(role, { Policy: allow("s3:GetObject") });
    const large = await assume(role, { Policy: allow("s3:GetObject"), PolicyArns });

    expect(small.PackedPolicySize).toBeGreaterThan(0);
    expect(large.PackedPolicySize).toBeGreaterThan(small.PackedPolicySize ?? 100);
    expect((await assume(role)).PackedPolicySize).toBeUndefined();
  });

  it("and tags have no more room than there is", async () => {
    const noise = (seed: number) => createHash("sha512").update(String(seed)).digest("hex");
    const Tags = Array.from({ length: 50 }, (_, at) => ({ Key: `key-${at}`, Value: noise(at) }));

    const fault = await faultOf(federate({ Tags }));

    // As public logs quote it: aws/containers-roadmap issue 2413.
    expect(fault).toMatchObject({
      code: "PackedPolicyTooLarge",
      status: 400,
      message: expect.stringMatching(/^Packed size of session tags consumes \d{3}% of allotted space\.$/),
    });
  });
});

describe("behaviour: session tags", () => {
  // The first sentence: facts/aws-errors.tsv (recorded from AWS); the second is unverified.
  it.each<[string, Partial<AssumeRoleCommandInput>, string]>([
    [
      "are told apart without regard to case",
      {
        Tags: [
          { Key: "team", Value: "a" },
          { Key: "Team", Value: "b" },
        ],
      },
      "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    ],
    [
      "must be there to be transitive",
      { TransitiveTagKeys: ["team"] },
      "The specified transitive tag key must be included in the requested tags.",
    ],
  ])("%s", async (_case, input, message) => {
    const role = await makeRole(iam(), unique("role"), trust({ AWS: "*" }, { Action: "sts:*" }));

    expect(await faultOf(assume(role, input))).toEqual({ code: "InvalidParameterValue", status: 400, message });
  });
});

describe("behaviour: session tokens", () => {
  it("are as large as asked for, and tell their size", async () => {
    const role = await makeRole(iam(), unique("role"), trust({ AWS: "*" }));

    const { Credentials, SessionTokenSize, SessionTokenUtilization } = await assume(role, {
      MinimumSessionTokenSize: 2048,
    });

    expect(Credentials?.SessionToken).toHaveLength(2048);
    expect([SessionTokenSize, SessionTokenUtilization]).toEqual([2048, 50]);
    expect(await assume(role)).toMatchObject({ SessionTokenSize: 356, SessionTokenUtilization: 9 });
  });
});

describe("behaviour: GetFederationToken", () => {
  it("gives a federated user's session, the root's for an hour at most", async () => {
    const caller = await makeUser(iam(), unique("user"));
    const sts = new STSClient(configOf(box.emulator, caller));

    const { Credentials, FederatedUser } = await sts.send(
      new GetFederationTokenCommand({ Name: "bob", DurationSeconds: 129_600 }),
    );
    const root = await stsClient(box.emulator).send(new GetFederationTokenCommand({ Name: "bob" }));

    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/bob`;
    expect(FederatedUser).toEqual({ Arn: arn, FederatedUserId: `${ACCOUNT}:bob` });
    const start = Math.floor(now.getTime() / 1000) * 1000;
    expect(Credentials?.Expiration).toEqual(new Date(start + 129_600_000));
    expect(root.Credentials?.Expiration).toEqual(new Date(start + 3_600_000));
    const federated = new STSClient(configOf(box.emulator, Credentials));
    expect(await federated.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: arn,
      UserId: `${ACCOUNT}:bob`,
    });
  });

  it("is not for sessions", async () => {
    const { Credentials } = await assume(await makeRole(iam(), unique("role"), trust({ AWS: "*" })));
    const sts = new STSClient(configOf(box.emulator, Credentials));

    // As public logs quote it: fwdcloudsec/granted issue 151.
    expect(await faultOf(sts.send(new GetFederationTokenCommand({ Name: "bob" })))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Cannot call GetFederationToken with session credentials",
    });
  });
});

describe("behaviour: devices", () => {
  async function userWithDevice(): Promise<{ who: TestUser; serial: string; code: () => string }> {
    const name = unique("user");
    const who = await makeUser(iam(), name);
    const { VirtualMFADevice } = await iam().send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
    const serial = VirtualMFADevice?.SerialNumber ?? "";
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString("utf8");
    const code = (): string => makeCode(seed, stepOf(now));
    const codes = { AuthenticationCode1: makeCode(seed, stepOf(now) - 1), AuthenticationCode2: code() };
    await iam().send(new EnableMFADeviceCommand({ UserName: name, SerialNumber: serial, ...codes }));
    now = new Date(now.getTime() + 300_000);
    return { who, serial, code };
  }

  const MFA = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

  it("confirm who assumes a role that asks for one", async () => {
    const { who, serial, code } = await userWithDevice();
    const role = await makeRole(iam(), unique("role"), trust({ AWS: who.arn }, MFA));
    const sts = new STSClient(configOf(box.emulator, who));
    const input = { RoleArn: role, RoleSessionName: "session" };

    expect((await faultOf(sts.send(new AssumeRoleCommand(input)))).code).toBe("AccessDenied");
    const confirmed = new AssumeRoleCommand({ ...input, SerialNumber: serial, TokenCode: code() });
    expect((await sts.send(confirmed)).AssumedRoleUser?.Arn).toContain(":assumed-role/");
  });

  it("confirm sessions of GetSessionToken, whose age conditions can ask for", async () => {
    const { who, serial, code } = await userWithDevice();
    const young = { Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": "600" } } };
    const role = await makeRole(iam(), unique("role"), trust({ AWS: who.arn }, young));
    const sts = new STSClient(configOf(box.emulator, who));
    const get = new GetSessionTokenCommand({ SerialNumber: serial, TokenCode: code() });
    const { Credentials } = await sts.send(get);
    const session = new STSClient(configOf(box.emulator, Credentials));
    const input = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "session" });

    expect((await session.send(input)).AssumedRoleUser?.Arn).toContain(":assumed-role/");
    now = new Date(now.getTime() + 601_000);
    expect((await faultOf(session.send(input))).code).toBe("AccessDenied");
  });

  it("are refused with a wrong code, a used one, another user's serial number, or half of both", async () => {
    const { who, serial, code } = await userWithDevice();
    const other = await makeUser(iam(), unique("user"));
    const get = (caller: TestUser, input: object) =>
      new STSClient(configOf(box.emulator, caller)).send(new GetSessionTokenCommand(input));
    const right = { SerialNumber: serial, TokenCode: code() };
    const wrong = { SerialNumber: serial, TokenCode: right.TokenCode === "000000" ? "000001" : "000000" };
    // Sentences as public logs quote them: aws/aws-cli issues 2279 and 6325, y13i/sgviz issue 9.
    const invalid = {
      code: "AccessDenied",
      status: 403,
      message: expect.stringMatching(
        /^MultiFactorAuthentication failed with invalid MFA one time pass code\. ?$/,
      ) as string,
    };
    const unknown = {
      code: "AccessDenied",
      status: 403,
      message:
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    };

    expect(await faultOf(get(who, wrong))).toEqual(invalid);
    expect(await faultOf(get(other, right))).toEqual(unknown);
    expect(await faultOf(get(who, { TokenCode: code() }))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
    });
    expect((await get(who, right)).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await faultOf(get(who, right))).toEqual(invalid);
  });
});

describe("behaviour: last use", () => {
  const second = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000);

  it("of a key is the first of fifteen minutes, with its service and region", async () => {
    const caller = await makeUser(iam(), unique("user"));
    const ask = () => iam().send(new GetAccessKeyLastUsedCommand({ AccessKeyId: caller.accessKeyId }));
    const use = () => new STSClient(configOf(box.emulator, caller)).send(new GetCallerIdentityCommand({}));

    // "N/A": https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html
    expect((await ask()).AccessKeyLastUsed).toEqual({ ServiceName: "N/A", Region: "N/A" });
    await use();
    const first = second(now);
    now = new Date(now.getTime() + 14 * 60_000);
    await new S3Client(configOf(box.emulator, caller)).send(new ListBucketsCommand({}));
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
    expect(await ask()).toMatchObject({
      UserName: caller.arn.split("/")[1],
      AccessKeyLastUsed: { LastUsedDate: first, ServiceName: "sts", Region: "us-east-1" },
    });
    now = new Date(now.getTime() + 60_000);
    await new S3Client({ ...configOf(box.emulator, caller), region: "eu-west-1" }).send(new ListBucketsCommand({}));
    expect((await ask()).AccessKeyLastUsed).toEqual({
      LastUsedDate: second(now),
      ServiceName: "s3",
      Region: "eu-west-1",
    });
  });

  it("of a key is told for keys of the account only", async () => {
    const { accessKeyId: AccessKeyId } = await makeUser(iam(), unique("user"));

    for (const [client, id] of [
      [iamClient(box.emulator, "999999999999"), AccessKeyId],
      [iam(), "AKIAIOSFODNN7EXAMPLE"],
    ] as const) {
      expect(await faultOf(client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id })))).toMatchObject({
        code: "NoSuchEntity",
        status: 404,
      });
    }
  });

  it("of a role is that of its sessions", async () => {
    const RoleName = unique("role");
    const role = await makeRole(iam(), RoleName, trust({ AWS: "*" }));
    const { Credentials } = await assume(role);
    const lastUse = async () => (await iam().send(new GetRoleCommand({ RoleName }))).Role?.RoleLastUsed;

    expect(await lastUse()).toEqual({});
    await new STSClient(configOf(box.emulator, Credentials)).send(new GetCallerIdentityCommand({}));
    expect(await lastUse()).toEqual({ LastUsedDate: second(now), Region: "us-east-1" });
  });
});
