import { MemoryTable } from "./memory-table";
import type { Scope, Store, Table } from "./store";
import { readTableKey, writeTableKey } from "./table-key";

/** A store that forgets everything when the process ends. */
export function createMemoryStore(): Store {
  const tables = new Map<string, MemoryTable<unknown>>();
  return {
    table<Row>(name: string, scope: Scope): Table<Row> {
      const key = writeTableKey(name, scope);
      const found = tables.get(key) as MemoryTable<Row> | undefined;
      if (found !== undefined) return found;
      const made = new MemoryTable<Row>();
      tables.set(key, made as MemoryTable<unknown>);
      return made;
    },
    tables: () => [...tables.keys()].map(readTableKey),
    clear() {
      for (const table of tables.values()) table.clear();
    },
    commit: () => undefined,
    close: () => Promise.resolve(),
  };
}
