import {
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { AssumeRoleCommandInput, Credentials } from "@aws-sdk/client-sts";
import { faultOf, startForTests } from "../support";
import { allow, configOf, makeRole, makeUser, policyOf, trust } from "./support";
import type { TestUser } from "./support";

// Cases 56 to 68 of facts/iam-evaluation.md. Pages are of https://docs.aws.amazon.com/IAM/latest/UserGuide/, where
// nothing else is said. Everything is enforced: what a caller may not, it is refused.

const ADMIN = { accessKeyId: "AKIAADMINISTRATOR0000", secretAccessKey: "administrators-secret", arn: "", id: "" };
// Signatures are of today: the clock may be ahead of the clients' by some minutes only.
let ahead = 0;
const now = () => new Date(Date.now() + ahead);
const box = startForTests({ enforcement: "strict", administrator: ADMIN, clock: { now } });
const ACCOUNT = "123456789012";
const OTHER = "999999999999";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ADMIN_ARN = `arn:aws:iam::${ACCOUNT}:user/emulator-administrator`;

const iamOf = (who: TestUser | Credentials | undefined = ADMIN) => new IAMClient(configOf(box.emulator, who));
const stsOf = (who: TestUser | Credentials | undefined) => new STSClient(configOf(box.emulator, who));
const s3Of = (who: TestUser | Credentials | undefined) => new S3Client(configOf(box.emulator, who));
/** IAM of another account, as its root; roots sign with the administrator's secret. */
const otherIam = () => iamOf({ ...ADMIN, accessKeyId: OTHER });

const assume = (who: TestUser | Credentials | undefined, RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}) =>
  stsOf(who).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "session", ...more }));

// As public logs quote it: aws-actions/configure-aws-credentials issue 465.
const denied = (caller: string, resource: string, action = "sts:AssumeRole") => ({
  code: "AccessDenied",
  status: 403,
  message: `User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`,
});

let count = 0;
const unique = (name: string): string => `${name}-${(count += 1)}`;
const user = (policy?: string) => makeUser(iamOf(), unique("user"), policy);
const role = (document: string, more: Parameters<typeof makeRole>[3] = {}) =>
  makeRole(iamOf(), unique("role"), document, more);

describe("case 56: in one account, a trust policy that names the caller is enough", () => {
  // reference_policies_evaluation-logic-cross-account.html, id_roles_terms-and-concepts.html
  it("for a user without policies", async () => {
    const caller = await user();

    const { AssumedRoleUser } = await assume(caller, await role(trust({ AWS: caller.arn })));

    expect(AssumedRoleUser?.Arn).toMatch(/^arn:aws:sts::123456789012:assumed-role\/role-\d+\/session$/);
  });

  it("for a session of a role without policies, but not against an explicit deny of its own", async () => {
    const caller = await user();
    const first = await role(trust({ AWS: caller.arn }));
    const second = await role(trust({ AWS: first }));
    const { Credentials } = await assume(caller, first);
    const name = first.slice(first.lastIndexOf("/") + 1);

    expect((await assume(Credentials, second)).Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);

    const deny = policyOf({ Effect: "Deny", Action: "sts:AssumeRole", Resource: second });
    await iamOf().send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "deny", PolicyDocument: deny }));
    expect(await faultOf(assume(Credentials, second))).toEqual(
      denied(`arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`, second),
    );
  });
});

describe("case 57: a trust policy that names the account delegates to the policies of its users", () => {
  // reference_policies_elements_principal.html
  it.each([
    ["the account's id", ACCOUNT],
    ["the account's root", ROOT],
  ])("by %s", async (_case, principal) => {
    const without = await user();
    const arn = await role(trust({ AWS: principal }));
    const permitted = await user(allow("sts:AssumeRole", arn));
    const elsewhere = await user(allow("sts:AssumeRole", `${arn}-not`));

    expect((await assume(permitted, arn)).AssumedRoleUser?.Arn).toContain(":assumed-role/");
    expect(await faultOf(assume(without, arn))).toEqual(denied(without.arn, arn));
    expect(await faultOf(assume(elsewhere, arn))).toEqual(denied(elsewhere.arn, arn));
  });

  it("and their boundaries count", async () => {
    const arn = await role(trust({ AWS: ACCOUNT }));
    const boundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    const limited = await role(trust({ AWS: ADMIN_ARN }), { PermissionsBoundary: boundary, policy: allow("sts:*") });
    const { Credentials } = await assume(ADMIN, limited);

    expect(await faultOf(assume(Credentials, arn))).toMatchObject({ code: "AccessDenied" });
  });
});

