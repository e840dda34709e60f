import { UserError } from "../../base";
import { openDataDirectory } from "./data-directory";
import { DurableTable } from "./durable-table";
import { createJournal } from "./journal";
import type { Scope, Store, Table } from "./store";
import { createTableFinder } from "./table-finder";
import { readTableKey, writeTableKey } from "./table-key";

/**
 * Opens, or makes, a store whose rows outlast the process: `commit` resolves when they are on disk. A table is read whole
 * when it is first asked for. UserError where the directory cannot be used: it is another process's, a newer version's, or
 * no data directory.
 *
 * @param report hears of writes that failed while nobody waited for them; they are tried again with the next ones
 */
export async function openDurableStore(directory: string, report: (error: unknown) => void): Promise<Store> {
  const disk = await openDataDirectory(directory);
  const journal = createJournal((changes) => disk.write(changes), report);
  const ids = new Map(disk.readTables());
  const tables = new Map<string, DurableTable<unknown>>();
  let nextId = Math.max(-1, ...ids.values()) + 1;

  function openTable(key: string): DurableTable<unknown> {
    const found = tables.get(key);
    if (found !== undefined) return found;
    let id = ids.get(key);
    if (id === undefined) {
      id = nextId++;
      ids.set(key, id);
      journal.addTable(id, key);
    }
    const made = new DurableTable<unknown>(id, journal, disk.readRows(id));
    tables.set(key, made);
    return made;
  }

  const find = createTableFinder((name, scope) => openTable(writeTableKey(name, scope)));
  return {
    table: <Row>(name: string, scope: Scope) => find(name, scope) as Table<unknown> as Table<Row>,
    tables: () => [...ids.keys()].map(readTableKey),
    clear() {
      for (const table of tables.values()) table.clear();
      // What is on disk of tables that nobody asked for yet must not come back when they are.
      for (const key of ids.keys()) if (!tables.has(key)) openTable(key).clear();
      journal.clear();
    },
    commit: () => journal.commit(),
    async close() {
      try {
        await journal.commit();
      } catch (error) {
        throw new UserError("cannot-write-data", `cannot write the data directory ${directory}: ${messageOf(error)}`, {
          cause: error,
        });
      } finally {
        await disk.close();
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
