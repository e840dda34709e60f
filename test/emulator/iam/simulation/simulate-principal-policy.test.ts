import type { SimulatePrincipalPolicyCommandInput } from "@aws-sdk/client-iam";
import {
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import { TRUST, faultOf, iamClient, startForTests } from "../../support";

// "Recorded": answers of AWS in September 2026, github.com/radkawar/stackd, testdata/aws/iam/simulation.json, whose setup this
// is: a user, its group and a role with an inline policy each, a managed policy of all three.

const box = startForTests();

const A = "arn:aws:s3:::stackd-simulation/a";
const B = "arn:aws:s3:::stackd-simulation/b";
const ACCOUNT = "123456789012";
const arnOf = (kind: string) => `arn:aws:iam::${ACCOUNT}:${kind}/simulation/sim-${kind}`;
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/simulation/sim-managed`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/simulation/sim-boundary`;
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

const policy = (Action: unknown, Resource = "*", more: object = {}): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] }, undefined, 2);

beforeAll(async () => {
  const iam = (operation: string, input: object) => box.emulator.invoke("iam", operation, input);
  const Path = "/simulation/";
  await iam("CreateUser", { UserName: "sim-user", Path });
  await iam("CreateGroup", { GroupName: "sim-group", Path });
  await iam("CreateRole", { RoleName: "sim-role", Path, AssumeRolePolicyDocument: TRUST });
  await iam("CreatePolicy", { PolicyName: "sim-managed", Path, PolicyDocument: policy("s3:DeleteObject") });
  await iam("CreatePolicy", {
    PolicyName: "sim-boundary",
    Path,
    PolicyDocument: policy(["s3:GetObject", "s3:PutObject"]),
  });
  await iam("PutUserPolicy", {
    UserName: "sim-user",
    PolicyName: "UserInline",
    PolicyDocument: policy("s3:GetObject", A),
  });
  await iam("PutGroupPolicy", {
    GroupName: "sim-group",
    PolicyName: "GroupInline",
    PolicyDocument: policy("s3:PutObject", B),
  });
  await iam("PutRolePolicy", {
    RoleName: "sim-role",
    PolicyName: "RoleInline",
    PolicyDocument: policy("s3:GetObject"),
  });
  await iam("AttachUserPolicy", { UserName: "sim-user", PolicyArn: MANAGED });
  await iam("AttachGroupPolicy", { GroupName: "sim-group", PolicyArn: MANAGED });
  await iam("AttachRolePolicy", { RoleName: "sim-role", PolicyArn: MANAGED });
  await iam("AddUserToGroup", { UserName: "sim-user", GroupName: "sim-group" });
  await iam("CreateUser", { UserName: "limited" });
  await iam("PutUserPolicy", { UserName: "limited", PolicyName: "All", PolicyDocument: policy("s3:*") });
  await iam("AttachUserPolicy", { UserName: "limited", PolicyArn: READ_ONLY });
  await iam("PutUserPermissionsBoundary", { UserName: "limited", PermissionsBoundary: BOUNDARY });
});

type Request = Partial<SimulatePrincipalPolicyCommandInput>;

async function simulate(request: Request = {}) {
  const input = { PolicySourceArn: arnOf("user"), ActionNames: ACTIONS, ResourceArns: [A, B], ...request };
  const answer = await iamClient(box.emulator).send(new SimulatePrincipalPolicyCommand(input));
  return answer.EvaluationResults ?? [];
}

/** Per action: the decision, and the policies that are named. */
async function summarize(request: Request = {}) {
  return (await simulate(request)).map(({ EvalDecision: decision, MatchedStatements: statements = [] }) => [
    decision,
    ...statements.map(({ SourcePolicyId: id }) => id),
  ]);
}

