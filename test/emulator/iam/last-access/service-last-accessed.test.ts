import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsWithEntitiesCommand,
  ListPoliciesGrantingServiceAccessCommand,
} from "@aws-sdk/client-iam";
import type { AccessAdvisorUsageGranularityType } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, AssumeRoleCommand } from "@aws-sdk/client-sts";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { clientConfig, faultOf, iamClient, s3Client, startForTests, stsClient } from "../../support";
import { S3Client } from "@aws-sdk/client-s3";

// "Recorded": answers of AWS in September 2026, github.com/radkawar/stackd, testdata/aws/iam/last_access.json.

const ACCOUNT = "123456789012";
const NOW = new Date("2026-11-22T10:00:00Z");
const box = startForTests({ clock: { now: () => NOW } });

const iam = <Output>(operation: string, input: object) => box.emulator.invoke<Output>("iam", operation, input);
const policy = (...statements: object[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })),
  });
const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/team/${name}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const SHARED = `arn:aws:iam::${ACCOUNT}:policy/shared`;

let key: { AccessKeyId: string; SecretAccessKey: string };

beforeAll(async () => {
  const Path = "/team/";
  await iam("CreatePolicy", {
    PolicyName: "shared",
    PolicyDocument: policy({ Action: ["sqs:SendMessage", "s3:ListAllMyBuckets"] }),
  });
  for (const UserName of ["target", "member"]) await iam("CreateUser", { UserName, Path });
  await iam("CreateGroup", { GroupName: "group" });
  await iam("PutUserPolicy", {
    UserName: "target",
    PolicyName: "direct",
    PolicyDocument: policy({ Action: ["iam:GetUser", "ec2:DescribeInstances"] }, { Effect: "Deny", Action: "sqs:*" }),
  });
  await iam("PutGroupPolicy", {
    GroupName: "group",
    PolicyName: "grouped",
    PolicyDocument: policy({ Action: "lambda:ListFunctions" }),
  });
  await iam("AttachUserPolicy", { UserName: "target", PolicyArn: SHARED });
  await iam("AttachGroupPolicy", { GroupName: "group", PolicyArn: SHARED });
  for (const UserName of ["target", "member"]) await iam("AddUserToGroup", { GroupName: "group", UserName });
  await iam("CreateRole", {
    RoleName: "worker",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: userArn("target") }, Action: "sts:AssumeRole" }],
    }),
  });
  await iam("AttachRolePolicy", { RoleName: "worker", PolicyArn: SHARED });
  const made = await iam<{ AccessKey: typeof key }>("CreateAccessKey", { UserName: "target" });
  key = made.AccessKey;
});

async function report(Arn: string, Granularity?: AccessAdvisorUsageGranularityType) {
  const client = iamClient(box.emulator);
  const { JobId } = await client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity }));
  return await client.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
}

