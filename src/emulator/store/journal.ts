/** A row to be written on disk, or to be taken from it. */
export interface RowChange {
  readonly key: Uint8Array;
  /** Undefined where the row is deleted. */
  readonly value: Uint8Array | undefined;
}

/** What one transaction writes. */
export interface Changes {
  /** True where every row that was there goes first. */
  readonly clear: boolean;
  /** Texts of the tables that are new, by number. */
  readonly tables: readonly (readonly [id: number, key: string])[];
  readonly rows: readonly RowChange[];
}

/** Collects what is written and hands it on, many requests at a time. */
export interface Journal {
  addTable(id: number, key: string): void;
  addRow(change: RowChange): void;
  clear(): void;
  /** Resolves when all that was added is written; undefined where it is already. Rejects where writing failed. */
  commit(): Promise<void> | undefined;
}

/**
 * Changes that are added without a pause are written together. While one transaction is being written the next one
 * collects; one that failed is tried again with the next.
 *
 * @param write one transaction, whole or not at all
 * @param report hears of a transaction that failed while nobody waited
 */
export function createJournal(write: (changes: Changes) => Promise<void>, report: (error: unknown) => void): Journal {
  let clear = false;
  let tables: (readonly [id: number, key: string])[] = [];
  let rows: RowChange[] = [];
  let hasWaiters = false;
  /** The transaction that collects; it takes all that is added before it begins. */
  let next: Promise<void> | undefined;
  /** The transaction that is being written. */
  let current: Promise<void> | undefined;

  function plan(): void {
    if (next !== undefined) return;
    const before = current ?? new Promise<void>((resolve) => setImmediate(resolve));
    const planned = before.catch(() => undefined).then(flush);
    next = planned;
    planned.catch(() => undefined);
  }

  async function flush(): Promise<void> {
    const changes = { clear, tables, rows };
    const reported = !hasWaiters;
    current = next;
    next = undefined;
    clear = false;
    tables = [];
    rows = [];
    hasWaiters = false;
    try {
      await write(changes);
    } catch (error) {
      restore(changes);
      if (reported) report(error);
      throw error;
    } finally {
      current = undefined;
    }
  }

  /** Puts what was not written before what was added since. */
  function restore(changes: Changes): void {
    tables = [...changes.tables, ...tables];
    if (clear) return;
    clear = changes.clear;
    rows = [...changes.rows, ...rows];
  }

  return {
    addTable(id, key) {
      tables.push([id, key]);
      plan();
    },
    addRow(change) {
      rows.push(change);
      plan();
    },
    clear() {
      clear = true;
      rows = [];
      plan();
    },
    commit() {
      if (next === undefined && (clear || rows.length > 0 || tables.length > 0)) plan();
      if (next !== undefined) hasWaiters = true;
      return next ?? current;
    },
  };
}
