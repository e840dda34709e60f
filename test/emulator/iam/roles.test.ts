import {
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  AddRoleToInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from "@aws-sdk/client-iam";
import type { CreateRoleCommandInput, IAMClient } from "@aws-sdk/client-iam";
import { POLICY, TRUST, faultOf, iamClient, startForTests } from "../support";

const box = startForTests();
let iam: IAMClient;
let count = 0;

beforeEach(() => {
  iam = iamClient(box.emulator);
});

async function makeRole(input: Partial<CreateRoleCommandInput> = {}): Promise<string> {
  const RoleName = input.RoleName ?? `role-${(count += 1)}`;
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...input }));
  return RoleName;
}

describe("input: of roles, as it is read", () => {
  it("gives back every member of a role as it was given", async () => {
    const boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
    const Tags = [
      { Key: "team", Value: "a + b@c" },
      { Key: "päth", Value: "" },
    ];

    await makeRole({
      RoleName: "Everything",
      Path: "/a/b/",
      Description: "line one\r\nline two, é & <b>",
      MaxSessionDuration: 7200,
      PermissionsBoundary: boundary,
      Tags,
    });

    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "Everything" }));
    expect(Role).toMatchObject({
      RoleName: "Everything",
      Path: "/a/b/",
      Arn: "arn:aws:iam::123456789012:role/a/b/Everything",
      Description: "line one\r\nline two, é & <b>",
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: boundary },
      Tags,
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(Role?.CreateDate?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(TRUST);
  });

  it("takes an empty list that travels as a bare name", async () => {
    await makeRole({ RoleName: "NoTags", Tags: [] });

    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: "NoTags" }));
    expect(Tags).toEqual([]);
  });

  it("leaves out of CreateRole and ListRoles what AWS leaves out", async () => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: "Sparse",
        Path: "/sparse/",
        AssumeRolePolicyDocument: TRUST,
        Tags: [{ Key: "k", Value: "v" }],
      }),
    );
    const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: "/sparse/" }));

    // Recorded: localstack test_iam_roles.snapshot.json, test_create_role_defaults.
    expect(Role).not.toHaveProperty("MaxSessionDuration");
    expect(Role).not.toHaveProperty("RoleLastUsed");
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
    expect(Roles?.[0]).not.toHaveProperty("Tags");
    expect(Roles?.[0]).toMatchObject({ RoleName: "Sparse", MaxSessionDuration: 3600 });
  });
});

describe("input: of roles", () => {
  // Wording without the value: recorded for IAM in facts/aws-errors.tsv (test_iam, test_iam_policies); the sentence on
  // names is observed in many public error logs.
  it.each<[string, Partial<CreateRoleCommandInput>, string]>([
    [
      "a name of 65 characters",
      { RoleName: "r".repeat(65) },
      "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64",
    ],
    [
      "a name with a slash",
      { RoleName: "a/b" },
      "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    ],
    [
      "a path without a slash in front",
      { Path: "a/" },
      "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.",
    ],
    [
      "a session of half an hour",
      { MaxSessionDuration: 1800 },
      "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    ],
    [
      "a tag key too long and a description too long",
      { Description: "d".repeat(1001), Tags: [{ Key: "k".repeat(129), Value: "" }] },
      "2 validation errors detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 1000; " +
        "Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
  ])("refuse %s", async (_what, input, message) => {
    expect(await faultOf(makeRole(input))).toEqual({ code: "ValidationError", status: 400, message });
  });

  it("refuse a role without a trust policy", async () => {
    const call = iam.send(new CreateRoleCommand({ RoleName: "x" } as CreateRoleCommandInput));

    expect((await faultOf(call)).message).toBe(
      "1 validation error detected: Value at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null",
    );
  });

  it("refuse tag keys that differ by case only", async () => {
    const Tags = [
      { Key: "Team", Value: "a" },
      { Key: "team", Value: "b" },
    ];

    // facts/aws-errors.tsv, test_iam_policies err-duplicate-keys.
    expect(await faultOf(makeRole({ Tags }))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: "Duplicate tag keys found.",
    });
  });
});

describe("roles", () => {
  // Sentences: facts/aws-errors.tsv, test_iam_roles.
  it("tells names apart without regard to case", async () => {
    await makeRole({ RoleName: "Reader" });

    expect(await faultOf(makeRole({ RoleName: "READER" }))).toEqual({
      code: "EntityAlreadyExists",
      status: 409,
      message: "Role with name READER already exists.",
    });
  });

  it("does not find a role that is not there", async () => {
    const call = iam.send(new GetRoleCommand({ RoleName: "nobody" }));

    expect(await faultOf(call)).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "The role with name nobody cannot be found.",
    });
  });

  it("changes description, duration and trust policy", async () => {
    const RoleName = await makeRole();
    const other = TRUST.replace("lambda", "ec2");

    await iam.send(new UpdateRoleCommand({ RoleName, Description: "new", MaxSessionDuration: 43200 }));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: other }));

    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({ Description: "new", MaxSessionDuration: 43200 });
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(other);
  });

  it("refuses a trust policy that names a role of this account that is not there", async () => {
    const arn = "arn:aws:iam::123456789012:role/missing";
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: arn }, Action: "sts:AssumeRole" }],
    });

    // Observed in public error logs.
    expect(await faultOf(makeRole({ AssumeRolePolicyDocument }))).toEqual({
      code: "MalformedPolicyDocument",
      status: 400,
      message: `Invalid principal in policy: "AWS":"${arn}"`,
    });
    await makeRole({ RoleName: "missing" });
    await expect(makeRole({ AssumeRolePolicyDocument })).resolves.toBeDefined();
  });

  it("refuses a trust policy of more than 2048 characters, white space left out", async () => {
    const trust = (padding: string) =>
      JSON.stringify({
        Statement: [
          { Sid: padding, Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      });
    const room = 2048 - trust("").length;

    await makeRole({ AssumeRolePolicyDocument: JSON.stringify(JSON.parse(trust("s".repeat(room))), null, 8) });
    const call = makeRole({ AssumeRolePolicyDocument: trust("s".repeat(room + 1)) });

    // facts/cloudformation.md 4.2
    expect(await faultOf(call)).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: "Cannot exceed quota for ACLSizePerRole: 2048",
    });
  });

  it("refuses to delete a role that is in use, and says what to do first", async () => {
    const RoleName = await makeRole();
    const InstanceProfileName = `profile-of-${RoleName}`;
    const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "inline", PolicyDocument: POLICY }));
    const refusal = async () => (await faultOf(iam.send(new DeleteRoleCommand({ RoleName })))).message;

    expect(await refusal()).toBe("Cannot delete entity, must remove roles from instance profile first.");
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    expect(await refusal()).toBe("Cannot delete entity, must detach all policies first.");
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect(await refusal()).toBe("Cannot delete entity, must delete policies first.");
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "inline" }));
    await iam.send(new DeleteRoleCommand({ RoleName }));

    expect((await faultOf(iam.send(new GetRoleCommand({ RoleName })))).code).toBe("NoSuchEntity");
  });
});

