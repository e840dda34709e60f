import type { StackFixture } from "./stack-fixture";
import { allow, queue, role, startFixture } from "./stack-fixture";

let stacks: StackFixture;
beforeAll(async () => {
  stacks = await startFixture();
});
afterAll(() => stacks.emulator.stop());

const iam = <Output>(operation: string, input: object): Promise<Output> =>
  stacks.emulator.invoke<Output>("iam", operation, input);

/** Creates a stack of some resources, then updates it to others; both must succeed. */
async function change(name: string, before: object, after: object): Promise<void> {
  expect((await stacks.create(name, { Resources: before })).StackStatus).toBe("CREATE_COMPLETE");
  const updated = await stacks.update(name, { Resources: after });
  expect([updated.StackStatus, updated.StackStatusReason]).toEqual(["UPDATE_COMPLETE", undefined]);
}

const named = (type: string, Properties: object): object => ({ Type: `AWS::IAM::${type}`, Properties });

describe("updates of IAM resources", () => {
  test("a role: trust, description, session, boundary, tags, attachments and inline policies", async () => {
    const policy = (PolicyName: string, action: string): object => ({ PolicyName, PolicyDocument: allow(action) });
    const boundary = named("ManagedPolicy", { ManagedPolicyName: "role-boundary", PolicyDocument: allow("*") });
    const RoleName = "role-all";
    await change(
      "role-all",
      {
        Boundary: boundary,
        Role: role("lambda", {
          RoleName,
          Description: "one",
          MaxSessionDuration: 7200,
          Tags: [{ Key: "goes", Value: "1" }],
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
          Policies: [policy("Goes", "s3:A"), policy("Changes", "s3:A")],
        }),
      },
      {
        Boundary: boundary,
        Role: role("ec2", {
          RoleName,
          PermissionsBoundary: { Ref: "Boundary" },
          Tags: [{ Key: "comes", Value: "1" }],
          ManagedPolicyArns: ["arn:aws:iam::aws:policy/AWSLambdaInvocation-DynamoDB"],
          Policies: [policy("Comes", "s3:A"), policy("Changes", "s3:B")],
        }),
      },
    );
    const { Role } = await iam<{ Role: Record<string, unknown> }>("GetRole", { RoleName });
    expect(Role).toMatchObject({
      MaxSessionDuration: 3600,
      Tags: [{ Key: "comes", Value: "1" }],
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::123456789012:policy/role-boundary" },
    });
    expect(Role["Description"] ?? "").toBe("");
    expect(decodeURIComponent(String(Role["AssumeRolePolicyDocument"]))).toContain("ec2.amazonaws.com");
    expect(await iam("ListAttachedRolePolicies", { RoleName })).toMatchObject({
      AttachedPolicies: [{ PolicyName: "AWSLambdaInvocation-DynamoDB" }],
    });
    const { PolicyNames } = await iam<{ PolicyNames: string[] }>("ListRolePolicies", { RoleName });
    expect(PolicyNames.sort()).toEqual(["Changes", "Comes"]);
    const changed = await iam<{ PolicyDocument: string }>("GetRolePolicy", { RoleName, PolicyName: "Changes" });
    expect(JSON.parse(decodeURIComponent(changed.PolicyDocument))).toEqual(allow("s3:B"));
  });

  test("an inline policy under another name, for another role", async () => {
    const roles = { One: role("lambda", { RoleName: "inline-1" }), Two: role("lambda", { RoleName: "inline-2" }) };
    const policy = (PolicyName: string, ...Roles: string[]): object =>
      named("Policy", { PolicyName, Roles: Roles.map((Ref) => ({ Ref })), PolicyDocument: allow("s3:A") });
    await change(
      "inline",
      { ...roles, Policy: policy("Before", "One", "Two") },
      { ...roles, Policy: policy("After", "Two") },
    );
    expect(await iam("ListRolePolicies", { RoleName: "inline-1" })).toMatchObject({ PolicyNames: [] });
    expect(await iam("ListRolePolicies", { RoleName: "inline-2" })).toMatchObject({ PolicyNames: ["After"] });
  });

  test("a managed policy attached to others", async () => {
    const roles = { One: role("lambda", { RoleName: "att-1" }), Two: role("lambda", { RoleName: "att-2" }) };
    const policy = (Ref: string): object =>
      named("ManagedPolicy", { ManagedPolicyName: "attached", Roles: [{ Ref }], PolicyDocument: allow("s3:A") });
    await change("attached", { ...roles, Policy: policy("One") }, { ...roles, Policy: policy("Two") });
    const arn = "arn:aws:iam::123456789012:policy/attached";
    expect(await iam("ListEntitiesForPolicy", { PolicyArn: arn })).toMatchObject({
      PolicyRoles: [{ RoleName: "att-2" }],
    });
    // The document is the same, so there is no new version.
    expect(await iam("GetPolicy", { PolicyArn: arn })).toMatchObject({ Policy: { DefaultVersionId: "v1" } });
  });

  test("a user: path, groups and inline policies", async () => {
    const groups = { A: named("Group", { GroupName: "user-a" }), B: named("Group", { GroupName: "user-b" }) };
    const user = (Path: string, group: string, action: string): object =>
      named("User", {
        UserName: "moved",
        Path,
        Groups: [{ Ref: group }],
        Policies: [{ PolicyName: "P", PolicyDocument: allow(action) }],
      });
    await change("user", { ...groups, User: user("/a/", "A", "s3:A") }, { ...groups, User: user("/b/", "B", "s3:B") });
    expect(await iam("GetUser", { UserName: "moved" })).toMatchObject({
      User: { Path: "/b/", Arn: "arn:aws:iam::123456789012:user/b/moved" },
    });
    expect(await iam("ListGroupsForUser", { UserName: "moved" })).toMatchObject({ Groups: [{ GroupName: "user-b" }] });
  });

  test("who is in a group by a UserToGroupAddition", async () => {
    const people = {
      G: named("Group", { GroupName: "additions" }),
      U: named("User", { UserName: "add-1" }),
      V: named("User", { UserName: "add-2" }),
    };
    const addition = (...users: string[]): object =>
      named("UserToGroupAddition", { GroupName: { Ref: "G" }, Users: users.map((Ref) => ({ Ref })) });
    await change("additions", { ...people, In: addition("U") }, { ...people, In: addition("V") });
    expect(await iam("GetGroup", { GroupName: "additions" })).toMatchObject({ Users: [{ UserName: "add-2" }] });
  });

  test("an access key that is switched off stays the same key", async () => {
    const user = { U: named("User", { UserName: "keyed" }) };
    const key = (Status: string): object => named("AccessKey", { UserName: { Ref: "U" }, Status });
    await change("keyed", { ...user, K: key("Active") }, { ...user, K: key("Inactive") });
    const { AccessKeyMetadata: keys } = await iam<{ AccessKeyMetadata: object[] }>("ListAccessKeys", {
      UserName: "keyed",
    });
    expect(keys).toMatchObject([{ Status: "Inactive" }]);
  });

  test("an instance profile gets another role", async () => {
    const roles = { One: role("ec2", { RoleName: "prof-1" }), Two: role("ec2", { RoleName: "prof-2" }) };
    const profile = (Ref: string): object =>
      named("InstanceProfile", { InstanceProfileName: "profile", Roles: [{ Ref }] });
    await change("profile", { ...roles, P: profile("One") }, { ...roles, P: profile("Two") });
    expect(await iam("GetInstanceProfile", { InstanceProfileName: "profile" })).toMatchObject({
      InstanceProfile: { Roles: [{ RoleName: "prof-2" }] },
    });
  });

  test("a policy of one role moves to another by replacement", async () => {
    const roles = { One: role("lambda", { RoleName: "one-1" }), Two: role("lambda", { RoleName: "one-2" }) };
    const policy = (Ref: string): object =>
      named("RolePolicy", { RoleName: { Ref }, PolicyName: "Own", PolicyDocument: allow("s3:A") });
    await change("one", { ...roles, P: policy("One") }, { ...roles, P: policy("Two") });
    expect(await iam("ListRolePolicies", { RoleName: "one-1" })).toMatchObject({ PolicyNames: [] });
    expect(await iam("ListRolePolicies", { RoleName: "one-2" })).toMatchObject({ PolicyNames: ["Own"] });
  });
});

