import { TerraformLocal } from "cdktf";
import type { TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import type { DeclaredParameters } from "./declared-parameters";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { nameOfInput } from "./find-variable";
import { isPlain } from "./merge-maps";
import type { TextMap } from "./merge-maps";
import type { QuiltModuleProps } from "./quilt-module-props";

export interface ParameterCheck {
  /** What the application's template declares. */
  readonly app: DeclaredParameters;
  /** What the application is to get. */
  readonly given: TextMap;
  /** Names of the roles and managed policies that an IAM stack has. */
  readonly iamNames: Expression;
  readonly props: QuiltModuleProps;
}

/**
 * Checks before anything is deployed that the application's template and its parameters fit, which tells a pattern that
 * does not fit the template, too. Where the template's text is not at hand, CloudFormation checks it.
 *
 * @returns what Terraform is to check
 */
export function checkParameters(
  scope: Construct,
  { app, given, iamNames, props }: ParameterCheck,
): TerraformCondition[] {
  const { parameters = {} } = props;
  const input = (
    prop: "parameters" | "iamTemplateUrl" | "iamTemplateFile" | "iamRoleNames" | "iamPolicyNames",
  ): string => nameOfInput(scope, prop, props[prop]);
  const local = (id: string, names: Expression): Expression =>
    hcl`${new TerraformLocal(scope, id, hcl`try(tolist(${names}), [])`).fqn}`;

  // The provider leaves out what is null.
  const nulls = isPlain(parameters) ? [] : hcl`[for name, value in ${parameters} : name if value == null]`;
  const names = local("parameter_names", hcl`setsubtract(keys(${given}), ${nulls})`);
  const lacking = local(
    "lacking_parameters",
    hcl`[for name, declaration in ${app.declarations} : name if !can(declaration.Default) && !contains(${names}, name)]`,
  );
  const unknown = local("unknown_parameters", hcl`setsubtract(${names}, ${app.names})`);
  const arns = local("iam_names", iamNames);
  const template = "The application's template";
  const pattern = `${input("iamTemplateUrl")} or ${input("iamTemplateFile")}`;
  return [
    none(
      hcl`setintersection(${lacking}, ${arns})`,
      (list) =>
        `${template} takes ARNs of roles and policies as parameters, and there is no IAM stack to give them: ${list}. ` +
        `Give the IAM template by ${pattern}, or deploy the template that was not split.`,
    ),
    none(
      hcl`setsubtract(${lacking}, ${arns})`,
      (list) =>
        `${template} has parameters without a default that have no value: ${list}. Give them by ${input("parameters")}.`,
    ),
    none(
      hcl`setintersection(${unknown}, ${arns})`,
      (list) =>
        `${template} has no parameters for roles and policies of the IAM stack: ${list}. Give the template that xiam ` +
        `split wrote as -app; or deploy the one that was not split without ${pattern}. Leave the names of roles and ` +
        `policies that a split did not find out of ${input("iamRoleNames")} and ${input("iamPolicyNames")}.`,
    ),
    none(
      hcl`setsubtract(${unknown}, ${arns})`,
      (list) =>
        `${template} has no parameters ${list}. Leave them out of ${input("parameters")}; those for the infrastructure ` +
        "are left out by giving them there as null.",
    ),
  ];
}

/** A condition that holds if a list is empty. */
function none(names: Expression, message: (list: string) => string): TerraformCondition {
  return { condition: hcl`length(${names}) == 0`, errorMessage: message(`${hcl`join(", ", ${names})`}`) };
}
