import { CreateStackCommand, DescribeStacksCommand, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  AddRoleToInstanceProfileCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  GetUserCommand,
  ListRolesCommand,
  PutUserPermissionsBoundaryCommand,
  TagUserCommand,
  UpdateAccessKeyCommand,
  DeleteAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { DeleteParametersCommand, GetParameterCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { TRUST, faultOf, startForTests } from "../support";
import { ADMIN, clientsOf, makeUser, policy } from "./support";
import type { Credentials } from "./support";

const box = startForTests({ enforcement: "strict", administrator: ADMIN });

const ACCOUNT = "arn:aws:iam::123456789012";
// Sentences: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; what resources are called
// in them: aws/aws-cdk issue 27067, aws-samples/rancher-on-aws-workshop issue 28.
const denied = (who: string, action: string, resource: string, why: string): object => ({
  code: "AccessDenied",
  status: 403,
  message: `User: ${ACCOUNT}:user/${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
});
const noIdentityPolicy = (action: string): string => `because no identity-based policy allows the ${action} action`;

describe("a request that does not prove who sent it", () => {
  it.each<[string, Credentials, object]>([
    [
      "a key that nobody has",
      { accessKeyId: "AKIANOBODYS", secretAccessKey: "x" },
      { code: "InvalidClientTokenId", message: "The security token included in the request is invalid.", status: 403 },
    ],
    [
      "another secret",
      { ...ADMIN, secretAccessKey: "x" },
      {
        code: "SignatureDoesNotMatch",
        message:
          "The request signature we calculated does not match the signature you provided. " +
          "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
        status: 403,
      },
    ],
    [
      "a token that the key does not have",
      { ...ADMIN, sessionToken: "x" },
      { code: "InvalidClientTokenId", message: "The security token included in the request is invalid", status: 403 },
    ],
  ])("is refused with %s", async (_what, credentials, fault) => {
    // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
    const { iam, sts } = clientsOf(box.emulator, credentials);

    expect(await faultOf(iam.send(new ListRolesCommand({})))).toEqual(fault);
    expect(await faultOf(sts.send(new GetCallerIdentityCommand({})))).toEqual(fault);
  });

  it("is refused in the words of each service", async () => {
    const { ssm, s3 } = clientsOf(box.emulator, { accessKeyId: "AKIANOBODYS", secretAccessKey: "x" });

    expect(await faultOf(ssm.send(new GetParameterCommand({ Name: "/a" })))).toMatchObject({
      code: "UnrecognizedClientException",
      status: 400,
    });
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    expect(await faultOf(s3.send(new ListBucketsCommand({})))).toEqual({
      code: "InvalidAccessKeyId",
      message: "The AWS Access Key Id you provided does not exist in our records.",
      status: 403,
    });
  });

  it("is refused without a signature, but for S3 and the federations of STS", async () => {
    const ask = async (query: string): Promise<[number, string]> => {
      const response = await fetch(`${box.emulator.url}/?${query}`);
      return [response.status, /<Code>(\w+)/.exec(await response.text())?.[1] ?? ""];
    };

    expect(await ask("Action=ListRoles&Version=2010-05-08")).toEqual([403, "MissingAuthenticationToken"]);
    expect(await ask("Action=GetCallerIdentity&Version=2011-06-15")).toEqual([403, "MissingAuthenticationToken"]);
    // An anonymous caller whom no bucket policy lets in.
    expect(await ask("list-type=2")).toEqual([403, "AccessDenied"]);
  });

  it("is refused when its key was switched off, or deleted", async () => {
    const credentials = await makeUser(box.emulator, "switched");
    const { iam } = clientsOf(box.emulator);
    const key = { UserName: "switched", AccessKeyId: credentials.accessKeyId };
    const identity = () => clientsOf(box.emulator, credentials).sts.send(new GetCallerIdentityCommand({}));

    expect(await identity()).toMatchObject({ Arn: `${ACCOUNT}:user/switched` });
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
    expect(await faultOf(identity())).toMatchObject({ code: "InvalidClientTokenId", status: 403 });
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: "Active" }));
    expect(await identity()).toMatchObject({ Arn: `${ACCOUNT}:user/switched` });
    await iam.send(new DeleteAccessKeyCommand(key));
    expect(await faultOf(identity())).toMatchObject({ code: "InvalidClientTokenId", status: 403 });
  });
});

describe("who may do what at the start", () => {
  it("is the administrator, everything, and the roots of accounts with the same secret", async () => {
    const { iam } = clientsOf(box.emulator);
    const root = clientsOf(box.emulator, { ...ADMIN, accessKeyId: "111122223333" });

    expect((await iam.send(new GetUserCommand({}))).User?.UserName).toBe("emulator-administrator");
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    expect(await root.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: "arn:aws:iam::111122223333:root",
    });
    expect((await root.iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it("is told by the environment, the header of every answer and the health", async () => {
    const response = await fetch(`${box.emulator.url}/_emulator/health`);

    expect(box.emulator.environment()).toMatchObject({
      AWS_ACCESS_KEY_ID: ADMIN.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ADMIN.secretAccessKey,
    });
    expect(await response.json()).toMatchObject({ enforcement: "strict" });
    const refused = await fetch(box.emulator.url);
    expect([refused.status, refused.headers.get("x-emulator-enforcement")]).toEqual([403, "strict"]);
  });
});

describe("a user without permissions", () => {
  let clients: ReturnType<typeof clientsOf>;
  beforeAll(async () => {
    clients = clientsOf(box.emulator, await makeUser(box.emulator, "nobody"));
    await clientsOf(box.emulator).iam.send(
      new CreateRoleCommand({ RoleName: "there", Path: "/app/", AssumeRolePolicyDocument: TRUST }),
    );
  });

  it("learns who it is, whatever its policies say", async () => {
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    expect(await clients.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: `${ACCOUNT}:user/nobody` });
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      "a new role",
      () => clients.iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: TRUST })),
      "iam:CreateRole",
      `${ACCOUNT}:role/r`,
    ],
    [
      "a role that is there",
      () => clients.iam.send(new GetRoleCommand({ RoleName: "there" })),
      "iam:GetRole",
      "role there",
    ],
    [
      "a role that is not there",
      () => clients.iam.send(new GetRoleCommand({ RoleName: "gone" })),
      "iam:GetRole",
      "role gone",
    ],
    ["itself", () => clients.iam.send(new GetUserCommand({})), "iam:GetUser", "user nobody"],
    ["all roles", () => clients.iam.send(new ListRolesCommand({})), "iam:ListRoles", `${ACCOUNT}:role/`],
    [
      "a stack",
      () => clients.cloudformation.send(new DescribeStacksCommand({ StackName: "s" })),
      "cloudformation:DescribeStacks",
      "arn:aws:cloudformation:us-east-1:123456789012:stack/s/*",
    ],
    [
      "all stacks",
      () => clients.cloudformation.send(new ListStacksCommand({})),
      "cloudformation:ListStacks",
      "arn:aws:cloudformation:us-east-1:123456789012:stack/*/*",
    ],
  ])("is denied %s", async (_what, call, action, resource) => {
    expect(await faultOf(call())).toEqual(denied("nobody", action, resource, noIdentityPolicy(action)));
  });

  it("is denied parameters in the words of JSON services", async () => {
    const arn = "arn:aws:ssm:us-east-1:123456789012:parameter/a/b";
    expect(await faultOf(clients.ssm.send(new GetParameterCommand({ Name: "/a/b" })))).toEqual({
      code: "AccessDeniedException",
      status: 400,
      message: `User: ${ACCOUNT}:user/nobody is not authorized to perform: ssm:GetParameter on resource: ${arn} ${noIdentityPolicy("ssm:GetParameter")}`,
    });
  });

  it("is denied what AWS checks before it looks whether a request makes sense", async () => {
    const body = { StackName: "s", TemplateBody: "{}" };
    expect(await faultOf(clients.cloudformation.send(new CreateStackCommand(body)))).toMatchObject({
      code: "AccessDenied",
    });
  });
});

describe("what stands in the way of a user", () => {
  const call = (credentials: Credentials) => clientsOf(box.emulator, credentials).iam.send(new ListRolesCommand({}));

  it("may be a deny", async () => {
    const document = policy({ Action: "*" }, { Effect: "Deny", Action: "iam:List*" });
    expect(await faultOf(call(await makeUser(box.emulator, "denied", document)))).toEqual(
      denied("denied", "iam:ListRoles", `${ACCOUNT}:role/`, "with an explicit deny in an identity-based policy"),
    );
  });

  it("may be its permissions boundary", async () => {
    const credentials = await makeUser(box.emulator, "bounded", policy({ Action: "*" }));
    const PermissionsBoundary = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    await clientsOf(box.emulator).iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: "bounded", PermissionsBoundary }),
    );

    expect(await faultOf(call(credentials))).toEqual(
      denied(
        "bounded",
        "iam:ListRoles",
        `${ACCOUNT}:role/`,
        "because no permissions boundary allows the iam:ListRoles action",
      ),
    );
  });

  it("may be the policy of its session", async () => {
    const { iam, sts } = clientsOf(box.emulator);
    const trust = policy({ Action: "sts:AssumeRole", Principal: { AWS: `${ACCOUNT}:root` } });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "all", AssumeRolePolicyDocument: trust }));
    await box.emulator.invoke("iam", "PutRolePolicy", {
      RoleName: "all",
      PolicyName: "all",
      PolicyDocument: policy({ Action: "*" }),
    });
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: Role?.Arn,
        RoleSessionName: "me",
        Policy: policy({ Action: "s3:*" }),
      }),
    );
    const session = {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    };

    expect(await faultOf(call(session))).toMatchObject({
      message: `User: arn:aws:sts::123456789012:assumed-role/all/me is not authorized to perform: iam:ListRoles on resource: ${ACCOUNT}:role/ because no session policy allows the iam:ListRoles action`,
    });
    expect(await faultOf(call({ ...session, sessionToken: "other" }))).toMatchObject({ code: "InvalidClientTokenId" });
  });

  it("takes policies into account as they are changed", async () => {
    const credentials = await makeUser(box.emulator, "growing");
    expect(await faultOf(call(credentials))).toMatchObject({ code: "AccessDenied" });
    await clientsOf(box.emulator).iam.send(
      new AttachUserPolicyCommand({ UserName: "growing", PolicyArn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }),
    );
    expect((await call(credentials)).Roles).toBeDefined();
  });
});

describe("condition keys", () => {
  async function attempt(
    name: string,
    condition: object,
    command: (clients: ReturnType<typeof clientsOf>) => Promise<unknown>,
  ) {
    const document = policy({ Action: "*", Condition: condition });
    const clients = clientsOf(box.emulator, await makeUser(box.emulator, name, document));
    return command(clients).then(
      () => "allowed",
      (error: Error) => error.name,
    );
  }
  const newUser = (UserName: string, Tags?: { Key: string; Value: string }[]) =>
    new CreateUserCommand({ UserName, Tags });

  it.each<[string, string, object, (clients: ReturnType<typeof clientsOf>) => Promise<unknown>, string]>([
    [
      "tags of the request",
      "tag-yes",
      { StringEquals: { "aws:RequestTag/team": "a" }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
      ({ iam }) => iam.send(newUser("tagged-1", [{ Key: "team", Value: "a" }])),
      "allowed",
    ],
    [
      "other tags of the request",
      "tag-no",
      { StringEquals: { "aws:RequestTag/team": "a" } },
      ({ iam }) => iam.send(newUser("tagged-2", [{ Key: "team", Value: "b" }])),
      "AccessDenied",
    ],
    [
      "tags of the resource",
      "resource-tag",
      { StringEquals: { "iam:ResourceTag/team": "a" } },
      ({ iam }) => iam.send(new TagUserCommand({ UserName: "tagged-1", Tags: [{ Key: "x", Value: "y" }] })),
      "allowed",
    ],
    [
      "the policy that is attached",
      "attach-no",
      { ArnNotEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" } },
      ({ iam }) =>
        iam.send(
          new AttachUserPolicyCommand({
            UserName: "tagged-1",
            PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
          }),
        ),
      "AccessDenied",
    ],
    [
      "the client's address",
      "address",
      { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } },
      ({ iam }) => iam.send(new ListRolesCommand({})),
      "allowed",
    ],
    [
      "another address",
      "address-no",
      { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      ({ iam }) => iam.send(new ListRolesCommand({})),
      "AccessDenied",
    ],
    [
      "the region",
      "region",
      { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      ({ ssm }) => ssm.send(new PutParameterCommand({ Name: "/p", Value: "v", Type: "String" })),
      "AccessDeniedException",
    ],
    [
      "TLS, which the emulator stands for",
      "tls",
      { Bool: { "aws:SecureTransport": "true" } },
      ({ iam }) => iam.send(new ListRolesCommand({})),
      "allowed",
    ],
  ])("know %s", async (_what, name, condition, command, outcome) => {
    expect(await attempt(name, condition, command)).toBe(outcome);
  });
});

describe("several permissions for one call", () => {
  it("are tagging, too, where a role is made with tags", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html
    const { iam } = clientsOf(
      box.emulator,
      await makeUser(box.emulator, "maker", policy({ Action: "iam:CreateRole" })),
    );
    const role = { RoleName: "tagged", AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "a", Value: "b" }] };

    expect(await faultOf(iam.send(new CreateRoleCommand(role)))).toMatchObject({
      message: expect.stringContaining("is not authorized to perform: iam:TagRole on resource"),
    });
  });

  it("are passing a role to EC2, where it goes into an instance profile", async () => {
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
    const admin = clientsOf(box.emulator).iam;
    await admin.send(new CreateInstanceProfileCommand({ InstanceProfileName: "profile" }));
    await admin.send(new CreateRoleCommand({ RoleName: "passed", AssumeRolePolicyDocument: TRUST }));
    const add = new AddRoleToInstanceProfileCommand({ InstanceProfileName: "profile", RoleName: "passed" });
    const only = policy({ Action: "iam:AddRoleToInstanceProfile" });
    const both = policy(
      { Action: "iam:AddRoleToInstanceProfile" },
      { Action: "iam:PassRole", Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } },
    );

    const { iam } = clientsOf(box.emulator, await makeUser(box.emulator, "adder", only));
    expect(await faultOf(iam.send(add))).toEqual(
      denied("adder", "iam:PassRole", `${ACCOUNT}:role/passed`, noIdentityPolicy("iam:PassRole")),
    );
    await expect(
      clientsOf(box.emulator, await makeUser(box.emulator, "passer", both)).iam.send(add),
    ).resolves.toBeDefined();
  });

  it("are one for each parameter", async () => {
    const document = policy({ Action: "ssm:*", Resource: "arn:aws:ssm:*:*:parameter/mine/*" });
    const { ssm } = clientsOf(box.emulator, await makeUser(box.emulator, "ssm-user", document));
    await ssm.send(new PutParameterCommand({ Name: "/mine/a", Value: "v", Type: "String" }));

    expect(await faultOf(ssm.send(new DeleteParametersCommand({ Names: ["/mine/a", "/other"] })))).toMatchObject({
      code: "AccessDeniedException",
    });
    expect((await ssm.send(new DeleteParametersCommand({ Names: ["/mine/a"] }))).DeletedParameters).toEqual([
      "/mine/a",
    ]);
  });
});

describe("a session of GetSessionToken without a device", () => {
  it("may do what its user may, but not call IAM", async () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
    const credentials = await makeUser(box.emulator, "session-user", policy({ Action: "*" }));
    const { Credentials: given } = await clientsOf(box.emulator, credentials).sts.send(new GetSessionTokenCommand({}));
    const session = clientsOf(box.emulator, {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    });

    expect(await session.cloudformation.send(new ListStacksCommand({}))).toBeDefined();
    expect(await session.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Arn: `${ACCOUNT}:user/session-user`,
    });
    expect(await faultOf(session.iam.send(new ListRolesCommand({})))).toMatchObject({ code: "InvalidClientTokenId" });
  });
});
