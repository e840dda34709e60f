import type { ParameterStringFilter } from "@aws-sdk/client-ssm";
import { AwsFault } from "../fault";
import { checkPath } from "./parameter-name";
import { currentVersion } from "./parameter-row";
import type { ParameterRow } from "./parameter-row";

type Comparison = (actual: string, wanted: string) => boolean;

/** A filter's options, the default first, and what it compares. */
interface FilterRule {
  readonly options: Readonly<Record<string, Comparison>>;
  readonly defaultOption: string;
  actual(row: ParameterRow): string | undefined;
}

const equals: Comparison = (actual, wanted) => actual === wanted;
const beginsWith: Comparison = (actual, wanted) => actual.startsWith(wanted);
const contains: Comparison = (actual, wanted) => actual.includes(wanted);

function exactly(actual: FilterRule["actual"]): FilterRule {
  return { options: { Equals: equals }, defaultOption: "Equals", actual };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const RULES: Readonly<Record<string, FilterRule>> = {
  DataType: exactly((row) => currentVersion(row).dataType),
  KeyId: {
    options: { Equals: equals, BeginsWith: beginsWith },
    defaultOption: "Equals",
    actual: (row) => currentVersion(row).keyId,
  },
  Name: {
    options: { Equals: equals, BeginsWith: beginsWith, Contains: contains },
    defaultOption: "Equals",
    actual: ({ name }) => name,
  },
  Path: {
    options: { OneLevel: isChild, Recursive: isBelow },
    defaultOption: "OneLevel",
    actual: ({ name }) => name,
  },
  Tier: exactly((row) => currentVersion(row).tier),
  Type: {
    options: { Equals: equals, BeginsWith: beginsWith },
    defaultOption: "Equals",
    actual: (row) => currentVersion(row).type,
  },
};

/** True if the parameter of that name lies anywhere below the path. */
export function isBelow(name: string, path: string): boolean {
  const folder = path.endsWith("/") ? path : `${path}/`;
  return folder === "/" || name.startsWith(folder);
}

/** True if the parameter of that name lies directly below the path. */
export function isChild(name: string, path: string): boolean {
  const folder = path.endsWith("/") ? path : `${path}/`;
  const rest = folder === "/" ? name.replace(/^\//, "") : name.slice(folder.length);
  return isBelow(name, path) && !rest.includes("/");
}

/** The parameters that all filters let pass; a filter lets pass what one of its values fits. */
export function applyFilters(
  rows: readonly ParameterRow[],
  filters: readonly ParameterStringFilter[],
  allowedKeys: readonly string[],
): ParameterRow[] {
  const tests = filters.map((filter) => compileFilter(filter, allowedKeys));
  return rows.filter((row) => tests.every((test) => test(row)));
}

function compileFilter(
  { Key: key = "", Option: option, Values: values = [] }: ParameterStringFilter,
  allowedKeys: readonly string[],
): (row: ParameterRow) => boolean {
  if (key.startsWith("tag:") && allowedKeys.includes("tag")) return filterByTag(key.slice("tag:".length), values);
  const rule = allowedKeys.includes(key) ? RULES[key] : undefined;
  // The model's code, which has no sentence of its own.
  if (rule === undefined) throw new AwsFault("InvalidFilterKey", "");
  const chosen = option ?? rule.defaultOption;
  const compare = Object.hasOwn(rule.options, chosen) ? rule.options[chosen] : undefined;
  if (compare === undefined) {
    // Sentence of the API reference.
    throw new AwsFault(
      "InvalidFilterOption",
      "The specified filter option isn't valid. Valid options are Equals and BeginsWith. For Path filter, valid options are Recursive and OneLevel.",
    );
  }
  if (values.length === 0) {
    // Sentence of the API reference.
    throw new AwsFault("InvalidFilterValue", "The filter value isn't valid. Verify the value and try again.");
  }
  if (key === "Path") values.forEach(checkPath);
  return (row) => {
    const actual = rule.actual(row);
    return actual !== undefined && values.some((value) => compare(actual, value));
  };
}

/** Without values: whoever has the tag. */
function filterByTag(key: string, values: readonly string[]): (row: ParameterRow) => boolean {
  return ({ tags }) =>
    tags.some((tag) => tag.Key === key && (values.length === 0 || values.some((value) => value === tag.Value)));
}