describe("last access: the services of a report", () => {
  it("are those that a user's policies and its groups' grant, by namespace; not those wholly denied (recorded: get_user_first)", async () => {
    expect(await report(userArn("target"))).toMatchObject({
      JobStatus: "COMPLETED",
      JobType: "SERVICE_LEVEL",
      JobCreationDate: NOW,
      IsTruncated: false,
      ServicesLastAccessed: [
        { ServiceName: "Amazon EC2", ServiceNamespace: "ec2", TotalAuthenticatedEntities: 0 },
        { ServiceName: "AWS Identity and Access Management", ServiceNamespace: "iam" },
        { ServiceName: "AWS Lambda", ServiceNamespace: "lambda" },
        { ServiceName: "Amazon S3", ServiceNamespace: "s3" },
      ],
    });
  });

  it.each([
    [`arn:aws:iam::${ACCOUNT}:group/group`, ["lambda", "s3", "sqs"]],
    [ROLE, ["s3", "sqs"]],
    [SHARED, ["s3", "sqs"]],
    [`arn:aws:iam::${ACCOUNT}:user/other/path/target`, ["ec2", "iam", "lambda", "s3"]],
  ])(
    "are found for %s (recorded: get_group_first, get_role_first, get_policy_first, generate_arn_wrong_path)",
    async (arn, expected) => {
      const { ServicesLastAccessed: services } = await report(arn);

      expect(services?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(expected);
    },
  );

  it.each([
    ["an action that AWS does not know", { Action: "s3:StackdUnmodeledAction" }, []],
    [
      "a condition that never holds",
      { Action: "s3:GetObject", Condition: { StringEquals: { "aws:username": "x" } } },
      ["s3"],
    ],
    ["a wildcard", { Action: "s3:Get*" }, ["s3"]],
  ])("are judged by actions alone: %s (recorded: selection_…)", async (_case, statement, expected) => {
    await iam("CreateUser", { UserName: "selection" });
    await iam("PutUserPolicy", { UserName: "selection", PolicyName: "p", PolicyDocument: policy(statement) });
    const { ServicesLastAccessed: services } = await report(`arn:aws:iam::${ACCOUNT}:user/selection`);
    await iam("DeleteUserPolicy", { UserName: "selection", PolicyName: "p" });
    await iam("DeleteUser", { UserName: "selection" });

    expect(services?.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(expected);
  });

  it("are all of them for an administrator", async () => {
    await iam("CreateUser", { UserName: "administrator" });
    await iam("AttachUserPolicy", {
      UserName: "administrator",
      PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    });
    const page = await report(`arn:aws:iam::${ACCOUNT}:user/administrator`);

    expect(page.ServicesLastAccessed).toHaveLength(100);
    expect(page.IsTruncated).toBe(true);
  });
});

describe("last access: what was used", () => {
  it("is told by user and by role, with the region and the actions", async () => {
    const { AccessKeyId, SecretAccessKey } = key;
    await s3Client(box.emulator, AccessKeyId).send(new ListBucketsCommand({}));
    await stsClient(box.emulator, AccessKeyId, SecretAccessKey).send(new GetCallerIdentityCommand({}));
    const { Credentials: session } = await stsClient(box.emulator, AccessKeyId, SecretAccessKey).send(
      new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "session" }),
    );
    await new S3Client({
      ...clientConfig(box.emulator),
      credentials: {
        accessKeyId: session?.AccessKeyId ?? "",
        secretAccessKey: session?.SecretAccessKey ?? "",
        sessionToken: session?.SessionToken ?? "",
      },
    }).send(new ListBucketsCommand({}));

    const bySubject = async (arn: string) =>
      (await report(arn, "ACTION_LEVEL")).ServicesLastAccessed?.find(
        ({ ServiceNamespace }) => ServiceNamespace === "s3",
      );
    const use = { LastAuthenticated: NOW, LastAuthenticatedRegion: "us-east-1" };
    expect(await bySubject(userArn("target"))).toMatchObject({
      ...use,
      LastAuthenticatedEntity: userArn("target"),
      TotalAuthenticatedEntities: 1,
      TrackedActionsLastAccessed: [
        { ActionName: "ListAllMyBuckets", LastAccessedEntity: userArn("target"), LastAccessedTime: NOW },
      ],
    });
    expect(await bySubject(ROLE)).toMatchObject({ ...use, LastAuthenticatedEntity: ROLE });
    expect(await bySubject(SHARED)).toMatchObject({ ...use, TotalAuthenticatedEntities: 2 });
  });

  it("is told by entity, users first (recorded: entities_policy_s3)", async () => {
    const client = iamClient(box.emulator);
    const { JobId } = await client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: SHARED }));
    const entitiesOf = async (ServiceNamespace: string) =>
      (await client.send(new GetServiceLastAccessedDetailsWithEntitiesCommand({ JobId, ServiceNamespace })))
        .EntityDetailsList;

    expect(await entitiesOf("s3")).toMatchObject([
      { EntityInfo: { Name: "member", Type: "USER", Path: "/team/" } },
      { EntityInfo: { Name: "target", Arn: userArn("target") }, LastAuthenticated: NOW },
      { EntityInfo: { Name: "worker", Type: "ROLE" }, LastAuthenticated: NOW },
    ]);
    expect((await entitiesOf("s3"))?.[0]?.LastAuthenticated).toBeUndefined();
    expect(await entitiesOf("iam")).toEqual([]);
    expect(await faultOf(entitiesOf("nothing"))).toEqual({
      code: "InvalidInput",
      status: 400,
      // AWS's spelling (recorded: entities_policy_stackdunmodeled).
      message: "Service namepace nothing is either invalid or unsupported.",
    });
  });
});

describe("last access: policies that grant access", () => {
  const list = (Arn: string, ...ServiceNamespaces: string[]) =>
    iamClient(box.emulator).send(new ListPoliciesGrantingServiceAccessCommand({ Arn, ServiceNamespaces }));

  it("are told by service in the order of the request, whatever is denied (recorded: grants_user_graph)", async () => {
    const answer = await list(userArn("target"), "sqs", "iam", "lambda", "dynamodb");

    expect(answer.PoliciesGrantingServiceAccess).toEqual([
      {
        ServiceNamespace: "sqs",
        Policies: [{ PolicyName: "shared", PolicyType: "MANAGED", PolicyArn: SHARED }],
      },
      {
        ServiceNamespace: "iam",
        Policies: [{ PolicyName: "direct", PolicyType: "INLINE", EntityType: "USER", EntityName: "target" }],
      },
      {
        ServiceNamespace: "lambda",
        Policies: [{ PolicyName: "grouped", PolicyType: "INLINE", EntityType: "GROUP", EntityName: "group" }],
      },
      { ServiceNamespace: "dynamodb", Policies: [] },
    ]);
  });

  it.each([
    [userArn("target"), "InvalidInput", "Invalid service namespace: [nothing]"],
    [SHARED, "InvalidInput", `Invalid Entity Arn: ${SHARED} is not supported.`],
    [userArn("missing"), "NoSuchEntity", `ARN ${userArn("missing")} does not exist.`],
    [
      "arn:aws:iam::999999999999:user/target",
      "AccessDenied",
      `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform the operation on arn:aws:iam::999999999999:user/target`,
    ],
  ])("are refused for %s with %s (recorded: grants_…)", async (arn, code, message) => {
    expect(await faultOf(list(arn, "nothing"))).toMatchObject({ code, message });
  });
});