describe("case 58: across accounts, both sides must allow", () => {
  // reference_policies_evaluation-logic-cross-account.html
  it("the trust of the role and the policies of the caller", async () => {
    const without = await user();
    const permitted = await user(allow("sts:AssumeRole"));
    const named = trust({ AWS: [without.arn, permitted.arn] });
    const arn = await makeRole(otherIam(), unique("named"), named);
    const closed = await makeRole(otherIam(), unique("closed"), trust({ AWS: OTHER }));

    expect((await assume(permitted, arn)).AssumedRoleUser?.Arn).toContain(`:${OTHER}:assumed-role/`);
    expect(await faultOf(assume(without, arn))).toEqual(denied(without.arn, arn));
    expect(await faultOf(assume(permitted, closed))).toEqual(denied(permitted.arn, closed));
  });

  it("whether the role trusts the account or everybody", async () => {
    const without = await user();
    const permitted = await user(allow("sts:AssumeRole"));

    for (const principal of [{ AWS: ACCOUNT }, { AWS: "*" }]) {
      const arn = await makeRole(otherIam(), unique("open"), trust(principal));
      expect((await assume(permitted, arn)).AssumedRoleUser?.Arn).toContain(`:${OTHER}:assumed-role/`);
      expect(await faultOf(assume(without, arn))).toEqual(denied(without.arn, arn));
    }
  });
});

describe("case 59: conditions of a trust policy are evaluated, and what is missing denies", () => {
  // id_roles_create_for-user_externalid.html
  const tag = [{ Key: "team", Value: "core" }];

  it.each<[string, object, Partial<AssumeRoleCommandInput>, Partial<AssumeRoleCommandInput>]>([
    ["an external id", { StringEquals: { "sts:ExternalId": "x-1" } }, { ExternalId: "x-1" }, { ExternalId: "x-2" }],
    [
      "a source identity",
      { StringLike: { "sts:SourceIdentity": "*@example.org" } },
      { SourceIdentity: "me@example.org" },
      { SourceIdentity: "me" },
    ],
    ["a session tag", { StringEquals: { "aws:RequestTag/team": "core" } }, { Tags: tag }, {}],
    ["the keys of tags", { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } }, {}, { Tags: tag }],
    [
      "which tags are transitive",
      { "ForAnyValue:StringEquals": { "sts:TransitiveTagKeys": "team" } },
      { Tags: tag, TransitiveTagKeys: ["team"] },
      { Tags: tag },
    ],
  ])("%s", async (_case, Condition, good, bad) => {
    const caller = await user();
    const Action = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    const arn = await role(trust({ AWS: caller.arn }, { Action, Condition }));

    expect((await assume(caller, arn, good)).Credentials?.SessionToken).toHaveLength(356);
    expect(await faultOf(assume(caller, arn, bad))).toEqual(denied(caller.arn, arn));
  });

  it("a device, which long-term keys do not bring", async () => {
    const caller = await user();
    const arn = await role(
      trust({ AWS: caller.arn }, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
    );

    expect(await faultOf(assume(caller, arn))).toEqual(denied(caller.arn, arn));
  });
});

describe("case 60: a role that is not there", () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  it("is refused as one that does not trust the caller", async () => {
    const caller = await user(allow("sts:AssumeRole"));

    for (const account of [ACCOUNT, OTHER]) {
      const arn = `arn:aws:iam::${account}:role/not-there`;
      expect(await faultOf(assume(caller, arn))).toEqual(denied(caller.arn, arn));
    }
  });
});

