import type { Diagnostic, Path } from "../base";

/** A policy as JSON gives it, before anything is known of it. */
export type PolicyJson = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is PolicyJson {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One value or a list of values, as a list: the grammar allows both nearly everywhere. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** The statements with their paths; a single statement may stand without a list. */
export function statementsOf(document: PolicyJson): { readonly statement: PolicyJson; readonly path: Path }[] {
  const { Statement: given } = document;
  if (isObject(given)) return [{ statement: given, path: ["Statement"] }];
  return listOf(given).flatMap((statement, index) =>
    isObject(statement) ? [{ statement, path: ["Statement", index] }] : [],
  );
}

/** The texts of an element that is one text or a list of them, with their paths. */
export function textsOf(statement: PolicyJson, path: Path, element: string): { text: string; path: Path }[] {
  const value = statement[element];
  if (typeof value === "string") return [{ text: value, path: [...path, element] }];
  return listOf(value).flatMap((text, index) =>
    typeof text === "string" ? [{ text, path: [...path, element, index] }] : [],
  );
}

/** What IAM refuses: its sentence, and where the cause is. */
export function refusal(code: string, message: string, path: Path): Diagnostic {
  return { severity: "error", code, message, at: { path } };
}
