import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  GetAccountAuthorizationDetailsCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { EntityType, GetAccountAuthorizationDetailsCommandOutput, IAMClient } from "@aws-sdk/client-iam";
import { POLICY, TRUST, iamClient, startForTests } from "../support";

const ACCOUNT = "arn:aws:iam::123456789012";
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const NOW = new Date("2030-05-06T07:08:09Z");
const box = startForTests({ clock: { now: () => NOW } });
let iam: IAMClient;

beforeAll(async () => {
  iam = iamClient(box.emulator);
  const document = { PolicyName: "inline", PolicyDocument: POLICY };
  await iam.send(new CreatePolicyCommand({ PolicyName: "Local", PolicyDocument: POLICY, Description: "mine" }));
  const PolicyArn = `${ACCOUNT}:policy/Local`;
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: POLICY, SetAsDefault: true }));
  await iam.send(new CreateGroupCommand({ GroupName: "Admins", Path: "/a/" }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: "Admins", ...document }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: "Admins", PolicyArn }));
  await iam.send(new CreateUserCommand({ UserName: "alice", PermissionsBoundary: PolicyArn }));
  await iam.send(new PutUserPolicyCommand({ UserName: "alice", ...document }));
  await iam.send(new AttachUserPolicyCommand({ UserName: "alice", PolicyArn: READ_ONLY }));
  await iam.send(new AddUserToGroupCommand({ UserName: "alice", GroupName: "Admins" }));
  const role = { RoleName: "Service", AssumeRolePolicyDocument: TRUST, Tags: [{ Key: "k", Value: "v" }] };
  await iam.send(new CreateRoleCommand({ ...role, Description: "unsaid" }));
  await iam.send(new PutRolePolicyCommand({ RoleName: "Service", ...document }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: "Service", PolicyArn }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "profile" }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "profile", RoleName: "Service" }));
});

function details(...Filter: EntityType[]): Promise<GetAccountAuthorizationDetailsCommandOutput> {
  return iam.send(new GetAccountAuthorizationDetailsCommand({ Filter }));
}

// Which members there are: recorded from AWS (localstack's test_iam_account_authorization_details, February 2026).
describe("account authorization details", () => {
  const inline = [{ PolicyName: "inline", PolicyDocument: encodeURIComponent(POLICY) }];
  const attached = [{ PolicyName: "Local", PolicyArn: `${ACCOUNT}:policy/Local` }];

  it("tell of a user's policies, groups and boundary", async () => {
    const { UserDetailList } = await details("User");

    expect(UserDetailList).toEqual([
      {
        Path: "/",
        UserName: "alice",
        UserId: expect.stringMatching(/^AIDA/) as string,
        Arn: `${ACCOUNT}:user/alice`,
        CreateDate: NOW,
        UserPolicyList: inline,
        GroupList: ["Admins"],
        AttachedManagedPolicies: [{ PolicyName: "ReadOnlyAccess", PolicyArn: READ_ONLY }],
        PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: `${ACCOUNT}:policy/Local` },
        Tags: [],
      },
    ]);
  });

  it("tell of a group's policies", async () => {
    const { GroupDetailList } = await details("Group");

    expect(GroupDetailList).toEqual([
      {
        Path: "/a/",
        GroupName: "Admins",
        GroupId: expect.stringMatching(/^AGPA/) as string,
        Arn: `${ACCOUNT}:group/a/Admins`,
        CreateDate: NOW,
        GroupPolicyList: inline,
        AttachedManagedPolicies: attached,
      },
    ]);
  });

  it("tell of a role's trust, policies, tags and instance profiles", async () => {
    const { RoleDetailList } = await details("Role");

    const role = {
      Path: "/",
      RoleName: "Service",
      RoleId: expect.stringMatching(/^AROA/) as string,
      Arn: `${ACCOUNT}:role/Service`,
      CreateDate: NOW,
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
    };
    expect(RoleDetailList).toEqual([
      {
        ...role,
        RolePolicyList: inline,
        AttachedManagedPolicies: attached,
        RoleLastUsed: {},
        Tags: [{ Key: "k", Value: "v" }],
        InstanceProfileList: [expect.objectContaining({ Roles: [expect.objectContaining(role)] })],
      },
    ]);
  });

  it("tell of the account's policies with all versions, the newest first", async () => {
    const { Policies } = await details("LocalManagedPolicy");

    expect(Policies).toMatchObject([
      {
        PolicyName: "Local",
        Description: "mine",
        AttachmentCount: 2,
        PermissionsBoundaryUsageCount: 1,
        DefaultVersionId: "v2",
        PolicyVersionList: [
          { VersionId: "v2", IsDefaultVersion: true, Document: encodeURIComponent(POLICY) },
          { VersionId: "v1", IsDefaultVersion: false, Document: encodeURIComponent(POLICY) },
        ],
      },
    ]);
  });

  it("tell of AWS's policies that the account uses", async () => {
    const { Policies = [] } = await details("AWSManagedPolicy");

    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual(["ReadOnlyAccess"]);
  });

  it("tell of everything without a filter, of nothing else with one", async () => {
    const all = await details();
    const some = await details("Group", "Role");

    const counts = (page: GetAccountAuthorizationDetailsCommandOutput): number[] =>
      [page.UserDetailList, page.GroupDetailList, page.RoleDetailList, page.Policies].map((list = []) => list.length);
    expect(counts(all)).toEqual([1, 1, 1, 2]);
    expect(counts(some)).toEqual([0, 1, 1, 0]);
  });

  it("come in pages, which stay right while entities go", async () => {
    await iam.send(new CreateGroupCommand({ GroupName: "zz-passing" }));
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1, Marker }));
      const { UserDetailList = [], GroupDetailList = [], RoleDetailList = [], Policies = [] } = page;
      seen.push(
        ...UserDetailList.map(({ UserName }) => UserName),
        ...GroupDetailList.map(({ GroupName }) => GroupName),
        ...RoleDetailList.map(({ RoleName }) => RoleName),
        ...Policies.map(({ PolicyName }) => PolicyName),
      );
      if (seen.at(-1) === "zz-passing") await iam.send(new DeleteGroupCommand({ GroupName: "zz-passing" }));
      Marker = page.Marker;
      expect(page.IsTruncated).toBe(Marker !== undefined);
    } while (Marker !== undefined);

    expect(seen).toEqual(["alice", "Admins", "zz-passing", "Service", "Local", "ReadOnlyAccess"]);
  });
});
