import { Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/**
 * Says why something that checks of templates object to is meant to be so: a finding's id, and the reason. Checks such
 * as cdk-nag read it; it does not stand in the template.
 */
export function acknowledge(construct: Construct, findings: { readonly [id: string]: string }): void {
  // Older versions of aws-cdk-lib have no validations, and nothing that would object.
  const validations = (Validations as typeof Validations | undefined)?.of(construct);
  for (const [id, reason] of Object.entries(findings)) validations?.acknowledge({ id, reason });
}
