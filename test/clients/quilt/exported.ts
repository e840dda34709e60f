import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseSplitConfig } from "../../../src/catalog";
import { terraformIn } from "../run-terraform";
import type { TerraformFolder } from "../run-terraform";
import { EXISTING } from "./deployment";
import { quiltMonolith } from "./monolith";
import { createTemplateBucket, leftovers, splitIn, stackStates, templateUrl, uploadTemplate, xiam } from "./stacks";
import { TRACK_LIMIT, terraformTrack } from "./track";

const example = join(__dirname, "..", "..", "..", "examples", "notes-service");
const config = join(example, "split.yaml");

/** A root module in HCL, as the caller of both modules that `xiam terraform module` writes. */
const ROOT = `
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  s3_use_path_style = true
}

module "iam" {
  source       = "./iam"
  name         = "notes"
  template_url = "${templateUrl("template-iam.yaml")}"
  parameters = {
    AppStackName    = "notes"
    SearchDomainArn = "arn:aws:es:us-east-1:123456789012:domain/notes"
  }
  tags = { team = "security" }
}

resource "aws_cloudformation_stack" "notes" {
  name         = "notes"
  capabilities = ["CAPABILITY_IAM"]
  template_url = "${templateUrl("template-app.yaml")}"
  parameters = {
    AdminEmail          = "someone@example.com"
    Vpc                 = "${EXISTING.network.vpcId}"
    Subnets             = "${EXISTING.network.privateSubnets.join(",")}"
    ApiRole             = module.iam.ApiRoleArn
    IndexRole           = module.iam.IndexRoleArn
    MailRole            = module.iam.MailRoleArn
    ExportTaskRole      = module.iam.ExportTaskRoleArn
    ExportExecutionRole = module.iam.ExportExecutionRoleArn
    StateMachineRole    = module.iam.StateMachineRoleArn
    ScheduleRole        = module.iam.ScheduleRoleArn
    BastionRole         = module.iam.BastionRoleArn
    NotesReadPolicy     = module.iam.NotesReadPolicyArn
    NotesWritePolicy    = module.iam.NotesWritePolicyArn
  }
}

module "quilt" {
  source              = "./quilt"
  name                = "quilt"
  internal            = false
  vpc_id              = "${EXISTING.network.vpcId}"
  intra_subnets       = ${JSON.stringify(EXISTING.network.intraSubnets)}
  private_subnets     = ${JSON.stringify(EXISTING.network.privateSubnets)}
  public_subnets      = ${JSON.stringify(EXISTING.network.publicSubnets)}
  user_security_group = "${EXISTING.network.userSecurityGroup}"

  db_url                     = "${EXISTING.existingDatabase.url}"
  db_accessor_security_group = "${EXISTING.existingDatabase.accessorSecurityGroup}"

  search_domain_endpoint         = "${EXISTING.existingSearch.domainEndpoint}"
  search_domain_arn              = "${EXISTING.existingSearch.domainArn}"
  search_accessor_security_group = "${EXISTING.existingSearch.accessorSecurityGroup}"

  admin_password    = "${EXISTING.adminPassword}"
  template_file     = "quilt-app.json"
  iam_template_file = "quilt-iam.json"
  parameters        = { QuiltWebHost = "quilt.example.com" }
}

output "notes_iam" {
  value = { id = module.iam.stack_id, name = module.iam.stack_name, api_role = module.iam.ApiRoleArn }
}

output "quilt_iam" {
  value = { id = module.quilt.iam_stack_id, name = module.quilt.iam_stack_name, roles = module.quilt.iam_role_arns }
}

output "admin_password" {
  value     = module.quilt.admin_password
  sensitive = true
}
`;

/** What `xiam terraform module` writes, as modules of a configuration in HCL. */
export function describeExported(): void {
  const { box, folder, step, describe } = terraformTrack();
  let terraform: TerraformFolder;

  const valid = step(async () => {
    const at = (name: string): string => join(folder.path, name);
    await createTemplateBucket(box.emulator);
    await xiam("split", join(example, "template.yaml"), "--config", config, "--out-dir", at("notes"));
    await uploadTemplate(box.emulator, at("notes/template-iam.yaml"));
    await uploadTemplate(box.emulator, at("notes/template-app.yaml"));
    await splitIn(folder.path, quiltMonolith());
    await xiam("terraform", "module", "iam", "--config", config, "--out", at("iam"));
    const parts = "network,database,search,admin-password";
    await xiam("terraform", "module", "quilt", "--bring", parts, "--out", at("quilt"));
    writeFileSync(at("main.tf"), ROOT);
    terraform = terraformIn(folder.path, box.emulator);
    await terraform.init();
    return await terraform.succeed("validate", "-no-color");
  });

  const created = step(async () => {
    await terraform.apply();
    return { stacks: await stackStates(box.emulator), outputs: terraform.state().outputs };
  });

  const planned = step(() => terraform.planNothing());

  const destroyed = step(async () => {
    await terraform.destroy("-refresh=false");
    return await leftovers(box.emulator);
  });

  describe("modules written by xiam terraform module, called from HCL", () => {
    const test = (claim: string, run: () => Promise<void>): void => it(claim, run, TRACK_LIMIT);

    test("are valid", async () => {
      expect(await valid()).toContain("Success! The configuration is valid.");
    });

    test("deploy an application of one's own, whose ARNs the caller passes on", async () => {
      const { stacks, outputs } = await created();
      const { roles, policies } = parseSplitConfig(readFileSync(config, "utf8"), { file: config });
      const { notes, "notes-iam": iam } = stacks;

      expect([notes?.status, iam?.status]).toEqual(["CREATE_COMPLETE", "CREATE_COMPLETE"]);
      for (const name of [...roles, ...policies]) expect(notes?.parameters[name]).toBe(iam?.outputs[`${name}Arn`]);
      expect(outputs["notes_iam"]?.value).toEqual({
        id: iam?.id,
        name: "notes-iam",
        api_role: iam?.outputs["ApiRoleArn"],
      });
    });

    test("deploy Quilt on infrastructure that exists", async () => {
      const { stacks, outputs } = await created();
      const { quilt, "quilt-iam": iam } = stacks;

      expect([quilt?.status, iam?.status]).toEqual(["CREATE_COMPLETE", "CREATE_COMPLETE"]);
      expect(Object.keys(iam?.outputs ?? {})).toHaveLength(32);
      for (const [name, arn] of Object.entries(iam?.outputs ?? {})) {
        expect(quilt?.parameters[name.replace(/Arn$/, "")]).toBe(arn);
      }
      expect(outputs["quilt_iam"]?.value).toMatchObject({ id: iam?.id, name: "quilt-iam" });
      expect(outputs["admin_password"]?.value).toBe(EXISTING.adminPassword);
    });

    test("plan no changes then", async () => {
      await planned();
    });

    test("leave nothing when they are destroyed", async () => {
      expect(await destroyed()).toEqual([]);
    });
  });
}
