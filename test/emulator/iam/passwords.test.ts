import {
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient, UpdateAccountPasswordPolicyCommandInput } from "@aws-sdk/client-iam";
import { createMemoryStore } from "../../../src/emulator";
import { faultOf, iamClient, startForTests } from "../support";

const store = createMemoryStore();
const box = startForTests({ store });
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeUser(): Promise<string> {
  const UserName = `user-${(count += 1)}`;
  await iam.send(new CreateUserCommand({ UserName }));
  return UserName;
}

const GOOD = "Correct-Horse-1";

const create = (UserName: string, Password: string | undefined = GOOD, PasswordResetRequired?: boolean) =>
  iam.send(new CreateLoginProfileCommand({ UserName, Password, PasswordResetRequired }));
const setPolicy = (policy: UpdateAccountPasswordPolicyCommandInput) =>
  iam.send(new UpdateAccountPasswordPolicyCommand(policy));
const getPolicy = async () => (await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy;

function violation(message: string) {
  return { code: "PasswordPolicyViolation", status: 400, message };
}

describe("login profiles", () => {
  // Sentences: facts/aws-errors.tsv, test_iam_users, or observed in public error logs.
  it("are made, shown, changed and deleted", async () => {
    const UserName = await makeUser();
    const { LoginProfile } = await create(UserName, GOOD, true);
    const get = async () => (await iam.send(new GetLoginProfileCommand({ UserName }))).LoginProfile;
    const update = (input: { Password?: string; PasswordResetRequired?: boolean }) =>
      iam.send(new UpdateLoginProfileCommand({ UserName, ...input }));

    expect(LoginProfile).toEqual({
      UserName,
      CreateDate: expect.any(Date) as unknown,
      PasswordResetRequired: true,
    });
    expect(await get()).toEqual(LoginProfile);
    // Recorded from AWS in September 2026: what is left out stays.
    await update({});
    await update({ Password: "Another-Horse-2" });
    expect((await get())?.PasswordResetRequired).toBe(true);
    await update({ PasswordResetRequired: false });
    expect((await get())?.PasswordResetRequired).toBe(false);
    expect(await faultOf(create(UserName))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: `Login Profile for user ${UserName} already exists.`,
    });
    expect((await faultOf(iam.send(new DeleteUserCommand({ UserName })))).message).toBe(
      "Cannot delete entity, must delete login profile first.",
    );
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: `${UserName}-renamed` }));
    await iam.send(new DeleteLoginProfileCommand({ UserName: `${UserName}-renamed` }));
    await iam.send(new UpdateUserCommand({ UserName: `${UserName}-renamed`, NewUserName: UserName }));
    expect(await faultOf(get())).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: `Login Profile for User ${UserName} cannot be found.`,
    });
  });

  it("keep no password", async () => {
    await create(await makeUser(), "Nobody-Finds-Me-3");

    const kept = [...store.tables()].flatMap(({ name, scope }) => [...store.table(name, scope).values()]);
    expect(JSON.stringify(kept)).not.toContain("Nobody-Finds-Me-3");
  });
});

describe("changing one's own password", () => {
  async function makeSelf() {
    const UserName = await makeUser();
    await create(UserName, GOOD, true);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const own = iamClient(box.emulator, AccessKey?.AccessKeyId);
    const change = (OldPassword: string, NewPassword: string) =>
      own.send(new ChangePasswordCommand({ OldPassword, NewPassword }));
    return { UserName, change };
  }

  // Sentences observed (see login-profiles.ts).
  it("needs the old one, and ends that it must be changed", async () => {
    const { UserName, change } = await makeSelf();

    expect(await faultOf(change("Wrong-Horse-9", "Another-Horse-2"))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "The old password was incorrect.",
    });
    await change(GOOD, "Another-Horse-2");
    await change("Another-Horse-2", "Third-Horse-3");
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    expect(LoginProfile?.PasswordResetRequired).toBe(false);
  });

  it("is for users only", async () => {
    const call = iam.send(new ChangePasswordCommand({ OldPassword: "a", NewPassword: "b" }));

    expect(await faultOf(call)).toEqual({
      code: "InvalidUserType",
      status: 400,
      message: "Only IAM Users can change their own password.",
    });
  });

  it("does not bring back one of the last few, if the policy says so", async () => {
    const { change } = await makeSelf();
    await setPolicy({ PasswordReusePrevention: 2 });
    await change(GOOD, "Another-Horse-2");

    expect(await faultOf(change("Another-Horse-2", GOOD))).toEqual(
      violation("Policy constraint violation with password reuse prevention during password change."),
    );
    await change("Another-Horse-2", "Third-Horse-3");
    await change("Third-Horse-3", GOOD);
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });
});

