import { join } from "node:path";
import { UserError } from "../../base";
import { parseSplitConfig } from "../../catalog";
import { readInput } from "../../files";
import type { Bringable, TerraformModuleOptions } from "../../terraform";
import type * as terraform from "../../terraform";
import { defineCommand } from "../command";
import { usageError } from "../parse-args";
import { writeOutputs } from "../write-outputs";

const KINDS = ["iam", "quilt"] as const;

export const terraformCommand = defineCommand({
  name: "terraform",
  summary: "write a Terraform module that deploys the IAM stack, or Quilt with it",
  usage: [
    "terraform module iam --out DIR [--config FILE] [--force]",
    "terraform module quilt --out DIR [--config FILE] [--bring PARTS] [--force]",
  ],
  positionals: 2,
  options: {
    out: { type: "text", placeholder: "DIR", description: "folder of the module" },
    config: {
      type: "text",
      placeholder: "FILE",
      description: "a split configuration: whose roles and policies, those of Quilt if not given",
    },
    bring: {
      type: "text",
      placeholder: "PARTS",
      description: "what the caller brings: network, database, search, admin-password; separated by commas",
    },
    force: { type: "flag", description: "overwrite files that exist" },
  },
  examples: [
    ["terraform module iam --out modules/iam", "a module with the IAM template's URL as input and the ARNs as outputs"],
    [
      "terraform module quilt --out modules/quilt --bring network,database,search,admin-password",
      "a whole deployment on infrastructure that exists",
    ],
  ],
  async run({ args: { positionals, options }, io }) {
    const [what, kind] = positionals;
    if (what !== "module")
      throw usageError("terraform", `expected 'module', got ${what === undefined ? "nothing" : `'${what}'`}`);
    if (!isOneOf(KINDS, kind)) {
      throw usageError("terraform", `no kind of module '${kind ?? ""}', allowed: ${KINDS.join(", ")}`);
    }
    if (options.out === undefined) throw usageError("terraform", "nothing says where to write: --out DIR");
    if (kind === "iam" && options.bring !== undefined) {
      throw usageError("terraform", "--bring is for the module quilt: the module iam creates nothing but its stack");
    }
    const { BRINGABLE, renderTerraformModule } = await loadTerraform();
    const { config } = options;
    const module: TerraformModuleOptions = {
      kind,
      ...(config !== undefined && { catalog: parseSplitConfig(readInput(config, "configuration"), { file: config }) }),
      ...(options.bring !== undefined && { bring: parseParts(options.bring, BRINGABLE) }),
    };
    const folder = options.out;
    const files = await io.step(`writing module ${kind}`, async () =>
      renderTerraformModule(module).map(({ name, text }) => ({ path: join(folder, name), text })),
    );
    writeOutputs(files, { force: options.force, folderOption: "--out" });
    const paths = files.map(({ path }) => path);
    return {
      exitCode: 0,
      json: { kind, files: paths },
      text: (style) => [style.bold("Written"), ...paths.map((path) => `  ${path}`), ""].join("\n"),
    };
  },
});

function parseParts(text: string, allowed: readonly Bringable[]): Bringable[] {
  return text.split(",").map((part) => {
    const name = part.trim();
    if (isOneOf(allowed, name)) return name;
    throw usageError("terraform", `--bring has no part '${name}', allowed: ${allowed.join(", ")}`);
  });
}

function isOneOf<Value extends string>(values: readonly Value[], value: string | undefined): value is Value {
  return values.some((allowed) => allowed === value);
}

/** Loads the constructs, whose packages are optional: most people who split never need them. */
async function loadTerraform(): Promise<typeof terraform> {
  try {
    return await import("../../terraform");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, missing] = /'((?:cdktf|@cdktf\/|constructs)[^']*)'/.exec(message) ?? [];
    if (code !== "MODULE_NOT_FOUND" || missing === undefined) throw error;
    throw new UserError("package-missing", `cannot load '${missing}', which writing Terraform takes`, {
      hint: "npm install --save-dev cdktf @cdktf/provider-aws constructs",
      cause: error,
    });
  }
}
