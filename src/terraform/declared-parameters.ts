import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import type { ProvidedTemplate } from "./templates";

/** Parameters that a template declares, as Terraform reads them. */
export interface DeclaredParameters {
  /** Declarations by name; null where the template's text is not at hand. */
  readonly declarations: Expression;
  /** Their names; null where the template's text is not at hand. */
  readonly names: Expression;
}

/**
 * Reads the parameters that a template declares.
 *
 * Terraform reads no short tags (`!Ref`), so they are taken out first:
 * https://developer.hashicorp.com/terraform/language/functions/yamldecode
 */
export function readParameters(scope: Construct, id: string, { text }: ProvidedTemplate): DeclaredParameters {
  const template = hcl`yamldecode(replace(${text}, "/![A-Za-z][A-Za-z0-9:]*/", ""))`;
  const found = hcl`try(${template}.Parameters, can(${template}.Resources) ? {} : null)`;
  const { fqn } = new TerraformLocal(scope, `${id}_parameters`, found);
  return { declarations: hcl`${fqn}`, names: hcl`try(keys(${fqn}), null)` };
}
