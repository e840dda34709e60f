import type { Journal } from "./journal";
import { MemoryTable } from "./memory-table";
import { decodeValue, encodeValue } from "./plain-value";
import { readPlace, writeRowKey } from "./row-key";
import type { Table } from "./store";

/** A row as it is on disk. */
export interface DiskRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Rows that are read from memory and written to a journal as well. */
export class DurableTable<Row> implements Table<Row> {
  readonly #rows = new MemoryTable<Row>();
  /** Where each row stands on disk. */
  readonly #places = new Map<string, number>();
  readonly #id: number;
  readonly #journal: Journal;
  #nextPlace = 0;

  /** @param stored the rows that are on disk already, in order of insertion */
  constructor(id: number, journal: Journal, stored: Iterable<DiskRow>) {
    this.#id = id;
    this.#journal = journal;
    for (const { key: diskKey, value } of stored) {
      const [key, row] = readRow<Row>(value);
      const place = readPlace(diskKey);
      this.#rows.put(key, row);
      this.#places.set(key, place);
      this.#nextPlace = place + 1;
    }
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  put(key: string, row: Row): void {
    const value = Buffer.from(JSON.stringify([key, encodeValue(row)]), "utf8");
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#nextPlace++;
      this.#places.set(key, place);
    }
    this.#rows.put(key, row);
    this.#journal.addRow({ key: writeRowKey(this.#id, place), value });
  }

  delete(key: string): boolean {
    const place = this.#places.get(key);
    if (place === undefined) return false;
    this.#places.delete(key);
    this.#rows.delete(key);
    this.#journal.addRow({ key: writeRowKey(this.#id, place), value: undefined });
    return true;
  }

  values(): Iterable<Row> {
    return this.#rows.values();
  }

  entries(): Iterable<readonly [key: string, row: Row]> {
    return this.#rows.entries();
  }

  after(key: string | undefined): Iterable<Row> {
    return this.#rows.after(key);
  }

  /** Forgets every row here; the journal's own clear takes them from disk. */
  clear(): void {
    this.#rows.clear();
    this.#places.clear();
  }

  get size(): number {
    return this.#rows.size;
  }
}

function readRow<Row>(value: Uint8Array): [key: string, row: Row] {
  const [key, json] = JSON.parse(Buffer.from(value).toString("utf8")) as [string, unknown];
  const row = decodeValue(json);
  if ("unreadable" in row) throw new Error(`the row ${key} on disk ${row.unreadable}`);
  return [key, row.value as Row];
}
