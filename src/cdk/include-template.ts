import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { Errors, FileSystem, type IResolvable } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { UserError } from "../base";
import type { Template } from "../template";

/**
 * Takes every element of a template into a stack, logical ids kept.
 *
 * @param replaced values in place of parameters, by name; these parameters are gone from the stack's template
 * @throws UserError for a template that holds something cloudformation-include does not know
 */
export function includeTemplate(
  scope: Construct,
  id: string,
  template: Template,
  replaced: Readonly<Record<string, string | IResolvable>>,
): CfnInclude {
  // As our parser reads it, in JSON: cloudformation-include takes a file only, and reads YAML its own way.
  const folder = FileSystem.mkdtemp("externalized-iam-");
  const templateFile = join(folder, "template.json");
  try {
    writeFileSync(templateFile, JSON.stringify(template.value));
    return new CfnInclude(scope, id, { templateFile, parameters: { ...replaced } });
  } catch (error) {
    if (!Errors.isConstructError(error)) throw error;
    throw new UserError("template-not-included", `AWS CDK cannot take in the template: ${error.message}`, {
      at: { file: template.file },
      hint: "see the limits of the CDK module cloudformation-include",
      cause: error,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