describe("inline policies", () => {
  it("are put, replaced, read, listed and deleted", async () => {
    const RoleName = await makeRole();
    const other = POLICY.replace("ListBucket", "GetObject");
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "b", PolicyDocument: POLICY }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "a", PolicyDocument: POLICY }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "b", PolicyDocument: other }));

    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "b" }));
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName }));

    expect(decodeURIComponent(PolicyDocument ?? "")).toBe(other);
    expect(PolicyNames).toEqual(["a", "b"]);
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "b" }));
    // facts/aws-errors.tsv, test_iam_roles get-deleted-policy-error.
    expect((await faultOf(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "b" })))).message).toBe(
      "The role policy with name b cannot be found.",
    );
  });

  it("of one role together have at most 10240 characters, white space left out", async () => {
    const RoleName = await makeRole();
    const sized = (size: number) => {
      const bare = JSON.stringify({ Statement: { Sid: "", Effect: "Allow", Action: "s3:*", Resource: "*" } });
      return bare.replace('"Sid":""', `"Sid":"${"s".repeat(size - bare.length)}"`);
    };
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "a", PolicyDocument: sized(10_000) }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "b", PolicyDocument: `${sized(240)}   \n\t ` }));

    const call = iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "b", PolicyDocument: sized(241) }));

    // facts/cloudformation.md 4.2
    expect(await faultOf(call)).toEqual({
      code: "LimitExceeded",
      status: 409,
      message: `Maximum policy size of 10240 bytes exceeded for role ${RoleName}`,
    });
  });
});

describe("attachments", () => {
  it("are attached once, listed and detached", async () => {
    const RoleName = await makeRole();
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "Mine", PolicyDocument: POLICY }));
    const PolicyArn = Policy?.Arn;
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));

    expect(AttachedPolicies).toEqual([{ PolicyName: "Mine", PolicyArn: "arn:aws:iam::123456789012:policy/Mine" }]);
    // facts/aws-errors.tsv, test_iam_roles detach-not-attached-policy-error.
    expect(await faultOf(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "Policy arn:aws:iam::123456789012:policy/Mine was not found.",
    });
  });

  it("may be AWS's own, if AWS has one of that name", async () => {
    const RoleName = await makeRole();
    const attach = (PolicyArn: string) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));

    await attach("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");

    // facts/aws-errors.tsv, test_iam_roles attach-nonexistent-policy-error.
    expect(await faultOf(attach("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole"))).toEqual({
      code: "NoSuchEntity",
      status: 404,
      message: "Policy arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole does not exist or is not attachable.",
    });
  });

  it("are 20 at most", async () => {
    const RoleName = await makeRole();
    const attach = async (name: string) => {
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: POLICY }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
    };
    for (let index = 1; index <= 20; index += 1) await attach(`Twenty-${index}`);

    // facts/cloudformation.md 4.3
    expect((await faultOf(attach("OneMore"))).message).toBe("Cannot exceed quota for PoliciesPerRole: 20");
  });
});

describe("permissions boundaries", () => {
  it("sets and removes the permissions boundary", async () => {
    const RoleName = await makeRole();
    const PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    const boundary = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role?.PermissionsBoundary;

    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
    expect(await boundary()).toMatchObject({ PermissionsBoundaryArn: PermissionsBoundary });
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    expect(await boundary()).toBeUndefined();
  });

  it("refuses a boundary that is no policy", async () => {
    const RoleName = await makeRole();
    const PermissionsBoundary = "arn:aws:iam::123456789012:not_a_policy/invalid";

    // facts/aws-errors.tsv, test_iam_roles put-invalid-boundary-error.
    expect(await faultOf(iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary })))).toEqual({
      code: "InvalidInput",
      status: 400,
      message: `ARN ${PermissionsBoundary} is not valid.`,
    });
  });

  it("replaces a tag whose key differs by case, and removes tags", async () => {
    const RoleName = await makeRole({ Tags: [{ Key: "Team", Value: "old" }] });
    await iam.send(
      new TagRoleCommand({
        RoleName,
        Tags: [
          { Key: "team", Value: "new" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ["B", "not-there"] }));

    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    expect(Tags).toEqual([{ Key: "team", Value: "new" }]);
  });
});
