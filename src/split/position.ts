import type { Path } from "../base";

/** Where in an IAM resource a value stands, and whether a wildcard there means what the exact value meant. */
export type Position =
  /** Resource or NotResource of a statement: `*` and `?` are wildcards. */
  | { readonly kind: "resource"; readonly statement: Path; readonly element: "Resource" | "NotResource" }
  /** Value of a condition: what a wildcard means depends on the operator. */
  | { readonly kind: "condition"; readonly statement: Path; readonly operator: string; readonly key: string }
  /** Any other element of a statement: Principal, Action, Sid. */
  | { readonly kind: "statement"; readonly statement: Path; readonly element: string }
  /** A property beside the policy documents, or below them without being a statement. */
  | { readonly kind: "property"; readonly property: string }
  /** Metadata, descriptions and other texts that no service acts on. */
  | { readonly kind: "attribute" };

const STRING_FUNCTIONS: ReadonlySet<string> = new Set(["Fn::Sub", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::If"]);

/** `path` is that of a reference, from the template's root (`Resources`, logical id, …). */
export function positionOf(path: Path): Position {
  if (path[2] !== "Properties") return { kind: "attribute" };
  const property = String(path[3] ?? "");
  const at = path.lastIndexOf("Statement");
  // A text for people.
  if (property === "Description") return { kind: "attribute" };
  if (at < 0) return { kind: "property", property };
  let index = skipToKey(path, at + 1);
  const statement = path.slice(0, index);
  const element = path[index];
  if (typeof element !== "string" || element.startsWith("Fn::") || element === "Ref")
    return { kind: "property", property };
  if (element === "Resource" || element === "NotResource") return { kind: "resource", statement, element };
  if (element !== "Condition") return { kind: "statement", statement, element };
  index = skipToKey(path, index + 1);
  const operator = path[index];
  index = skipToKey(path, index + 1);
  const key = path[index];
  if (typeof operator !== "string" || typeof key !== "string" || key.startsWith("Fn::")) {
    return { kind: "statement", statement, element };
  }
  return { kind: "condition", statement, operator, key };
}

/** Steps over list indexes and the branches of Fn::If. */
function skipToKey(path: Path, from: number): number {
  let index = from;
  while (index < path.length && (typeof path[index] === "number" || path[index] === "Fn::If")) index += 1;
  return index;
}

/**
 * A function on the way that would take a wildcard for something else (a map key, a list of zones, base 64 …).
 * @returns its name, or undefined if all are string functions
 */
export function opaqueFunction(path: Path): string | undefined {
  return path.find(
    (step): step is string => typeof step === "string" && step.startsWith("Fn::") && !STRING_FUNCTIONS.has(step),
  );
}
