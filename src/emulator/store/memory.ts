import { MemoryTable } from "./memory-table";
import type { Scope, Store, Table } from "./store";
import { createTableFinder } from "./table-finder";
import { readTableKey, writeTableKey } from "./table-key";

/** A store that forgets everything when the process ends. */
export function createMemoryStore(): Store {
  const tables = new Map<string, MemoryTable<unknown>>();
  function open(key: string): MemoryTable<unknown> {
    const made = tables.get(key) ?? new MemoryTable<unknown>();
    tables.set(key, made);
    return made;
  }
  const find = createTableFinder((name, scope) => open(writeTableKey(name, scope)));
  return {
    table: <Row>(name: string, scope: Scope) => find(name, scope) as Table<unknown> as Table<Row>,
    tables: () => [...tables.keys()].map(readTableKey),
    clear() {
      for (const table of tables.values()) table.clear();
    },
    commit: () => undefined,
    close: () => Promise.resolve(),
  };
}
