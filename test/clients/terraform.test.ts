import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startForTests } from "../emulator/support";
import { clientFolder } from "./run-client";
import { terraformIn, terraformSkipReason } from "./run-terraform";
import type { TerraformFolder } from "./run-terraform";

(terraformSkipReason === "" ? describe : describe.skip)(`Terraform with the AWS provider${terraformSkipReason}`, () => {
  const box = startForTests();
  const folder = clientFolder();
  let terraform: TerraformFolder;

  beforeAll(async () => {
    const trust = { Effect: "Allow", Principal: { AWS: box.emulator.accountId }, Action: "sts:AssumeRole" };
    await box.emulator.invoke("iam", "CreateRole", {
      RoleName: "deployer",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    });
    copyFileSync(join(__dirname, "terraform", "main.tf"), join(folder.path, "main.tf"));
    terraform = terraformIn(folder.path, box.emulator);
    await terraform.init();
  }, 120_000);

  it("creates roles, policies, a bucket with its settings, objects and a stack, and then plans nothing", async () => {
    expect(await terraform.apply()).toContain("0 changed, 0 destroyed");

    const { role_arn: arn, stack_role_arn: stackArn, session } = await terraform.outputs();
    expect(session).toBe("arn:aws:sts::123456789012:assumed-role/deployer/terraform");
    expect(arn).toBe("arn:aws:iam::123456789012:role/app/terraform-role");
    expect(stackArn).toMatch(/^arn:aws:iam::123456789012:role\/terraform-stack-Role-[A-Za-z0-9]{12}$/);
    await terraform.planNothing();
  }, 180_000);

  it("updates them in place", async () => {
    const before = await terraform.outputs();
    const file = join(folder.path, "main.tf");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"first"/g, '"second"'));

    expect(await terraform.apply()).toMatch(/0 added, \d+ changed, 0 destroyed/);

    const after = await terraform.outputs();
    expect(after["description"]).toBe("second");
    expect(after["object_version"]).not.toBe(before["object_version"]);
    expect(after["stack_role_arn"]).toBe(before["stack_role_arn"]);
  }, 180_000);

  it("destroys everything", async () => {
    await terraform.destroy("-refresh=false");

    expect(await terraform.succeed("state", "list")).toBe("");
    const { Roles } = await box.emulator.invoke<{ Roles: { RoleName: string }[] }>("iam", "ListRoles");
    expect(Roles.map(({ RoleName }) => RoleName)).toEqual(["deployer"]);
    const { Buckets } = await box.emulator.invoke<{ Buckets: readonly object[] }>("s3", "ListBuckets");
    expect(Buckets).toEqual([]);
  }, 180_000);
});
