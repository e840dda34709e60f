import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import { isSame } from "../same-value";

/** A text property; numbers and booleans become text, as CloudFormation does. */
export function textOf(properties: TemplateMap, name: string): string | undefined {
  const value = properties[name];
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}

/** A number property, which may stand there as text. */
export function numberOf(properties: TemplateMap, name: string): number | undefined {
  const text = textOf(properties, name);
  return text === undefined ? undefined : Number(text);
}

/** A list of texts; absent is empty. */
export function textsOf(properties: TemplateMap, name: string): string[] {
  return listOf(properties, name)
    .filter((item) => item !== null && typeof item !== "object")
    .map(String);
}

/** A list of objects; absent is empty. */
export function mapsOf(properties: TemplateMap, name: string): TemplateMap[] {
  return listOf(properties, name).filter(isMap);
}

/** A JSON property as the text that services take; absent stays absent. */
export function jsonOf(properties: TemplateMap, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function listOf(properties: TemplateMap, name: string): readonly TemplateValue[] {
  const value = properties[name];
  // CloudFormation takes a single value where a list of them belongs.
  return value === undefined || value === null ? [] : isList(value) ? value : [value];
}

/** Whether a property may differ from what is in force. */
export function isChanged(
  { properties, previous }: { readonly properties: TemplateMap; readonly previous: readonly TemplateMap[] },
  name: string,
): boolean {
  return previous.some((before) => !isSame(before[name], properties[name]));
}
