import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCode, stepOf } from "../../src/emulator/totp";

import { ADMIN } from "../emulator/authorization/support";
import { makeCertificate } from "../emulator/iam/make-certificate";
import { startForTests } from "../emulator/support";
import { clientFolder } from "./run-client";
import { terraformIn, terraformSkipReason } from "./run-terraform";
import type { TerraformFolder } from "./run-terraform";
import { makeIamVariables, makeSshKey } from "./terraform/iam-variables";

const SECOND = ["-var", "state=second"];

interface Outputs {
  /** What the data sources read. */
  readonly read: Readonly<Record<string, unknown>>;
  /** Ids for import by address. */
  readonly ids: Readonly<Record<string, string>>;
}

(terraformSkipReason === "" ? describe : describe.skip)(
  `Terraform's aws_iam_*, under strict enforcement${terraformSkipReason}`,
  () => {
    const box = startForTests({ enforcement: "strict", administrator: ADMIN });
    const folder = clientFolder();
    let terraform: TerraformFolder;
    let before: object;

    const ask = <Answer>(operation: string, input: object = {}): Promise<Answer> =>
      box.emulator.invoke<Answer>("iam", operation, input);

    async function summarize(): Promise<object> {
      const { SummaryMap } = await ask<{ SummaryMap: Record<string, number> }>("GetAccountSummary");
      // The provider does not put the preference back; AWS has no operation for it.
      const { GlobalEndpointTokenVersion: _, ...counts } = SummaryMap;
      return counts;
    }

    beforeAll(async () => {
      before = await summarize();
      copyFileSync(join(__dirname, "terraform", "iam.tf"), join(folder.path, "iam.tf"));
      writeFileSync(join(folder.path, "terraform.tfvars.json"), JSON.stringify(makeIamVariables()));
      terraform = terraformIn(folder.path, box.emulator);
      await terraform.init();
    }, 120_000);

    it("creates one of every resource, reads them by every data source, and then plans nothing", async () => {
      expect(await terraform.apply()).toContain("0 changed, 0 destroyed");

      const { read, ids } = await terraform.outputs<Outputs>();
      const { Role } = await ask<{ Role: { RoleId: string } }>("GetRole", { RoleName: "worker" });
      const { User } = await ask<{ User: { UserId: string } }>("GetUser", { UserName: "leaver" });
      const { Policy } = await ask<{ Policy: { PolicyId: string } }>("GetPolicy", {
        PolicyArn: ids["aws_iam_policy.read"],
      });
      expect(read).toEqual({
        account: "123456789012",
        role: Role.RoleId,
        roles: ["worker"],
        policy: Policy.PolicyId,
        managed: "AdministratorAccess",
        user: User.UserId,
        users: ["ann"],
        members: ["leaver"],
        profile: "worker",
        profiles: ["worker"],
        clients: expect.arrayContaining(["less", "notes"]) as string[],
        saml: "office",
        certificate_path: "/cloudfront/notes/",
        certificate_until: "2049-01-01T00:00:00Z",
        alias: "notes-first",
        keys: [ids["aws_iam_access_key.ann"]],
        ssh_key: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/) as string,
        issuer: "arn:aws:iam::123456789012:role/app/worker",
        allowed: true,
        // A group's policy denies the second.
        denied: ["iam:CreateUser implicitDeny", "s3:DeleteBucket explicitDeny"],
      });
      await terraform.planNothing();
    }, 240_000);

    it("updates them, and then plans nothing", async () => {
      // Replaced is what AWS cannot rename or change: attachments, memberships, the alias.
      expect(await terraform.apply(...SECOND)).toContain("7 added, 23 changed, 7 destroyed");

      await terraform.planNothing(...SECOND);
      const { Role } = await ask<{ Role: object }>("GetRole", { RoleName: "worker" });
      expect(Role).toMatchObject({
        Description: "second",
        MaxSessionDuration: 7200,
        PermissionsBoundary: { PermissionsBoundaryType: "Policy" },
        Tags: [{ Key: "state", Value: "second" }],
      });
      expect(await ask("GetGroup", { GroupName: "crew" })).toMatchObject({
        Group: { Path: "/notes/" },
        Users: [{ UserName: "ann", Path: "/people/notes/" }],
      });
      expect(await ask("ListAccessKeys", { UserName: "ann" })).toMatchObject({
        AccessKeyMetadata: [{ Status: "Inactive" }],
      });
      expect(await ask("GetAccountPasswordPolicy")).toMatchObject({
        PasswordPolicy: { MinimumPasswordLength: 16, MaxPasswordAge: 90, ExpirePasswords: true },
      });
      expect(await ask("ListOrganizationsFeatures")).toMatchObject({ EnabledFeatures: ["RootSessions"] });
    }, 240_000);

    it("imports them as they are", async () => {
      const { ids } = await terraform.outputs<Outputs>();
      const blocks = Object.entries(ids).map(([to, id]) => `import {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`);
      await terraform.succeed("state", "rm", ...Object.keys(ids));
      writeFileSync(join(folder.path, "imports.tf"), blocks.join("\n"));

      const output = await terraform.apply(...SECOND);

      expect(output).toContain(`${blocks.length} imported, 0 added, 0 changed, 0 destroyed`);
    }, 240_000);

    it("destroys them, with what a user got elsewhere, and nothing is left", async () => {
      await giveEverything("leaver");

      await terraform.destroy(...SECOND);

      expect(await terraform.succeed("state", "list")).toBe("");
      expect(await summarize()).toEqual(before);
      expect(await ask("ListAccountAliases")).toMatchObject({ AccountAliases: [] });
      await expect(ask("GetAccountPasswordPolicy")).rejects.toMatchObject({ code: "NoSuchEntity" });
      expect(await ask("ListOrganizationsFeatures")).toMatchObject({ EnabledFeatures: [] });
    }, 240_000);

    /** Credentials of every kind, which Terraform does not know of. */
    async function giveEverything(UserName: string): Promise<void> {
      await ask("CreateAccessKey", { UserName });
      await ask("CreateLoginProfile", { UserName, Password: "correct-Horse-battery-5taple" });
      await ask("UploadSSHPublicKey", { UserName, SSHPublicKeyBody: makeSshKey() });
      await ask("UploadSigningCertificate", { UserName, CertificateBody: makeCertificate({ name: UserName }).pem });
      await ask("CreateServiceSpecificCredential", { UserName, ServiceName: "codecommit.amazonaws.com" });
      const { VirtualMFADevice: device } = await ask<{
        VirtualMFADevice: { SerialNumber: string; Base32StringSeed: Uint8Array };
      }>("CreateVirtualMFADevice", { VirtualMFADeviceName: UserName });
      const seed = Buffer.from(device.Base32StringSeed).toString();
      const step = stepOf(new Date());
      await ask("EnableMFADevice", {
        UserName,
        SerialNumber: device.SerialNumber,
        AuthenticationCode1: makeCode(seed, step - 1),
        AuthenticationCode2: makeCode(seed, step),
      });
    }
  },
);