describe("case 61: a principal that is deleted and made again under its name does not inherit trust", () => {
  // reference_policies_elements_principal.html: "the ARN is transformed to the unique principal ID when the policy is saved"
  const principalOf = async (RoleName: string): Promise<unknown> => {
    const { Role } = await iamOf().send(new GetRoleCommand({ RoleName }));
    const document = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as {
      Statement: [{ Principal: unknown }];
    };
    return document.Statement[0].Principal;
  };

  it("as a role: its id is shown in the trust policy, and the new one is refused", async () => {
    const [first, second] = [unique("first"), unique("second")];
    const firstArn = await makeRole(iamOf(), first, trust({ AWS: ADMIN_ARN }));
    const { Role: old } = await iamOf().send(new GetRoleCommand({ RoleName: first }));
    const secondArn = await makeRole(
      iamOf(),
      second,
      trust({ AWS: [firstArn, ADMIN_ARN], Service: "ec2.amazonaws.com" }),
    );
    const before = await assume(ADMIN, firstArn);

    expect(await principalOf(second)).toEqual({ AWS: [firstArn, ADMIN_ARN], Service: "ec2.amazonaws.com" });
    expect((await assume(before.Credentials, secondArn)).AssumedRoleUser?.Arn).toContain(second);

    await iamOf().send(new DeleteRoleCommand({ RoleName: first }));
    await makeRole(iamOf(), first, trust({ AWS: ADMIN_ARN }));
    const after = await assume(ADMIN, firstArn);

    expect(await principalOf(second)).toEqual({ AWS: [old?.RoleId, ADMIN_ARN], Service: "ec2.amazonaws.com" });
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/${first}/session`;
    expect(await faultOf(assume(after.Credentials, secondArn))).toEqual(denied(session, secondArn));
  });

  it("as a user; one that is renamed keeps its trust, under its new ARN", async () => {
    const name = unique("renamed");
    const caller = await makeUser(iamOf(), name);
    const trusting = unique("trusting");
    const arn = await makeRole(iamOf(), trusting, trust({ AWS: caller.arn }));

    await iamOf().send(new UpdateUserCommand({ UserName: name, NewUserName: `${name}-new` }));

    expect(await principalOf(trusting)).toEqual({ AWS: `${caller.arn}-new` });
    expect((await assume(caller, arn)).AssumedRoleUser?.Arn).toContain(trusting);
    const gone = unique("gone");
    const { User } = await iamOf().send(new CreateUserCommand({ UserName: gone }));
    const orphaned = unique("orphaned");
    await makeRole(iamOf(), orphaned, trust({ AWS: User?.Arn }));
    await iamOf().send(new DeleteUserCommand({ UserName: gone }));
    expect(await principalOf(orphaned)).toEqual({ AWS: User?.UserId });
    const { Roles } = await iamOf().send(new ListRolesCommand({}));
    const listed = Roles?.find(({ RoleName }) => RoleName === orphaned)?.AssumeRolePolicyDocument ?? "";
    expect(decodeURIComponent(listed)).toContain(User?.UserId ?? "none");
  });

  it("nor has its older session what the new role of its name may", async () => {
    const name = unique("anew");
    const arn = await makeRole(iamOf(), name, trust({ AWS: ADMIN_ARN }), { policy: allow("s3:ListAllMyBuckets") });
    const { Credentials } = await assume(ADMIN, arn);
    expect((await s3Of(Credentials).send(new ListBucketsCommand({}))).Buckets).toEqual([]);

    await iamOf().send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: "own" }));
    await iamOf().send(new DeleteRoleCommand({ RoleName: name }));
    await makeRole(iamOf(), name, trust({ AWS: ADMIN_ARN }), { policy: allow("s3:ListAllMyBuckets") });

    expect(await faultOf(s3Of(Credentials).send(new ListBucketsCommand({})))).toMatchObject({ code: "AccessDenied" });
  });
});

const minutesLeft = (credentials: Credentials | undefined): number =>
  Math.round(((credentials?.Expiration?.getTime() ?? 0) - now().getTime()) / 60_000);

describe("case 62: how long sessions last", () => {
  // id_roles_terms-and-concepts.html (role chaining). Sentences: kreuzwerker/awsu issue 27, coinbase/assume-role issue 24.
  it("is an hour at most in a chain of roles, and the role's maximum at most", async () => {
    const caller = await user();
    const first = await role(trust({ AWS: caller.arn }), { MaxSessionDuration: 7200 });
    const second = await role(trust({ AWS: first }), { MaxSessionDuration: 7200 });
    const { Credentials } = await assume(caller, first, { DurationSeconds: 7200 });

    expect(minutesLeft(Credentials)).toBe(120);
    expect(await faultOf(assume(caller, first, { DurationSeconds: 7201 }))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    expect(await faultOf(assume(Credentials, second, { DurationSeconds: 3601 }))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    });
    expect(minutesLeft((await assume(Credentials, second, { DurationSeconds: 3600 })).Credentials)).toBe(60);
  });
});

describe("case 63: GetFederationToken without a policy", () => {
  // id_credentials_temp_control-access_getfederationtoken.html
  it("gives a session without permissions; with one, what it and the user's policies both allow", async () => {
    const caller = await user(allow(["sts:GetFederationToken", "s3:ListAllMyBuckets"]));
    const get = async (Policy?: string) =>
      (await stsOf(caller).send(new GetFederationTokenCommand({ Name: "bob", Policy }))).Credentials;
    const list = async (credentials: Credentials | undefined) =>
      (await s3Of(credentials).send(new ListBucketsCommand({}))).Buckets;

    expect(await list(await get(allow("s3:*")))).toEqual([]);
    expect(await faultOf(list(await get()))).toMatchObject({ code: "AccessDenied", status: 403 });
    expect(await faultOf(list(await get(allow("s3:GetObject"))))).toMatchObject({ code: "AccessDenied" });
  });
});

describe("case 64: GetSessionToken", () => {
  // id_credentials_temp_control-access_getsessiontoken.html. The fault: aws/aws-sdk-js issue 460.
  it("needs no permission, and its session cannot call IAM, nor STS but for AssumeRole and GetCallerIdentity", async () => {
    const caller = await user(policyOf({ Effect: "Allow", Action: "*", Resource: "*" }));
    const nobody = await user();
    const { Credentials } = await stsOf(caller).send(new GetSessionTokenCommand({}));
    const arn = await role(trust({ AWS: caller.arn }));

    expect((await stsOf(nobody).send(new GetSessionTokenCommand({}))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect((await s3Of(Credentials).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    expect((await assume(Credentials, arn)).AssumedRoleUser?.Arn).toContain(":assumed-role/");
    expect((await stsOf(Credentials).send(new GetCallerIdentityCommand({}))).Arn).toBe(caller.arn);
    const refused = { code: "InvalidClientTokenId", message: "The security token included in the request is invalid." };
    expect(await faultOf(iamOf(Credentials).send(new ListRolesCommand({})))).toMatchObject(refused);
    expect(await faultOf(stsOf(Credentials).send(new GetFederationTokenCommand({ Name: "bob" })))).toMatchObject(
      refused,
    );
  });
});

describe("case 65: GetCallerIdentity", () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  it("is allowed even against an explicit deny", async () => {
    const caller = await user(policyOf({ Effect: "Deny", Action: "*", Resource: "*" }));

    expect(await stsOf(caller).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT,
      Arn: caller.arn,
      UserId: caller.id,
    });
  });
});

describe("case 66: session tags", () => {
  // id_session-tags.html
  const tagging = { Action: ["sts:AssumeRole", "sts:TagSession"] };
  const Tags = [
    { Key: "team", Value: "core" },
    { Key: "project", Value: "iam" },
  ];

  it("need sts:TagSession from both sides where both are asked", async () => {
    const caller = await user(allow("sts:AssumeRole"));
    const tagger = await user(allow(["sts:AssumeRole", "sts:TagSession"]));
    const plain = await role(trust({ AWS: ACCOUNT }));
    const arn = await role(trust({ AWS: ACCOUNT }, tagging));

    expect((await assume(tagger, arn, { Tags })).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await faultOf(assume(caller, arn, { Tags }))).toEqual(denied(caller.arn, arn, "sts:TagSession"));
    expect(await faultOf(assume(tagger, plain, { Tags }))).toEqual(denied(tagger.arn, plain, "sts:TagSession"));
  });

  it("pass to the next session where they are transitive, and cannot be overridden there", async () => {
    const caller = await user();
    const first = await role(trust({ AWS: caller.arn }, tagging));
    const second = await role(trust({ AWS: first }, tagging), {
      policy: policyOf({
        Effect: "Allow",
        Action: "s3:ListAllMyBuckets",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalTag/team": "core" }, Null: { "aws:PrincipalTag/project": "true" } },
      }),
    });
    const { Credentials } = await assume(caller, first, { Tags, TransitiveTagKeys: ["team"] });

    const chained = await assume(Credentials, second);

    expect((await s3Of(chained.Credentials).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    // Sentence: facts/aws-errors.tsv (recorded from AWS).
    const again = { Tags: [{ Key: "Team", Value: "other" }], TransitiveTagKeys: ["Team"] };
    expect(await faultOf(assume(Credentials, second, again))).toEqual({
      code: "InvalidParameterValue",
      status: 400,
      message:
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
    expect(await faultOf(assume(Credentials, second, { Tags: [{ Key: "TEAM", Value: "other" }] }))).toMatchObject({
      code: "InvalidParameterValue",
    });
  });

  it("hide tags of the role of the same key, whatever its case", async () => {
    const caller = await user();
    const arn = await role(trust({ AWS: caller.arn }, tagging), {
      Tags: [{ Key: "Team", Value: "role" }],
      policy: policyOf({
        Effect: "Allow",
        Action: "s3:ListAllMyBuckets",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalTag/team": "role" } },
      }),
    });
    const own = await assume(caller, arn);
    const tagged = await assume(caller, arn, { Tags });

    expect((await s3Of(own.Credentials).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    expect(await faultOf(s3Of(tagged.Credentials).send(new ListBucketsCommand({})))).toMatchObject({
      code: "AccessDenied",
    });
  });

  it("and a source identity stays the same along a chain", async () => {
    const caller = await user();
    const naming = { Action: ["sts:AssumeRole", "sts:SetSourceIdentity"] };
    const first = await role(trust({ AWS: caller.arn }, naming));
    const second = await role(trust({ AWS: first }, naming));
    const silent = await role(trust({ AWS: first }));
    const { Credentials, SourceIdentity } = await assume(caller, first, { SourceIdentity: "me" });

    expect(SourceIdentity).toBe("me");
    expect((await assume(Credentials, second)).SourceIdentity).toBe("me");
    const session = (await stsOf(Credentials).send(new GetCallerIdentityCommand({}))).Arn ?? "";
    // id_credentials_temp_control-access_monitor.html: every role of the chain needs sts:SetSourceIdentity.
    expect(await faultOf(assume(Credentials, silent))).toEqual(denied(session, silent, "sts:SetSourceIdentity"));
    expect(await faultOf(assume(Credentials, second, { SourceIdentity: "you" }))).toEqual(
      denied(session, second, "sts:SetSourceIdentity"),
    );
  });
});

describe("case 67: sessions are revoked by a deny on aws:TokenIssueTime", () => {
  // id_roles_use_revoke-sessions.html
  it("those issued before, not those issued later, and no access key", async () => {
    const caller = await user();
    const name = unique("revoked");
    const arn = await makeRole(iamOf(), name, trust({ AWS: caller.arn }), { policy: allow("s3:ListAllMyBuckets") });
    const before = await assume(caller, arn);
    const revoked = new Date(now().getTime() + 5_000).toISOString();
    ahead += 10_000;
    const deny = (time: string) =>
      policyOf({
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { DateLessThan: { "aws:TokenIssueTime": time } },
      });
    const revoke = deny(revoked);
    await iamOf().send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "AWSRevokeOlderSessions", PolicyDocument: revoke }),
    );
    const after = await assume(caller, arn);
    const withKey = await user(
      policyOf(
        { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
        {
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { DateLessThan: { "aws:TokenIssueTime": "2099-01-01T00:00:00Z" } },
        },
      ),
    );

    expect(await faultOf(s3Of(before.Credentials).send(new ListBucketsCommand({})))).toMatchObject({
      code: "AccessDenied",
    });
    expect((await s3Of(after.Credentials).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    expect((await s3Of(withKey).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
  });
});

describe("case 68: names that differ by case only are the same", () => {
  // reference_iam-quotas.html. Sentences: facts/aws-errors.tsv (recorded from AWS).
  it("for roles, users and groups", async () => {
    await makeRole(iamOf(), "r0", trust({ AWS: ACCOUNT }));
    await iamOf().send(new CreateUserCommand({ UserName: "u0" }));
    await iamOf().send(new CreateGroupCommand({ GroupName: "g0" }));

    const create = new CreateRoleCommand({ RoleName: "R0", AssumeRolePolicyDocument: trust({ AWS: ACCOUNT }) });
    const exists = (what: string) => ({
      code: "EntityAlreadyExists",
      status: 409,
      message: `${what} already exists.`,
    });
    expect(await faultOf(iamOf().send(create))).toEqual(exists("Role with name R0"));
    expect(await faultOf(iamOf().send(new CreateUserCommand({ UserName: "U0" })))).toEqual(exists("User with name U0"));
    expect(await faultOf(iamOf().send(new CreateGroupCommand({ GroupName: "G0" })))).toEqual(
      exists("Group with name G0"),
    );
  });
});
