import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteUserCommand,
  ListServiceSpecificCredentialsCommand,
  ResetServiceSpecificCredentialCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient, StatusType } from "@aws-sdk/client-iam";
import { faultOf, iamClient, startForTests } from "../support";

const START = new Date("2026-03-01T12:00:00Z");
const DAY = 24 * 60 * 60 * 1000;
let now = START;
const box = startForTests({ clock: { now: () => now } });
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
  now = START;
});

async function makeUser(): Promise<string> {
  const UserName = `user-${(count += 1)}`;
  await iam.send(new CreateUserCommand({ UserName }));
  return UserName;
}

const CODECOMMIT = "codecommit.amazonaws.com";
const BEDROCK = "bedrock.amazonaws.com";

async function create(UserName: string, ServiceName = CODECOMMIT, CredentialAgeDays?: number) {
  const command = new CreateServiceSpecificCredentialCommand({ UserName, ServiceName, CredentialAgeDays });
  return (await iam.send(command)).ServiceSpecificCredential;
}

async function list(UserName?: string, ServiceName?: string, AllUsers?: boolean) {
  const command = new ListServiceSpecificCredentialsCommand({ UserName, ServiceName, AllUsers });
  return (await iam.send(command)).ServiceSpecificCredentials ?? [];
}

// Forms and sentences: facts/aws-errors.tsv, test_iam, or recorded from AWS in September 2026 (see
// service-specific-credentials.ts).

describe("service-specific credentials", () => {
  it("are a user name and a password, shown once", async () => {
    const UserName = await makeUser();
    const credential = await create(UserName, "CodeCommit.amazonaws.com");

    const { ServicePassword, ...rest } = credential ?? {};
    expect(ServicePassword).toMatch(/^[A-Za-z0-9+/]{60}$/);
    expect(rest).toEqual({
      UserName,
      Status: "Active",
      ServiceName: CODECOMMIT,
      ServiceUserName: `${UserName}-at-123456789012`,
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/) as unknown,
      CreateDate: START,
    });
    expect(await list(UserName)).toEqual([rest]);
  });

  it.each([
    [BEDROCK, "ABSK"],
    ["logs.amazonaws.com", "ACWL"],
    ["cloudwatch.amazonaws.com", "APIAACWM"],
    ["aws-external-anthropic.amazonaws.com", "AEAA"],
  ])("are an API key for %s, which begins with %s and holds the alias", async (service, prefix) => {
    const UserName = await makeUser();
    const credential = await create(UserName, service, 30);

    const { ServiceCredentialSecret: secret = "", ServiceCredentialAlias: alias = "" } = credential ?? {};
    expect(alias).toBe(`${UserName}-at-123456789012`);
    expect(secret.startsWith(prefix)).toBe(true);
    expect(Buffer.from(secret.slice(prefix.length), "base64").toString()).toMatch(
      new RegExp(`^${alias}:[A-Za-z0-9+/]{60}$`),
    );
    expect(credential?.ExpirationDate).toEqual(new Date(START.getTime() + 30 * DAY));
    expect(credential).not.toHaveProperty("ServicePassword");
    expect(await list(UserName)).toEqual([
      expect.not.objectContaining({ ServiceCredentialSecret: expect.anything() as unknown }),
    ]);
  });

  it("are two a user and service, with names of their own", async () => {
    const UserName = await makeUser();
    await create(UserName);

    expect((await create(UserName))?.ServiceUserName).toBe(`${UserName}+1-at-123456789012`);
    expect(await faultOf(create(UserName))).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2",
    });
    await create(UserName, "cassandra.amazonaws.com");
  });

  it("keep their name when their user gets another, which a new user of the old name does not take", async () => {
    const UserName = await makeUser();
    const before = await create(UserName);
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: `${UserName}-renamed` }));
    await iam.send(new CreateUserCommand({ UserName }));

    expect(await list(`${UserName}-renamed`)).toMatchObject([
      { UserName: `${UserName}-renamed`, ServiceUserName: before?.ServiceUserName },
    ]);
    expect((await create(UserName))?.ServiceUserName).toBe(`${UserName}+1-at-123456789012`);
  });

  it("get another secret, and nothing else", async () => {
    const UserName = await makeUser();
    const before = await create(UserName, BEDROCK, 1);
    const ServiceSpecificCredentialId = before?.ServiceSpecificCredentialId;
    await iam.send(
      new UpdateServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId, Status: "Inactive" }),
    );
    now = new Date(START.getTime() + 1000);

    const { ServiceSpecificCredential: after } = await iam.send(
      new ResetServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }),
    );
    expect(after?.ServiceCredentialSecret).not.toBe(before?.ServiceCredentialSecret);
    expect({ ...after, ServiceCredentialSecret: "" }).toEqual({
      ...before,
      ServiceCredentialSecret: "",
      Status: "Inactive",
    });
  });

  it("expire by themselves alone", async () => {
    const UserName = await makeUser();
    const { ServiceSpecificCredentialId } = (await create(UserName, BEDROCK, 1)) ?? {};
    const update = (Status: StatusType) =>
      iam.send(new UpdateServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId, Status }));

    expect(await faultOf(update("Expired"))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: "Operation does not support status Expired",
    });
    expect((await list(UserName))[0]?.Status).toBe("Active");
    now = new Date(START.getTime() + DAY);
    expect((await list(UserName))[0]?.Status).toBe("Expired");
  });

  it("are listed for a service, or for all users", async () => {
    const [ann, bob] = [await makeUser(), await makeUser()];
    await create(ann);
    await create(bob, BEDROCK);

    expect((await list(ann, "")).map((one) => one.ServiceName)).toEqual([CODECOMMIT]);
    expect(await list(ann, BEDROCK)).toEqual([]);
    const everybody = (await list(undefined, undefined, true)).map((one) => one.UserName);
    expect(everybody).toEqual(expect.arrayContaining([ann, bob]));
    expect((await list(undefined, BEDROCK, true)).every((one) => one.ServiceName === BEDROCK)).toBe(true);
    // Wording unverified.
    expect((await faultOf(list(ann, undefined, true))).code).toBe("ValidationError");
  });

  it.each([
    [
      "lambda.amazonaws.com",
      "NoSuchEntity",
      "No such service lambda.amazonaws.com is supported for Service Specific Credentials",
    ],
    ["code commit", "ValidationError", "ServiceName must match [a-zA-Z0-9.-]*"],
  ])("are not for %s", async (service, code, message) => {
    expect(await faultOf(create(await makeUser(), service))).toMatchObject({ code, message });
  });

  it("are their user's alone, and keep the user from being deleted", async () => {
    const UserName = await makeUser();
    const other = await makeUser();
    const { ServiceSpecificCredentialId: id } = (await create(UserName)) ?? {};
    const remove = (name: string) =>
      iam.send(new DeleteServiceSpecificCredentialCommand({ UserName: name, ServiceSpecificCredentialId: id }));

    expect(await faultOf(remove(other))).toEqual({
      code: "ValidationError",
      status: 400,
      message: `User ${other} does not have a service specific credential with id ${id}`,
    });
    expect((await faultOf(iam.send(new DeleteUserCommand({ UserName })))).message).toBe(
      "Cannot delete entity, must remove referenced objects first.",
    );
    await remove(UserName);
    expect(await faultOf(remove(UserName))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `No such credential ${id} exists`,
    });
  });
});