describe("simulation: the policies of a simulation", () => {
  it("are a user's and its groups', named as AWS names them (facts 71 and 76; recorded: principal_user_sources)", async () => {
    expect(await summarize()).toEqual([
      ["implicitDeny", "user_sim-user_UserInline"],
      ["implicitDeny", "group_sim-group_GroupInline"],
      ["allowed", "sim-managed"],
    ]);
    const [first] = await simulate();
    expect(first?.MatchedStatements).toEqual([
      {
        SourcePolicyId: "user_sim-user_UserInline",
        SourcePolicyType: "IAM Policy",
        StartPosition: { Line: 3, Column: 17 },
        EndPosition: { Line: 8, Column: 6 },
      },
    ]);
  });

  it.each([
    ["group", [["implicitDeny"], ["implicitDeny", "group_sim-group_GroupInline"], ["allowed", "sim-managed"]]],
    ["role", [["allowed", "role_sim-role_RoleInline"], ["implicitDeny"], ["allowed", "sim-managed"]]],
  ])("are those of a %s (fact 76; recorded: principal_…_sources)", async (kind, expected) => {
    expect(await summarize({ PolicySourceArn: arnOf(kind) })).toEqual(expected);
  });

  it("are those of the request as well (recorded: principal_additional_policy)", async () => {
    const [first] = await summarize({ PolicyInputList: [policy("*")] });

    expect(first).toEqual(["allowed", "user_sim-user_UserInline", "PolicyInputList.1"]);
  });

  it("are found whatever path the ARN has (recorded: principal_role_wrong_path)", async () => {
    const PolicySourceArn = arnOf("role").replace("/simulation/", "/wrong-path/");

    expect((await summarize({ PolicySourceArn }))[0]).toEqual(["allowed", "role_sim-role_RoleInline"]);
  });

  it("are those of a caller with another name (model: as if Bob had David's policies)", async () => {
    const document = policy("s3:GetObject", "*", { Condition: { StringEquals: { "aws:username": "bob" } } });
    const request = { PolicySourceArn: arnOf("role"), ActionNames: ["s3:GetObject"], PolicyInputList: [document] };
    const CallerArn = `arn:aws:iam::${ACCOUNT}:user/bob`;

    expect(await summarize({ ...request, CallerArn })).toEqual([
      ["allowed", "role_sim-role_RoleInline", "PolicyInputList.1"],
    ]);
  });

  it.each(["user", "group", "role"])(
    "of a %s that is not there are NoSuchEntity (fact 76; recorded: principal_…_missing)",
    async (kind) => {
      expect(await faultOf(simulate({ PolicySourceArn: `${arnOf(kind)}-missing` }))).toEqual({
        code: "NoSuchEntity",
        status: 404,
        message: "Unable to retrieve specified IAM entity.",
      });
    },
  );

  it.each([
    [
      `arn:aws:iam::999999999999:user/sim-user`,
      `Invalid Policy Source Arn: caller's account ${ACCOUNT} does not have access to policies in account 999999999999.`,
    ],
    ...[
      `arn:aws:iam::${ACCOUNT}:root`,
      `arn:aws:sts::${ACCOUNT}:assumed-role/fictional/session`,
      "not-an-arn-but-long-enough",
    ].map((arn) => [arn, `Invalid ARN provided in the request: ${arn}`]),
  ])("of %s are InvalidInput (recorded: principal_…_source)", async (PolicySourceArn, message) => {
    expect(await faultOf(simulate({ PolicySourceArn: PolicySourceArn as string }))).toEqual({
      code: "InvalidInput",
      status: 400,
      message,
    });
  });
});

describe("simulation: the boundary of the principal", () => {
  const PolicySourceArn = `arn:aws:iam::${ACCOUNT}:user/limited`;
  const boundaryOf = async (request: Request) =>
    (await simulate({ PolicySourceArn, ...request })).map(
      ({ EvalDecision: decision, PermissionsBoundaryDecisionDetail: detail }) => [
        decision,
        detail?.AllowedByPermissionsBoundary,
      ],
    );

  it("limits what its policies allow (fact 75; recorded: principal_attached_boundary)", async () => {
    expect(await boundaryOf({})).toEqual([
      ["allowed", true],
      ["allowed", true],
      ["implicitDeny", false],
    ]);
  });

  it("gives way to the one of the request (fact 75; recorded: principal_replacement_boundary)", async () => {
    expect(await boundaryOf({ PermissionsBoundaryPolicyInputList: [policy("s3:DeleteObject")] })).toEqual([
      ["implicitDeny", false],
      ["implicitDeny", false],
      ["allowed", true],
    ]);
  });

  it("can be left out (fact 79, model)", async () => {
    expect(await boundaryOf({ PolicyExclusionList: [{ PolicyType: "permission-boundary" }] })).toEqual([
      ["allowed", undefined],
      ["allowed", undefined],
      ["allowed", undefined],
    ]);
  });
});

