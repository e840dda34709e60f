import { DeleteRoleCommand, ListPolicyTagsCommand, ListRolesCommand, paginateListRoles } from "@aws-sdk/client-iam";
import { POLICY, TRUST, faultOf, iamClient, startForTests } from "../support";

const box = startForTests();

async function makeRoles(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await box.emulator.invoke("iam", "CreateRole", {
      RoleName: `role-${String(index).padStart(4, "0")}`,
      Path: index % 2 === 0 ? "/even/" : "/odd/",
      AssumeRolePolicyDocument: TRUST,
    });
  }
}

beforeAll(async () => {
  await makeRoles(1000);
});

describe("lists: of 1000 roles", () => {
  it("is walked whole, in order, by the SDK's paginator", async () => {
    const names: string[] = [];
    let pages = 0;
    for await (const page of paginateListRoles({ client: iamClient(box.emulator) }, {})) {
      pages += 1;
      names.push(...(page.Roles ?? []).map((role) => role.RoleName ?? ""));
    }

    // 100 a page: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
    expect(pages).toBe(10);
    expect(names).toEqual(Array.from({ length: 1000 }, (_, index) => `role-${String(index).padStart(4, "0")}`));
  });

  it("keeps to the path", async () => {
    const { Roles, IsTruncated } = await iamClient(box.emulator).send(
      new ListRolesCommand({ PathPrefix: "/odd", MaxItems: 1000 }),
    );

    expect([Roles?.length, IsTruncated]).toEqual([500, false]);
  });

  it("goes on after a role that was deleted between two pages", async () => {
    const iam = iamClient(box.emulator);
    const first = await iam.send(new ListRolesCommand({ MaxItems: 3 }));
    await iam.send(new DeleteRoleCommand({ RoleName: "role-0002" }));

    const second = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker: first.Marker }));

    expect(second.Roles?.map((role) => role.RoleName)).toEqual(["role-0003", "role-0004"]);
  });

  it("refuses a marker of somebody else and a page of nothing", async () => {
    const iam = iamClient(box.emulator);

    // facts/aws-errors.tsv, test_iam_mfa list-invalid-marker-error.
    expect(await faultOf(iam.send(new ListRolesCommand({ Marker: "bm90IG91cnM" })))).toEqual({
      code: "ValidationError",
      status: 400,
      message: "Invalid Marker.",
    });
    expect((await faultOf(iam.send(new ListRolesCommand({ MaxItems: 0 })))).message).toBe(
      "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  it("has no room for role 1001", async () => {
    const create = (RoleName: string) =>
      box.emulator.invoke("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST });
    await create("the-last");

    // facts/cloudformation.md 4.3
    await expect(create("one-too-many")).rejects.toThrow("Cannot exceed quota for RolesPerAccount: 1000");
  });
});

describe("lists: of tags with keys as long as they come", () => {
  it("is walked whole, though a key is longer than a marker may be", async () => {
    const emulator = box.emulator;
    const PolicyArn = "arn:aws:iam::123456789012:policy/tagged";
    const Tags = ["a", "b", "c"].map((end) => ({ Key: `${"字".repeat(127)}${end}`, Value: "" }));
    await emulator.invoke("iam", "CreatePolicy", { PolicyName: "tagged", PolicyDocument: POLICY, Tags });
    const iam = iamClient(emulator);

    const keys: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListPolicyTagsCommand({ PolicyArn, MaxItems: 1, Marker }));
      keys.push(...(page.Tags ?? []).map(({ Key }) => Key));
      Marker = page.Marker;
    } while (Marker !== undefined);

    expect(keys).toEqual(Tags.map(({ Key }) => Key));
  });
});
