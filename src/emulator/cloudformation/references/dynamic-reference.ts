import type { TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";

/**
 * A reference to a value outside the template, as it stands in a text.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export interface DynamicReference {
  /** `{{resolve:ssm:/shop/db/host:2}}`. */
  readonly text: string;
  readonly service: "ssm" | "ssm-secure" | "secretsmanager";
  /** What follows the service and its colon. */
  readonly key: string;
}

/** Steps to a text that holds a reference, list items left out: `["Environment", "Variables", "KEY"]`. */
export interface PlacedReference extends DynamicReference {
  readonly path: readonly string[];
}

const PATTERN = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}/g;

/** Every reference in the texts of a value, in order; those to services that CloudFormation does not know are none. */
export function findDynamicReferences(value: TemplateValue): PlacedReference[] {
  const found: PlacedReference[] = [];
  collect(value, [], found);
  return found;
}

function collect(value: TemplateValue, path: string[], found: PlacedReference[]): void {
  if (typeof value === "string") {
    if (value.includes("{{resolve:")) for (const reference of referencesOf(value)) found.push({ ...reference, path });
  } else if (isList(value)) {
    for (const item of value) collect(item, path, found);
  } else if (isMap(value)) {
    for (const key in value) collect(value[key] as TemplateValue, [...path, key], found);
  }
}

function referencesOf(text: string): DynamicReference[] {
  return [...text.matchAll(PATTERN)].map(([whole, service, key = ""]) => ({
    text: whole,
    service: service as DynamicReference["service"],
    key,
  }));
}

/** A value with references replaced; those that `resolve` does not know stay. */
export function replaceDynamicReferences(
  value: TemplateValue,
  resolve: (reference: string) => string | undefined,
): TemplateValue {
  if (typeof value === "string") {
    return value.includes("{{resolve:") ? value.replaceAll(PATTERN, (whole) => resolve(whole) ?? whole) : value;
  }
  if (isList(value)) return value.map((item) => replaceDynamicReferences(item, resolve));
  if (!isMap(value)) return value;
  const result = Object.create(null) as Record<string, TemplateValue>;
  for (const key of Object.keys(value)) result[key] = replaceDynamicReferences(value[key] as TemplateValue, resolve);
  return result;
}
