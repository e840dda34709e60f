import { SortedKeys } from "./sorted-keys";
import type { Table } from "./store";

/** Rows in memory, in order of insertion. */
export class MemoryTable<Row> implements Table<Row> {
  readonly #rows = new Map<string, Row>();
  /** Made when somebody first asks for rows in the order of their keys. */
  #sorted: SortedKeys | undefined;

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  put(key: string, row: Row): void {
    if (this.#sorted !== undefined && !this.#rows.has(key)) this.#sorted.add(key);
    this.#rows.set(key, row);
  }

  delete(key: string): boolean {
    this.#sorted?.remove(key);
    return this.#rows.delete(key);
  }

  values(): Iterable<Row> {
    return this.#rows.values();
  }

  entries(): Iterable<readonly [key: string, row: Row]> {
    return this.#rows.entries();
  }

  *after(key: string | undefined): Generator<Row> {
    this.#sorted ??= new SortedKeys(this.#rows.keys());
    for (const next of this.#sorted.after(key)) yield this.#rows.get(next) as Row;
  }

  clear(): void {
    this.#rows.clear();
    this.#sorted = undefined;
  }

  get size(): number {
    return this.#rows.size;
  }
}
