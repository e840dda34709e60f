import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isInstalled } from "./run-client";

/** Folders that Terraform itself looks for providers in, and where images put mirrors. https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function listMirrors(): string[] {
  const optional = existsSync("/opt") ? readdirSync("/opt").map((name) => join("/opt", name)) : [];
  return [
    join(homedir(), ".terraform.d", "plugins"),
    join(homedir(), ".local", "share", "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...optional,
  ];
}

/** Whether a folder is a mirror that has the AWS provider: `{host}/hashicorp/aws` below it. */
function hasAwsProvider(mirror: string): boolean {
  try {
    return readdirSync(mirror).some((host) => existsSync(join(mirror, host, "hashicorp", "aws")));
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}

/** What Terraform needs to run here: the mirror with its AWS provider, or why it cannot. */
export function findTerraform(): { readonly mirror: string } | { readonly reason: string } {
  if (!isInstalled("terraform", "version")) return { reason: "terraform is not installed" };
  const given = process.env.TF_PLUGIN_DIR;
  const mirror = (given === undefined ? listMirrors() : [given]).find(hasAwsProvider);
  if (mirror === undefined) return { reason: "no mirror with the AWS provider: set TF_PLUGIN_DIR to one" };
  return { mirror };
}
