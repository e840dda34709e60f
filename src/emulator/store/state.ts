import { UserError } from "../../base";
import type { Scope, Store } from "./store";

/** The format of documents that {@link writeState} makes. */
const STATE_FORMAT = 1;

/** All rows of an emulator as JSON. Dates are `{"$date": …}`, bytes `{"$bytes": base64}`. */
export interface State {
  readonly format: number;
  readonly tables: readonly StateTable[];
}

interface StateTable extends Scope {
  readonly name: string;
  readonly rows: readonly (readonly [key: string, row: unknown])[];
}

/** Everything in a store, to be kept and read by {@link restoreState}. */
export function writeState(store: Store): State {
  const tables: StateTable[] = [];
  for (const { name, scope } of store.tables()) {
    const table = store.table(name, scope);
    if (table.size === 0) continue;
    const rows = [...table.entries()].map(([key, row]) => [key, encodeValue(row)] as const);
    tables.push({ name, ...scope, rows });
  }
  return { format: STATE_FORMAT, tables };
}

/** Puts a state in the place of what a store has; UserError, and nothing changes, where it is none. */
export function restoreState(store: Store, state: unknown): void {
  const tables = readTables(state);
  store.clear();
  for (const { name, scope, rows } of tables) {
    const table = store.table<unknown>(name, scope);
    for (const [key, row] of rows) table.put(key, row);
  }
}

interface ReadTable {
  readonly name: string;
  readonly scope: Scope;
  readonly rows: readonly (readonly [key: string, row: unknown])[];
}

function readTables(state: unknown): readonly ReadTable[] {
  const { format, tables } = isObject(state) ? state : {};
  if (typeof format === "number" && format > STATE_FORMAT) {
    throw new UserError("newer-state", `the state has format ${format}, this version reads format ${STATE_FORMAT}`);
  }
  if (format !== STATE_FORMAT || !Array.isArray(tables)) {
    throw invalidState(`it has no "format": ${STATE_FORMAT} and list of "tables"`);
  }
  return tables.map((table: unknown, index) => readTable(table, `tables[${index}]`));
}

function readTable(table: unknown, at: string): ReadTable {
  if (!isObject(table)) throw invalidState(`${at} is no object`);
  const { name, rows } = table;
  if (typeof name !== "string" || !Array.isArray(rows)) throw invalidState(`${at} has no "name" and list of "rows"`);
  const scope: { -readonly [Part in keyof Scope]: Scope[Part] } = {};
  for (const part of ["account", "region", "partition"] as const) {
    const value = table[part];
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalidState(`${at}.${part} is no text`);
    scope[part] = value;
  }
  return { name, scope, rows: rows.map((row: unknown, index) => readRow(row, `${at}.rows[${index}]`)) };
}

function readRow(row: unknown, at: string): readonly [string, unknown] {
  if (!Array.isArray(row) || row.length !== 2 || typeof row[0] !== "string") {
    throw invalidState(`${at} is no pair of a key and a row`);
  }
  return [row[0], decodeValue(row[1], at, 0)];
}

function invalidState(reason: string): UserError {
  return new UserError("invalid-state", `this is no state of an emulator: ${reason}`, {
    hint: "states come from GET /_emulator/state or emulator.snapshot()",
  });
}

/** JSON of a row's value. A member that is undefined is left out. */
function encodeValue(value: unknown): unknown {
  if (value === undefined) return { $undefined: true };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(encodeValue);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const encoded = Object.fromEntries(entries.map(([key, member]) => [key, encodeValue(member)]));
  return isMarked(encoded) ? { $plain: encoded } : encoded;
}

/** More levels than a row of ours has, fewer than would end the process. */
const DEEPEST = 1000;

function decodeValue(value: unknown, at: string, depth: number): unknown {
  if (depth > DEEPEST) throw invalidState(`${at} is nested deeper than ${DEEPEST} levels`);
  if (Array.isArray(value)) return value.map((item) => decodeValue(item, at, depth + 1));
  if (!isObject(value)) return value;
  if (!isMarked(value)) return decodeMembers(value, at, depth);
  const [mark, content] = Object.entries(value)[0] as [string, unknown];
  if (mark === "$plain" && isObject(content)) return decodeMembers(content, at, depth);
  if (mark === "$undefined") return undefined;
  if (mark === "$bytes" && typeof content === "string") return new Uint8Array(Buffer.from(content, "base64"));
  if (mark === "$date" && typeof content === "string" && !Number.isNaN(Date.parse(content))) return new Date(content);
  throw invalidState(`${at} has a ${mark} that cannot be read`);
}

function decodeMembers(value: Record<string, unknown>, at: string, depth: number): Record<string, unknown> {
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decodeValue(member, at, depth + 1)]));
}

const MARKS: ReadonlySet<string> = new Set(["$date", "$bytes", "$undefined", "$plain"]);

/** True for an object whose only key has a meaning here. */
function isMarked(value: Record<string, unknown>): boolean {
  const [first, ...others] = Object.keys(value);
  return first !== undefined && others.length === 0 && MARKS.has(first);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