describe("simulation: a policy that is excluded", () => {
  const NONE = [["implicitDeny"], ["implicitDeny"], ["allowed", "sim-managed"]];
  const WITHOUT_MANAGED = [
    ["implicitDeny", "user_sim-user_UserInline"],
    ["implicitDeny", "group_sim-group_GroupInline"],
    ["implicitDeny"],
  ];
  const ALL = [
    ["implicitDeny", "user_sim-user_UserInline"],
    ["implicitDeny", "group_sim-group_GroupInline"],
    ["allowed", "sim-managed"],
  ];

  it.each([
    ["inline", { PolicyType: "inline" }, NONE],
    ["user-managed", { PolicyType: "user-managed" }, WITHOUT_MANAGED],
    ["aws-managed, of which there is none", { PolicyType: "aws-managed" }, ALL],
    ["scp, of which there is none", { PolicyType: "scp" }, ALL],
    ["an ARN without its path", { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/sim-managed` }, WITHOUT_MANAGED],
    ["an ARN with a wildcard", { PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/sim-m*` }, WITHOUT_MANAGED],
    ["an ARN with its path, which AWS does not find", { PolicyArn: MANAGED }, ALL],
    ["an ARN that nothing has", { PolicyArn: `${MANAGED}-missing` }, ALL],
  ] as const)("by %s (fact 79; recorded: principal_exclude_…)", async (_case, identifier, expected) => {
    expect(await summarize({ PolicyExclusionList: [identifier] })).toEqual(expected);
  });

  it.each([
    ["of the user", "UserInline", "user", "sim-user", ["implicitDeny"]],
    ["of a name with wildcards", "UserInline", "user", "si?-us*", ["implicitDeny"]],
    ["of another owner", "UserInline", "user", "sim-group", ALL[0]],
    ["of another kind of owner", "UserInline", "group", "sim-user", ALL[0]],
  ] as const)(
    "inline, %s (fact 79; recorded: principal_exclude_inline_…)",
    async (_case, PolicyName, AttachmentType, AttachmentName, expected) => {
      const [first] = await summarize({
        PolicyExclusionList: [{ InlinePolicyIdentifier: { PolicyName, AttachmentType, AttachmentName } }],
      });

      expect(first).toEqual(expected);
    },
  );

  it("has one star at most (fact 79)", async () => {
    const identifier = { PolicyName: "UserInline", AttachmentType: "user", AttachmentName: "s*m*" } as const;

    expect((await faultOf(simulate({ PolicyExclusionList: [{ InlinePolicyIdentifier: identifier }] }))).code).toBe(
      "InvalidInput",
    );
  });
});

describe("simulation: context keys", () => {
  const asking = (operator: string, key: string, value: string, Resource = "*"): string =>
    policy("s3:GetObject", Resource, { Condition: { [operator]: { [key]: value } } });

  it("are those of conditions and variables, each once whatever its case", async () => {
    const answer = await iamClient(box.emulator).send(
      new GetContextKeysForCustomPolicyCommand({
        PolicyInputList: [
          asking("StringEquals", "aws:SourceVpc", "${aws:PrincipalTag/team}", "arn:aws:s3:::b/${aws:username}"),
          asking("StringNotEquals", "AWS:sourcevpc", "x"),
        ],
      }),
    );

    expect([...(answer.ContextKeyNames ?? [])].sort()).toEqual([
      "aws:PrincipalTag/team",
      "aws:SourceVpc",
      "aws:username",
    ]);
  });

  it("are those of a principal's policies and of the given ones", async () => {
    const client = iamClient(box.emulator);
    const PolicySourceArn = arnOf("user");

    expect(
      (await client.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn }))).ContextKeyNames,
    ).toEqual([]);
    const PolicyInputList = [asking("Bool", "aws:SecureTransport", "true")];
    expect(
      (await client.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn, PolicyInputList })))
        .ContextKeyNames,
    ).toEqual(["aws:SecureTransport"]);
  });
});