describe("updates of other resources", () => {
  test("a parameter of Systems Manager, its value where it is referred to, and its tags", async () => {
    const template = (value: string, tag: string): object => ({
      P: {
        Type: "AWS::SSM::Parameter",
        Properties: { Name: "/updated", Type: "String", Value: value, Tags: { [tag]: "1" } },
      },
      R: role("lambda", { RoleName: "ssm-reader", Description: { "Fn::GetAtt": ["P", "Value"] } }),
    });
    await change("ssm", template("one", "a"), template("two", "b"));
    expect(await stacks.emulator.invoke("ssm", "GetParameter", { Name: "/updated" })).toMatchObject({
      Parameter: { Value: "two", Version: 2 },
    });
    expect(
      await stacks.emulator.invoke("ssm", "ListTagsForResource", { ResourceType: "Parameter", ResourceId: "/updated" }),
    ).toMatchObject({ TagList: [{ Key: "b", Value: "1" }] });
    expect(await iam("GetRole", { RoleName: "ssm-reader" })).toMatchObject({ Role: { Description: "two" } });
  });

  test("a simulated resource keeps its name and its attributes", async () => {
    const template = (DelaySeconds: number): object => ({
      Resources: { Line: { ...queue, Properties: { DelaySeconds } } },
      Outputs: { Arn: { Value: { "Fn::GetAtt": ["Line", "Arn"] } } },
    });
    const before = await stacks.create("kept", template(1));
    expect((await stacks.update("kept", template(2))).Outputs).toEqual(before.Outputs);
  });

  test("a name that a replacement gave up is free again", async () => {
    const line = (QueueName: string): object => ({ Line: { ...queue, Properties: { QueueName } } });
    await change("names", line("first-name"), line("second-name"));
    expect((await stacks.create("names-again", { Resources: line("first-name") })).StackStatus).toBe("CREATE_COMPLETE");
    const taken = await stacks.update("names-again", { Resources: line("second-name") });
    expect(taken.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  test("a role that does not trust the service fails the update of whoever names it", async () => {
    const template = (service: string): object => ({
      R: role("lambda", { RoleName: "trusting" }),
      S: role(service, { RoleName: `other-${service}` }),
      F: {
        Type: "AWS::Lambda::Function",
        Properties: { Role: { "Fn::GetAtt": [service === "lambda" ? "R" : "S", "Arn"] }, Code: { ZipFile: "//" } },
      },
    });
    await stacks.create("trust", { Resources: template("lambda") });
    expect((await stacks.update("trust", { Resources: template("ec2") })).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });
});
