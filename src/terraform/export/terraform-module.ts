import { UserError } from "../../base";
import { QUILT_CATALOG } from "../../catalog";
import type { Catalog } from "../../catalog";
import { exportIamModule } from "./iam-module-export";
import { exportQuiltModule } from "./quilt-module-export";
import type { Bringable } from "./quilt-variables";
import { renderModule } from "./render-module";
import type { ModuleFile } from "./render-module";

/** What kind of module to write, and for what. */
export interface TerraformModuleOptions {
  /** `iam` for the IAM stack, `quilt` for a whole deployment. */
  readonly kind: "iam" | "quilt";

  /**
   * Whose roles and managed policies are meant.
   *
   * @default - those of the Quilt catalogue
   */
  readonly catalog?: Pick<Catalog, "mode" | "roles" | "policies">;

  /**
   * Parts of a deployment that the caller brings, so that the module needs neither modules of the Terraform registry nor
   * the random provider for them.
   *
   * @default - the module can create everything
   */
  readonly bring?: readonly Bringable[];
}

/**
 * Writes a module for people who write HCL, from the same constructs: JSON configuration and a README.
 *
 * https://developer.hashicorp.com/terraform/language/modules/develop
 *
 * @throws UserError `no-names` for a catalogue without names
 */
export function renderTerraformModule(options: TerraformModuleOptions): ModuleFile[] {
  const { kind, catalog = QUILT_CATALOG, bring = [] } = options;
  if (catalog.mode === "all") {
    throw new UserError("no-names", "the configuration has mode 'all', which names no role or policy", {
      hint: "list roles and policies: a module has an output for each",
    });
  }
  const names = { roleNames: catalog.roles, policyNames: catalog.policies };
  return renderModule(kind, kind === "iam" ? exportIamModule(names) : exportQuiltModule({ ...names, bring }));
}
