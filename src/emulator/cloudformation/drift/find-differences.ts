import type { PropertyDifference } from "@aws-sdk/client-cloudformation";
import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import { isSame } from "../same-value";

/**
 * What of a resource is not as its template says, by the path to the value: `/Tags/0/Value`. Lists are compared without
 * regard to order; items that name themselves (`PolicyName`, `Key`, `Sid`) are compared with the one of the same name.
 */
export function findDifferences(expected: TemplateMap, actual: TemplateMap): PropertyDifference[] {
  const found: PropertyDifference[] = [];
  compareMaps(expected, actual, "", found);
  return found;
}

function compare(expected: TemplateValue, actual: TemplateValue, path: string, found: PropertyDifference[]): void {
  if (isSame(expected, actual)) return;
  if (isMap(expected) && isMap(actual)) compareMaps(expected, actual, path, found);
  else if (isList(expected) && isList(actual)) compareLists(expected, actual, path, found);
  else found.push(difference("NOT_EQUAL", path, expected, actual));
}

function compareMaps(expected: TemplateMap, actual: TemplateMap, path: string, found: PropertyDifference[]): void {
  for (const [name, value] of Object.entries(expected)) {
    const other = actual[name];
    if (other === undefined) found.push(difference("REMOVE", `${path}/${name}`, value, undefined));
    else compare(value, other, `${path}/${name}`, found);
  }
  for (const [name, value] of Object.entries(actual)) {
    if (!Object.hasOwn(expected, name)) found.push(difference("ADD", `${path}/${name}`, undefined, value));
  }
}

interface Item {
  readonly index: number;
  readonly value: TemplateValue;
}

function compareLists(
  expected: readonly TemplateValue[],
  actual: readonly TemplateValue[],
  path: string,
  found: PropertyDifference[],
): void {
  const missing = others(expected, actual);
  let added = others(actual, expected);
  for (const { index, value } of missing) {
    const name = nameOf(value);
    const twin = added.find((item) => name !== undefined && nameOf(item.value) === name);
    // Statements of policies have no names, mostly: those that are not as they were are compared in turn.
    const counterpart =
      twin ?? (isMap(value) && name === undefined ? added.find((item) => isMap(item.value)) : undefined);
    if (counterpart === undefined) {
      found.push(difference("REMOVE", `${path}/${index}`, value, undefined));
    } else {
      added = added.filter((item) => item !== counterpart);
      compare(value, counterpart.value, `${path}/${index}`, found);
    }
  }
  for (const { index, value } of added) found.push(difference("ADD", `${path}/${index}`, undefined, value));
}

/** Items of a list that the other one does not have. */
function others(list: readonly TemplateValue[], without: readonly TemplateValue[]): Item[] {
  const items = list.map((value, index): Item => ({ index, value }));
  return items.filter(({ value }) => !without.some((other) => isSame(value, other)));
}

function nameOf(value: TemplateValue): string | undefined {
  if (!isMap(value)) return undefined;
  const name = value["PolicyName"] ?? value["Key"] ?? value["Sid"];
  return typeof name === "string" ? name : undefined;
}

function difference(
  type: "ADD" | "REMOVE" | "NOT_EQUAL",
  path: string,
  expected: TemplateValue | undefined,
  actual: TemplateValue | undefined,
): PropertyDifference {
  return {
    PropertyPath: path,
    ExpectedValue: textOf(expected),
    ActualValue: textOf(actual),
    DifferenceType: type,
  };
}

/** Absent values are the text `null`, as in the answers that AWS's guide shows. */
function textOf(value: TemplateValue | undefined): string {
  return typeof value === "object" || value === undefined ? JSON.stringify(value ?? null) : String(value);
}
