import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetAccountSummaryCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import type { IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { POLICY, faultOf, iamClient, startForTests, stsClient } from "../support";

const box = startForTests();
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeUser(UserName = `user-${(count += 1)}`): Promise<string> {
  await iam.send(new CreateUserCommand({ UserName }));
  return UserName;
}

async function makeGroup(GroupName = `group-${(count += 1)}`): Promise<string> {
  await iam.send(new CreateGroupCommand({ GroupName }));
  return GroupName;
}

describe("input: of users and groups", () => {
  it("let a user's name be 64 characters at creation", async () => {
    const call = iam.send(new CreateUserCommand({ UserName: "u".repeat(65) }));

    expect((await faultOf(call)).message).toBe(
      "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
    );
    // Reading takes longer names (facts/cloudformation.md 4.1).
    const read = iam.send(new GetUserCommand({ UserName: "u".repeat(100) }));
    expect((await faultOf(read)).code).toBe("NoSuchEntity");
  });
});

describe("users", () => {
  // Sentences: facts/aws-errors.tsv, test_iam_users and test_iam_groups; DeleteConflict of users is observed.
  it("are created, found, listed", async () => {
    await iam.send(new CreateUserCommand({ UserName: "Ann", Path: "/team/", Tags: [{ Key: "k", Value: "v" }] }));

    const { User } = await iam.send(new GetUserCommand({ UserName: "Ann" }));
    const { Users } = await iam.send(new ListUsersCommand({ PathPrefix: "/team/" }));

    expect(User).toMatchObject({ Arn: "arn:aws:iam::123456789012:user/team/Ann", Tags: [{ Key: "k", Value: "v" }] });
    expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(Users?.map((user) => [user.UserName, user.Tags])).toEqual([["Ann", undefined]]);
    expect(await faultOf(makeUser("ann"))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "User with name ann already exists.",
    });
  });

  it("keep their id, groups and keys under another name", async () => {
    const UserName = await makeUser("Before");
    const GroupName = await makeGroup();
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new UpdateUserCommand({ UserName, NewUserName: "After", NewPath: "/moved/" }));

    const { Users } = await iam.send(new GetGroupCommand({ GroupName }));
    const caller = await stsClient(box.emulator, AccessKey?.AccessKeyId).send(new GetCallerIdentityCommand({}));

    expect(Users?.map((user) => user.UserName)).toEqual(["After"]);
    expect(caller.Arn).toBe("arn:aws:iam::123456789012:user/moved/After");
    expect((await faultOf(iam.send(new GetUserCommand({ UserName })))).message).toBe(
      "The user with name Before cannot be found.",
    );
  });

  it("are not deleted while something hangs on them", async () => {
    const UserName = await makeUser();
    const GroupName = await makeGroup();
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: POLICY }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const refusal = async () => faultOf(iam.send(new DeleteUserCommand({ UserName })));

    expect(await refusal()).toEqual({
      code: "DeleteConflict",
      status: 409,
      message: "Cannot delete entity, must remove users from group first.",
    });
    await iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName }));
    expect((await refusal()).message).toBe("Cannot delete entity, must detach all policies first.");
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    expect((await refusal()).message).toBe("Cannot delete entity, must delete policies first.");
    expect((await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames).toEqual(["p"]);
    await box.emulator.invoke("iam", "DeleteUserPolicy", { UserName, PolicyName: "p" });
    expect((await refusal()).message).toBe("Cannot delete entity, must delete access keys first.");
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));
    await iam.send(new DeleteUserCommand({ UserName }));
    expect((await refusal()).code).toBe("NoSuchEntity");
  });

  it("have two access keys at most, and act by them", async () => {
    const UserName = await makeUser("Keyed");
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new CreateAccessKeyCommand({ UserName }));

    // facts/cloudformation.md 4.3
    expect((await faultOf(iam.send(new CreateAccessKeyCommand({ UserName })))).message).toBe(
      "Cannot exceed quota for AccessKeysPerUser: 2",
    );
    expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(AccessKey?.SecretAccessKey).toHaveLength(40);
    const own = iamClient(box.emulator, AccessKey?.AccessKeyId);
    expect((await own.send(new GetUserCommand({}))).User?.UserName).toBe("Keyed");
    expect((await own.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(2);
  });
});

describe("groups", () => {
  it("hold users and policies", async () => {
    const GroupName = await makeGroup("Devs");
    const UserName = await makeUser("Bob");
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn: READ_ONLY }));
    await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: "p", PolicyDocument: POLICY }));

    const { Group, Users } = await iam.send(new GetGroupCommand({ GroupName }));
    const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName }));
    const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
    const { PolicyDocument } = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName: "p" }));

    expect(Group).toMatchObject({ GroupName: "Devs", Arn: "arn:aws:iam::123456789012:group/Devs" });
    expect(Users?.map((user) => user.UserName)).toEqual(["Bob"]);
    expect(Groups?.map((group) => group.GroupName)).toEqual(["Devs"]);
    expect(AttachedPolicies).toEqual([{ PolicyName: "ReadOnlyAccess", PolicyArn: READ_ONLY }]);
    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(POLICY);
    // Sentence observed.
    expect((await faultOf(iam.send(new DeleteGroupCommand({ GroupName })))).message).toBe(
      "Cannot delete entity, must remove users from group first.",
    );
  });

  it("are told apart from what is not there, the user first", async () => {
    // facts/aws-errors.tsv, test_iam_groups.
    const remove = iam.send(new RemoveUserFromGroupCommand({ GroupName: "no-group", UserName: "any-user" }));
    const read = iam.send(new GetGroupPolicyCommand({ GroupName: await makeGroup(), PolicyName: "none" }));

    expect((await faultOf(remove)).message).toBe("The user with name any-user cannot be found.");
    expect((await faultOf(read)).message).toBe("The group policy with name none cannot be found.");
    expect((await faultOf(iam.send(new GetGroupCommand({ GroupName: "no-group" })))).message).toBe(
      "The group with name no-group cannot be found.",
    );
  });

  it("take a user into ten groups at most", async () => {
    const UserName = await makeUser();
    for (let index = 0; index < 10; index += 1) {
      await iam.send(new AddUserToGroupCommand({ GroupName: await makeGroup(), UserName }));
    }

    const call = iam.send(new AddUserToGroupCommand({ GroupName: await makeGroup(), UserName }));
    expect((await faultOf(call)).message).toBe("Cannot exceed quota for GroupsPerUser: 10");
  });
});

describe("account summary: of users and groups", () => {
  it("counts what there is", async () => {
    const before = (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {};
    await makeUser();

    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({
      Users: (before.Users ?? 0) + 1,
      RolePolicySizeQuota: 10240,
      AttachedPoliciesPerRoleQuota: 20,
    });
  });
});
