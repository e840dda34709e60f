import type { TemplateValue } from "../template";
import type { Expression } from "./expression";

/** What stands in the template now, as a person reads it. */
export function describeForms(forms: readonly Expression[]): string {
  return forms.map((form) => describeExpression(form)).join(" or ");
}

function describeExpression({ text, variables }: Expression): string {
  let shown = text;
  for (const [name, value] of variables) shown = shown.replaceAll(`\${${name}}`, describeValue(value));
  return shown;
}

function describeValue(value: TemplateValue): string {
  if (typeof value === "string") return value;
  return `{${JSON.stringify(value)}}`;
}
