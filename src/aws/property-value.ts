import type { Path } from "../base";

/** Properties of a resource as a template or an evaluation gives them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The value at a path of properties; undefined where there is none. */
export function valueAt(properties: Properties | undefined, path: Path): unknown {
  let value: unknown = properties;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Text that a property gives literally; numbers and booleans as CloudFormation writes them. */
export function literalText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** Whether a property is true; "unknown" where it is an expression. */
export function literalFlag(value: unknown): boolean | "unknown" {
  if (value === undefined || value === null) return false;
  const text = literalText(value);
  if (text === undefined) return "unknown";
  return text.toLowerCase() === "true";
}
