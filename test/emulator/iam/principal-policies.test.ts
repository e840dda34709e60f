import { createMemoryStore, Emulator } from "../../../src/emulator";
import { readPrincipalPolicies } from "../../../src/emulator/iam";
import { listManagedPolicies } from "../../../src/emulator/iam/managed-policies";
import { parsePolicy } from "../../../src/policy";
import { POLICY, TRUST } from "../support";

const ACCOUNT = "123456789012";

describe("permissions: the policies of a principal", () => {
  const store = createMemoryStore();
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await Emulator.start({ store });
    const iam = (operation: string, input: object) => emulator.invoke("iam", operation, input);
    await iam("CreatePolicy", { PolicyName: "Own", Path: "/team/", PolicyDocument: POLICY });
    await iam("CreatePolicy", { PolicyName: "Limit", PolicyDocument: POLICY });
    await iam("CreateRole", { RoleName: "Api", Path: "/app/", AssumeRolePolicyDocument: TRUST });
    await iam("PutRolePolicy", { RoleName: "Api", PolicyName: "Inline", PolicyDocument: POLICY });
    await iam("AttachRolePolicy", { RoleName: "Api", PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" });
    await iam("PutRolePermissionsBoundary", {
      RoleName: "Api",
      PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/Limit`,
    });
    await iam("CreateUser", { UserName: "Alice" });
    await iam("PutUserPolicy", { UserName: "Alice", PolicyName: "Hers", PolicyDocument: POLICY });
    await iam("CreateGroup", { GroupName: "Readers" });
    await iam("PutGroupPolicy", { GroupName: "Readers", PolicyName: "Theirs", PolicyDocument: POLICY });
    await iam("AttachGroupPolicy", { GroupName: "Readers", PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/team/Own` });
    await iam("AddUserToGroup", { GroupName: "Readers", UserName: "Alice" });
  });
  afterAll(() => emulator.stop());

  const idsOf = (arn: string) => readPrincipalPolicies(store, arn)?.identity.map(({ id, type }) => [id, type]);

  it("are a role's inline and attached ones, and its boundary", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/app/Api`;

    expect(idsOf(arn)).toEqual([
      ["role_Api_Inline", "role"],
      ["arn:aws:iam::aws:policy/ReadOnlyAccess", "aws-managed"],
    ]);
    expect(readPrincipalPolicies(store, arn)?.boundary).toMatchObject({
      id: `arn:aws:iam::${ACCOUNT}:policy/Limit`,
      type: "user-managed",
    });
  });

  it("are a user's and those of its groups", () => {
    expect(idsOf(`arn:aws:iam::${ACCOUNT}:user/Alice`)).toEqual([
      ["user_Alice_Hers", "user"],
      ["group_Readers_Theirs", "group"],
      [`arn:aws:iam::${ACCOUNT}:policy/team/Own`, "user-managed"],
    ]);
  });

  it("are a managed policy's default version", async () => {
    const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/team/Own`;
    const newer = POLICY.replace("s3:ListBucket", "s3:GetObject");
    await emulator.invoke("iam", "CreatePolicyVersion", { PolicyArn, PolicyDocument: newer, SetAsDefault: true });

    const group = readPrincipalPolicies(store, `arn:aws:iam::${ACCOUNT}:group/Readers`);

    expect(group?.identity.at(-1)?.document.text).toBe(newer);
  });

  it.each([
    `arn:aws:iam::${ACCOUNT}:role/Api`,
    `arn:aws:iam::999999999999:role/app/Api`,
    `arn:aws:iam::${ACCOUNT}:policy/Limit`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/Api/session`,
    `arn:aws:iam::${ACCOUNT}:root`,
    "nobody",
    "",
  ])("are not known for '%s'", (arn) => {
    expect(readPrincipalPolicies(store, arn)).toBeUndefined();
  });
});

describe("AWS's own policies", () => {
  it("compile, every one of them, also as it was before", () => {
    // All 6,000 versions take seconds.
    const documents = new Set(
      listManagedPolicies("aws").flatMap(({ versions }) => versions.slice(-2).map(({ document }) => document)),
    );

    expect(documents.size).toBeGreaterThan(2000);
    expect([...documents].flatMap((document) => parsePolicy(document).diagnostics)).toEqual([]);
  });
});
