import { UserError } from "../../base";
import { decodeValue, encodeValue, isObject } from "./plain-value";
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
  const value = decodeValue(row[1]);
  if ("unreadable" in value) throw invalidState(`${at} ${value.unreadable}`);
  return [row[0], value.value];
}

function invalidState(reason: string): UserError {
  return new UserError("invalid-state", `this is no state of an emulator: ${reason}`, {
    hint: "states come from GET /_emulator/state or emulator.snapshot()",
  });
}
