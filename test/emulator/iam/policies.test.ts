import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from "@aws-sdk/client-iam";
import type { CreatePolicyCommandInput, IAMClient } from "@aws-sdk/client-iam";
import { POLICY, TRUST, faultOf, iamClient, startForTests } from "../support";

const box = startForTests();
const AWS_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess";
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makePolicy(input: Partial<CreatePolicyCommandInput> = {}): Promise<string> {
  const PolicyName = input.PolicyName ?? `policy-${(count += 1)}`;
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyDocument: POLICY, ...input, PolicyName }));
  return Policy?.Arn ?? "";
}

async function addVersion(PolicyArn: string, SetAsDefault = false): Promise<string | undefined> {
  const command = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: POLICY, SetAsDefault });
  return (await iam.send(command)).PolicyVersion?.VersionId;
}

describe("input: of policies, as it is read", () => {
  it("answers CreatePolicy and GetPolicy with AWS's members", async () => {
    const { Policy: created } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "Shape", Path: "/p/", Description: "why", PolicyDocument: POLICY }),
    );
    const { Policy: read } = await iam.send(new GetPolicyCommand({ PolicyArn: created?.Arn }));

    // Recorded: localstack test_iam_policies.snapshot.json, test_policy_lifecycle.
    expect(Object.keys(created ?? {}).sort()).toEqual([
      "Arn",
      "AttachmentCount",
      "CreateDate",
      "DefaultVersionId",
      "IsAttachable",
      "Path",
      "PermissionsBoundaryUsageCount",
      "PolicyId",
      "PolicyName",
      "UpdateDate",
    ]);
    expect(read).toMatchObject({
      Arn: "arn:aws:iam::123456789012:policy/p/Shape",
      DefaultVersionId: "v1",
      Description: "why",
      AttachmentCount: 0,
      IsAttachable: true,
      Tags: [],
    });
    expect(read?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
  });
});

describe("policy documents", () => {
  // Sentences: facts/aws-errors.tsv, test_iam_policies and test_iam_managed_policies.
  it("refuse a document of more than 6144 characters", async () => {
    const statement = { Sid: "s".repeat(6200), Effect: "Allow", Action: "*", Resource: "*" };
    const call = makePolicy({ PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statement }) });

    // facts/cloudformation.md 4.2
    expect(await faultOf(call)).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for PolicySize: 6144",
    });
  });

  it("refuse a document that IAM cannot read", async () => {
    expect(await faultOf(makePolicy({ PolicyDocument: "{" }))).toEqual({
      code: "MalformedPolicyDocument",
      status: 400,
      message: "Syntax errors in policy.",
    });
  });

  it("refuse an ARN that is none, and a version that is none", async () => {
    const PolicyArn = "longpolicynamebutnoarn";

    expect(await faultOf(iam.send(new GetPolicyCommand({ PolicyArn })))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "ARN longpolicynamebutnoarn is not valid.",
    });
    const call = iam.send(new GetPolicyVersionCommand({ PolicyArn: AWS_POLICY, VersionId: "latest" }));
    expect((await faultOf(call)).message).toBe(
      "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    );
  });

  it("refuse too many and too long tag keys", async () => {
    const PolicyArn = await makePolicy();
    const TagKeys = Array.from({ length: 51 }, (_, index) => `k${index}`);

    expect((await faultOf(iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys })))).message).toBe(
      "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must have length less than or equal to 50",
    );
    const call = iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ["k".repeat(129)] }));
    expect((await faultOf(call)).message).toBe(
      "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]",
    );
  });
});

describe("managed policies: their versions", () => {
  it("are five at most, and a deleted number is not used again", async () => {
    const PolicyArn = await makePolicy();
    for (let version = 2; version <= 5; version += 1) await addVersion(PolicyArn);

    // Recorded: localstack test_iam_policies.snapshot.json, test_policy_version_limit.
    expect(await faultOf(addVersion(PolicyArn))).toEqual({
      code: "LimitExceeded",
      status: 409,
      message:
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v5" }));
    expect(await addVersion(PolicyArn, true)).toBe("v6");

    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ["v6", true],
      ["v4", false],
      ["v3", false],
      ["v2", false],
      ["v1", false],
    ]);
  });

  it("can be made the default, and the default cannot be deleted", async () => {
    const PolicyArn = await makePolicy();
    await addVersion(PolicyArn);
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));

    expect(await faultOf(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" })))).toEqual({
      code: "DeleteConflict",
      status: 409,
      message: "Cannot delete the default version of a policy.",
    });
    expect((await faultOf(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v9" })))).message).toBe(
      `Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
    );
  });

  it("carry the document, URL-encoded", async () => {
    const PolicyArn = await makePolicy();

    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: "v1" }));

    expect(decodeURIComponent(PolicyVersion?.Document ?? "")).toBe(POLICY);
  });
});

describe("managed policies", () => {
  it("have a name of their own in the whole account, whatever the path", async () => {
    await makePolicy({ PolicyName: "Unique", Path: "/a/" });

    expect(await faultOf(makePolicy({ PolicyName: "unique", Path: "/b/" }))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "A policy called unique already exists. Duplicate names are not allowed.",
    });
  });

  it("cannot be deleted while attached or while they have versions", async () => {
    const PolicyArn = await makePolicy();
    const RoleName = "Holder";
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await addVersion(PolicyArn);
    const refusal = async () => (await faultOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).message;

    // Both sentences observed in public error logs.
    expect(await refusal()).toBe("Cannot delete a policy attached to entities.");
    const { PolicyRoles, PolicyUsers, PolicyGroups } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }));
    expect([PolicyRoles?.map((role) => role.RoleName), PolicyUsers, PolicyGroups]).toEqual([["Holder"], [], []]);
    expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);

    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await refusal()).toBe(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v2" }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    expect(await refusal()).toBe(`Policy ${PolicyArn} was not found.`);
  });

  it("of AWS can be read, listed and attached, and not changed", async () => {
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: AWS_POLICY, VersionId: "v1" }));
    const { Policies, IsTruncated } = await iam.send(new ListPoliciesCommand({ Scope: "AWS", MaxItems: 1000 }));

    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ""))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
    });
    expect([Policies?.length, IsTruncated]).toEqual([1000, true]);
    expect(await faultOf(iam.send(new DeletePolicyCommand({ PolicyArn: AWS_POLICY })))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Cannot delete policies outside your own account.",
    });
  });

  it("are listed by scope, path and use", async () => {
    const PolicyArn = await makePolicy({
      Path: "/listed/",
      Description: "not in lists",
      Tags: [{ Key: "k", Value: "v" }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: "Lister", AssumeRolePolicyDocument: TRUST }));
    const list = async (OnlyAttached: boolean) =>
      (await iam.send(new ListPoliciesCommand({ Scope: "Local", PathPrefix: "/listed/", OnlyAttached }))).Policies;

    expect(await list(true)).toEqual([]);
    await iam.send(new AttachRolePolicyCommand({ RoleName: "Lister", PolicyArn }));
    const [listed, ...others] = (await list(true)) ?? [];

    expect(others).toEqual([]);
    expect(listed).toMatchObject({ Arn: PolicyArn, AttachmentCount: 1 });
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
    expect(listed).not.toHaveProperty("Tags");
    expect(listed).not.toHaveProperty("Description");
  });

  it("have tags", async () => {
    const PolicyArn = await makePolicy({ Tags: [{ Key: "a", Value: "1" }] });
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: "b", Value: "2" }] }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ["a"] }));

    expect((await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual([{ Key: "b", Value: "2" }]);
  });
});
