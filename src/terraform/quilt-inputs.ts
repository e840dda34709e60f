import type { TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import { UserError } from "../base";
import { hcl } from "./expression";
import { nameOfInput } from "./find-variable";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import { both, either, isGiven, not } from "./presence";
import type { Presence } from "./presence";
import type { QuiltModuleProps } from "./quilt-module-props";

/**
 * Checks what is no part's own business.
 *
 * @returns what only Terraform can check
 * @throws UserError `invalid-input`, `template-missing` or `template-ambiguous`
 */
export function checkQuiltInputs(scope: Construct, props: QuiltModuleProps): TerraformCondition[] {
  const { duration, name, onFailure, stackName, templateUrl } = INPUT_RULES;
  return [
    ...checkInputs(scope, [
      { name: "name", value: props.name, rule: name },
      { name: "templateUrl", value: props.templateUrl, rule: templateUrl },
      { name: "iamTemplateUrl", value: props.iamTemplateUrl, rule: templateUrl },
      { name: "iamStackName", value: props.iamStackName, rule: stackName },
      { name: "createTimeout", value: props.createTimeout, rule: duration },
      { name: "updateTimeout", value: props.updateTimeout, rule: duration },
      { name: "deleteTimeout", value: props.deleteTimeout, rule: duration },
      { name: "onFailure", value: props.onFailure, rule: onFailure },
    ]),
    ...checkSources(scope, props),
  ];
}

/** A template has one source. */
function checkSources(scope: Construct, props: QuiltModuleProps): TerraformCondition[] {
  const named = (prop: "templateFile" | "templateUrl" | "iamTemplateFile" | "iamTemplateUrl") => ({
    input: nameOfInput(scope, prop, props[prop]),
    given: isGiven(scope, props[prop]),
  });
  const [file, url] = [named("templateFile"), named("templateUrl")];
  const [iamFile, iamUrl] = [named("iamTemplateFile"), named("iamTemplateUrl")];
  const hint = "a file is uploaded to a bucket of the deployment, a URL names an object in S3";
  return [
    ...requireThat(
      either(file.given, url.given),
      "template-missing",
      `neither ${file.input} nor ${url.input} is given`,
      hint,
    ),
    ...requireThat(
      not(both(file.given, url.given)),
      "template-ambiguous",
      `both ${file.input} and ${url.input} are given`,
      hint,
    ),
    ...requireThat(
      not(both(iamFile.given, iamUrl.given)),
      "template-ambiguous",
      `both ${iamFile.input} and ${iamUrl.input} are given`,
      hint,
    ),
  ];
}

function requireThat(isRight: Presence, code: string, message: string, hint: string): TerraformCondition[] {
  if (isRight === true) return [];
  if (isRight === false) throw new UserError(code, message, { hint });
  return [{ condition: hcl`${isRight}`, errorMessage: `It is wrong that ${message}: ${hint}.` }];
}
