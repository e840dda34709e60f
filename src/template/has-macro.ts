import { isList } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** The transform that brings Fn::ForEach, Fn::Length and Fn::ToJsonString. */
export const LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

/** Whether a macro rewrites the template before CloudFormation reads it. */
export function hasMacro(template: TemplateMap): boolean {
  return transformsOf(template).some((name) => name !== LANGUAGE_EXTENSIONS);
}

/** Whether the template may use what AWS::LanguageExtensions brings. */
export function hasLanguageExtensions(template: TemplateMap): boolean {
  return transformsOf(template).includes(LANGUAGE_EXTENSIONS);
}

function transformsOf(template: TemplateMap): readonly TemplateValue[] {
  const transform = template["Transform"];
  return isList(transform) ? transform : transform === undefined ? [] : [transform];
}
