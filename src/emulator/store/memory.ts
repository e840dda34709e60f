import type { Scope, Store, Table } from "./store";

/** Rows in memory, in order of insertion. */
class MemoryTable<Row> implements Table<Row> {
  readonly #rows = new Map<string, Row>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  put(key: string, row: Row): void {
    this.#rows.set(key, row);
  }

  delete(key: string): boolean {
    return this.#rows.delete(key);
  }

  values(): Iterable<Row> {
    return this.#rows.values();
  }

  get size(): number {
    return this.#rows.size;
  }
}

/** A store that forgets everything when the process ends. */
export function createMemoryStore(): Store {
  const tables = new Map<string, unknown>();
  return {
    table<Row>(name: string, scope: Scope): Table<Row> {
      const key = JSON.stringify([name, scope.account ?? null, scope.region ?? null]);
      const found = tables.get(key) as Table<Row> | undefined;
      if (found !== undefined) return found;
      const made = new MemoryTable<Row>();
      tables.set(key, made);
      return made;
    },
  };
}
