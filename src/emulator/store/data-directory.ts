import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type * as lmdb from "lmdb";
import { UserError } from "../../base";
import type { DiskRow } from "./durable-table";
import type { Changes } from "./journal";
import { claimDirectory } from "./directory-owner";
import { writeRowKey } from "./row-key";

/** The format that this version writes. A change of what the tables hold, or of how, makes it one more. */
export const DATA_FORMAT = 1;

/** An open data directory, this process's alone. */
export interface DataDirectory {
  /** Texts of the tables and their numbers. */
  readTables(): Iterable<readonly [key: string, id: number]>;
  /** Rows of a table in order of insertion. */
  readRows(table: number): Iterable<DiskRow>;
  /** Writes in one transaction; resolves when it is on disk. */
  write(changes: Changes): Promise<void>;
  close(): Promise<void>;
}

/** Opens a directory, or makes it; UserError where it cannot be used. */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const path = resolve(directory);
  makeDirectory(path);
  checkFile(path);
  const { open } = await loadLmdb();
  const root = openRoot(path, open);
  const meta = root.openDB<number | string, string>("meta", { encoding: "json" });
  let release: () => Promise<void>;
  try {
    checkFormat(path, meta);
    release = await claimDirectory(path, meta);
  } catch (error) {
    await root.close();
    throw error;
  }
  await meta.put("format", DATA_FORMAT);
  const tables = root.openDB<string, number>("tables", { keyEncoding: "uint32", encoding: "string" });
  const rows = root.openDB<Uint8Array, Uint8Array>("rows", { keyEncoding: "binary", encoding: "binary" });
  return {
    *readTables() {
      for (const { key, value } of tables.getRange()) yield [value, key] as const;
    },
    readRows: (table) => rows.getRange({ start: writeRowKey(table, 0), end: writeRowKey(table + 1, 0) }),
    write: (changes) => writeChanges(rows, tables, changes),
    async close() {
      await release();
      await root.close();
    },
  };
}

async function writeChanges(
  rows: lmdb.Database<Uint8Array, Uint8Array>,
  tables: lmdb.Database<string, number>,
  changes: Changes,
): Promise<void> {
  const cleared = changes.clear ? [...rows.getKeys()] : [];
  // What is put outside of the transaction's function would be in one of its own.
  await rows.batch(() => {
    for (const key of cleared) void rows.remove(key);
    for (const [id, key] of changes.tables) void tables.put(id, key);
    for (const { key, value } of changes.rows) void (value === undefined ? rows.remove(key) : rows.put(key, value));
  });
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw cannotOpen(path, error);
  }
  if (!statSync(path).isDirectory()) throw new UserError("invalid-data-dir", `data directory ${path} is a file`);
}

/** LMDB's mark, in the head of the first of its two pages of metadata. */
const LMDB_MARK = Buffer.from([0xde, 0xc0, 0xef, 0xbe]);
const LMDB_HEAD = 64;
const LMDB_SHORTEST = 8192;

/** Refuses what is not LMDB's: opening it would end the process. An empty file is one that was just begun. */
function checkFile(path: string): void {
  const file = join(path, "data.mdb");
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size === 0) return;
  const head = Buffer.alloc(LMDB_HEAD);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, head, 0, LMDB_HEAD, 0);
  } finally {
    closeSync(descriptor);
  }
  if (size >= LMDB_SHORTEST && head.includes(LMDB_MARK)) return;
  throw new UserError("invalid-data-dir", `data directory ${path} has a data.mdb that is not the emulator's`);
}

async function loadLmdb(): Promise<typeof lmdb> {
  try {
    return await import("lmdb");
  } catch (error) {
    throw new UserError("no-lmdb", `keeping data on disk needs the package lmdb, which does not load here`, {
      hint: "install it again for this platform, or leave the data directory away to keep state in memory",
      cause: error,
    });
  }
}

function openRoot(path: string, open: (typeof lmdb)["open"]): lmdb.RootDatabase {
  try {
    return open({
      path,
      maxDbs: 3,
      // A commit that resolves is on disk, not only visible.
      overlappingSync: false,
    });
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function checkFormat(path: string, meta: lmdb.Database<number | string, string>): void {
  const format = meta.get("format");
  if (format === undefined || format === DATA_FORMAT) return;
  throw new UserError(
    "newer-data-dir",
    `data directory ${path} has format ${format}, this version reads format ${DATA_FORMAT}`,
    { hint: "use the version of externalized-iam that wrote it, or another directory" },
  );
}

function cannotOpen(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError("invalid-data-dir", `cannot open data directory ${path}: ${reason}`, { cause: error });
}
