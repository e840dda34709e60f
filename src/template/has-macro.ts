import { isList } from "./value";
import type { TemplateMap } from "./value";

/** Whether a macro rewrites the template before CloudFormation reads it. */
export function hasMacro(template: TemplateMap): boolean {
  const transform = template["Transform"];
  const all = isList(transform) ? transform : transform === undefined ? [] : [transform];
  return all.some((name) => name !== "AWS::LanguageExtensions");
}
