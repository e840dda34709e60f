import { LineCounter, parseDocument } from "yaml";
import { UserError } from "../base";
import { isMap, type Template } from "../template";
import { readInput } from "../files";

const FORMS = 'allowed: a mapping of names to values, or a list of {"ParameterKey": …, "ParameterValue": …}';

/**
 * Reads a parameters file: JSON or YAML, a mapping or CloudFormation's list. Values are texts as they stand there.
 *
 * @throws UserError naming file, key and what is allowed
 */
export function readParametersFile(file: string): ReadonlyMap<string, string> {
  const root = readData(readInput(file, "parameters file"), file);
  const entries = Array.isArray(root)
    ? root.map((entry: unknown, index) => readEntry(entry, index, file))
    : Object.entries(asRecord(root) ?? refuse(file, `the file holds ${describe(root)}`));
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    if (values.has(name)) refuse(file, `parameter '${name}' is given twice`);
    values.set(name, readValue(name, value, file));
  }
  return values;
}

/** @throws UserError where a given name is a parameter of none of the templates */
export function refuseUnknownParameters(
  given: ReadonlyMap<string, string>,
  templates: readonly Template[],
  file: string,
): void {
  const known = templates.flatMap(({ value }) => (isMap(value.Parameters) ? Object.keys(value.Parameters) : []));
  const unknown = [...given.keys()].filter((name) => !known.includes(name)).map((name) => `'${name}'`);
  if (unknown.length === 0) return;
  throw new UserError(
    "unknown-parameter",
    `${unknown.join(", ")} ${unknown.length === 1 ? "is no parameter" : "are no parameters"} of ${templates.map((template) => template.file).join(" or ")}`,
    { at: { file }, hint: `allowed: ${[...new Set(known)].sort().join(", ")}` },
  );
}

function readData(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  // Failsafe: every scalar is the text that stands there, so that 012345678901 and 0.10 keep their digits.
  const document = parseDocument(text, { schema: "failsafe", lineCounter, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    throw new UserError("parameters-syntax", `not well-formed: ${fault.message.toLowerCase()}`, {
      at: { file, line, column: col },
    });
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    // What yaml throws for aliases that multiply without end.
    if (error instanceof ReferenceError) return refuse(file, "too many aliases");
    throw error;
  }
}

function readEntry(entry: unknown, index: number, file: string): [string, unknown] {
  const record = asRecord(entry);
  const key = record?.ParameterKey;
  if (record === undefined || typeof key !== "string") return refuse(file, `item ${index} has no ParameterKey`);
  if (record.ParameterValue === undefined) return refuse(file, `item ${index} ('${key}') has no ParameterValue`);
  return [key, record.ParameterValue];
}

function readValue(name: string, value: unknown, file: string): string {
  if (typeof value === "string") return value;
  // CloudFormation takes lists as one text with commas.
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(",");
  return refuse(file, `parameter '${name}' has ${describe(value)}, expected a text or a list of texts`);
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : undefined;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : `'${String(value)}'`;
}

function refuse(file: string, message: string): never {
  throw new UserError("parameters-file", message, { at: { file }, hint: FORMS });
}