describe("the account's password policy", () => {
  afterEach(async () => {
    await iam.send(new DeleteAccountPasswordPolicyCommand({})).catch((error: { name: string }) => {
      if (error.name !== "NoSuchEntityException") throw error as Error;
    });
  });

  // facts/aws-errors.tsv, test_iam_account_password_policy; what is shown: the same test's recordings of answers.
  it("does not exist until it is set, and has defaults", async () => {
    expect(await faultOf(getPolicy())).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "The Password Policy with domain name 123456789012 cannot be found.",
    });
    expect((await faultOf(iam.send(new DeleteAccountPasswordPolicyCommand({})))).message).toBe(
      "The account policy with name PasswordPolicy cannot be found.",
    );
    await setPolicy({});
    expect(await getPolicy()).toEqual({
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      MinimumPasswordLength: 6,
      RequireLowercaseCharacters: false,
      RequireNumbers: false,
      RequireSymbols: false,
      RequireUppercaseCharacters: false,
    });
  });

  it("is replaced as a whole", async () => {
    await setPolicy({ MaxPasswordAge: 60, HardExpiry: true, RequireNumbers: true, PasswordReusePrevention: 3 });
    expect(await getPolicy()).toMatchObject({
      ExpirePasswords: true,
      MaxPasswordAge: 60,
      HardExpiry: true,
      RequireNumbers: true,
      PasswordReusePrevention: 3,
    });
    await setPolicy({ MinimumPasswordLength: 10 });
    expect(await getPolicy()).toEqual({
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      MinimumPasswordLength: 10,
      RequireLowercaseCharacters: false,
      RequireNumbers: false,
      RequireSymbols: false,
      RequireUppercaseCharacters: false,
    });
  });

  // The sentences for eight characters, uppercase letters and symbols are observed, the others by analogy (unverified).
  it.each([
    ["aA1!", undefined, "Password should have a minimum length of 8"],
    [
      "lowercase123",
      undefined,
      "Password should meet 1 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one symbol",
    ],
    [
      "lowercaseonly",
      undefined,
      "Password should meet 2 more of the following requirements: Password should have at least one uppercase letter, Password should have at least one number, Password should have at least one symbol",
    ],
    ["short", {}, "Password should have a minimum length of 6"],
    [
      "lower",
      { RequireSymbols: true },
      "Password should have a minimum length of 6, Password should have at least one symbol",
    ],
    ["lowercase", { RequireUppercaseCharacters: true }, "Password should have at least one uppercase letter"],
    ["UPPERCASE", { RequireLowercaseCharacters: true }, "Password should have at least one lowercase letter"],
    ["no-numbers", { RequireNumbers: true }, "Password should have at least one number"],
  ])("refuses %j under %j", async (password, policy, message) => {
    if (policy !== undefined) await setPolicy(policy);

    expect(await faultOf(create(await makeUser(), password))).toEqual(violation(message));
  });

  it.each([
    ["Abcdefg1", undefined],
    ["abcdef1!", undefined],
    ["lowercaseonly", {}],
    ["aA1!aA", { RequireSymbols: true, RequireNumbers: true, RequireLowercaseCharacters: true }],
  ])("takes %j under %j", async (password, policy) => {
    if (policy !== undefined) await setPolicy(policy);

    await create(await makeUser(), password);
  });
});
