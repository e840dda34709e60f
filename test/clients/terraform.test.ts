import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startForTests } from "../emulator/support";
import { findTerraform } from "./find-terraform";
import { clientFolder, runClient } from "./run-client";
import type { ClientOutcome } from "./run-client";

const terraform = findTerraform();
const reason = "reason" in terraform ? ` (skipped: ${terraform.reason})` : "";

(reason === "" ? describe : describe.skip)(`Terraform with the AWS provider${reason}`, () => {
  const box = startForTests();
  const folder = clientFolder();

  async function run(...args: string[]): Promise<ClientOutcome> {
    return await runClient("terraform", args, {
      emulator: box.emulator,
      folder: folder.path,
      environment: {
        TF_CLI_CONFIG_FILE: join(folder.path, "terraform.rc"),
        TF_IN_AUTOMATION: "1",
        CHECKPOINT_DISABLE: "1",
      },
    });
  }

  async function apply(): Promise<string> {
    const { exitCode, output } = await run("apply", "-auto-approve", "-no-color");
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    return output;
  }

  async function outputs(): Promise<Record<string, string>> {
    const { output } = await run("output", "-json", "-no-color");
    const values = JSON.parse(output) as Record<string, { readonly value: string }>;
    return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
  }

  beforeAll(async () => {
    const trust = { Effect: "Allow", Principal: { AWS: box.emulator.accountId }, Action: "sts:AssumeRole" };
    await box.emulator.invoke("iam", "CreateRole", {
      RoleName: "deployer",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    });
    const mirror = "mirror" in terraform ? terraform.mirror : "";
    writeFileSync(
      join(folder.path, "terraform.rc"),
      `provider_installation {\n  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = ["hashicorp/aws"]\n  }\n}\n`,
    );
    copyFileSync(join(__dirname, "terraform", "main.tf"), join(folder.path, "main.tf"));
    const { exitCode, output } = await run("init", "-no-color");
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  }, 60_000);

  it("creates roles, policies, a bucket with its settings, objects and a stack, and then plans nothing", async () => {
    expect(await apply()).toContain("0 changed, 0 destroyed");

    const { role_arn: arn, stack_role_arn: stackArn, session } = await outputs();
    expect(session).toBe("arn:aws:sts::123456789012:assumed-role/deployer/terraform");
    expect(arn).toBe("arn:aws:iam::123456789012:role/app/terraform-role");
    expect(stackArn).toMatch(/^arn:aws:iam::123456789012:role\/terraform-stack-Role-[A-Za-z0-9]{12}$/);
    const plan = await run("plan", "-detailed-exitcode", "-no-color");
    expect(plan.output).toContain("No changes. Your infrastructure matches the configuration.");
    // 2 would mean changes.
    expect(plan.exitCode).toBe(0);
  }, 90_000);

  it("updates them in place", async () => {
    const before = await outputs();
    const file = join(folder.path, "main.tf");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"first"/g, '"second"'));

    expect(await apply()).toMatch(/0 added, \d+ changed, 0 destroyed/);

    const after = await outputs();
    expect(after["description"]).toBe("second");
    expect(after["object_version"]).not.toBe(before["object_version"]);
    expect(after["stack_role_arn"]).toBe(before["stack_role_arn"]);
  }, 90_000);

  it("destroys everything", async () => {
    const { exitCode, output } = await run("destroy", "-auto-approve", "-refresh=false", "-no-color");

    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect((await run("state", "list")).output).toBe("");
    const { Roles } = await box.emulator.invoke<{ Roles: { RoleName: string }[] }>("iam", "ListRoles");
    expect(Roles.map(({ RoleName }) => RoleName)).toEqual(["deployer"]);
    const { Buckets } = await box.emulator.invoke<{ Buckets: readonly object[] }>("s3", "ListBuckets");
    expect(Buckets).toEqual([]);
  }, 90_000);
});
