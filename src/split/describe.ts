import { isList, isMap, type TemplateValue } from "../template";
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

/** A function as its name and what it works on: `Join(_, Split(-, x))`. */
function describeValue(value: TemplateValue): string {
  if (isList(value)) return value.map(describeValue).join(", ");
  if (!isMap(value)) return String(value);
  const [only, ...more] = Object.entries(value);
  if (only === undefined || more.length > 0) return JSON.stringify(value);
  const [name, argument] = only;
  if (name === "Ref") return `\${${describeValue(argument)}}`;
  if (name === "Fn::Sub" && typeof argument === "string") return argument;
  return `${name.replace(/^Fn::/, "")}(${describeValue(argument)})`;
}
