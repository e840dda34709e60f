import { createJournal } from "../../../src/emulator/store/journal";
import type { Changes, Journal } from "../../../src/emulator/store/journal";

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** A disk that writes when it is told to. */
function createDisk(): {
  journal: Journal;
  written: Changes[];
  reports: unknown[];
  finish(error?: Error): Promise<void>;
} {
  const written: Changes[] = [];
  const reports: unknown[] = [];
  const waiting: ((error?: Error) => void)[] = [];
  const journal = createJournal(
    (changes) => {
      written.push(changes);
      return new Promise((resolve, reject) =>
        waiting.push((error) => (error === undefined ? resolve() : reject(error))),
      );
    },
    (error) => reports.push(error),
  );
  return {
    journal,
    written,
    reports,
    async finish(error) {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      waiting.shift()?.(error);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const keysOf = (changes: Changes | undefined): string[] =>
  (changes?.rows ?? []).map(({ key }) => Buffer.from(key).toString());

describe("a journal", () => {
  it("writes what requests add in one turn in one transaction, and what they add meanwhile in the next", async () => {
    const { journal, written, finish } = createDisk();
    journal.addRow({ key: bytes("a"), value: bytes("1") });
    const first = journal.commit();
    journal.addRow({ key: bytes("b"), value: undefined });
    const second = journal.commit();
    expect(second).toBe(first);
    while (written.length === 0) await new Promise((resolve) => setImmediate(resolve));
    journal.addRow({ key: bytes("c"), value: bytes("2") });
    const third = journal.commit();
    expect(third).not.toBe(first);
    await finish();
    await first;
    await finish();
    await third;
    expect(written.map(keysOf)).toEqual([["a", "b"], ["c"]]);
    expect(journal.commit()).toBeUndefined();
  });

  it("lets those who only read wait for what is being written", async () => {
    const { journal, written, finish } = createDisk();
    journal.addRow({ key: bytes("a"), value: bytes("1") });
    while (written.length === 0) await new Promise((resolve) => setImmediate(resolve));
    let isDone = false;
    const read = journal.commit()?.then(() => (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    await finish();
    await read;
    expect(isDone).toBe(true);
  });

  it("rejects for those who wait where writing fails, and writes it with the next", async () => {
    const { journal, written, reports, finish } = createDisk();
    journal.addTable(0, "t");
    journal.addRow({ key: bytes("a"), value: bytes("1") });
    const first = journal.commit();
    const refused = expect(first).rejects.toThrow("no space");
    await finish(new Error("no space"));
    await refused;
    expect(reports).toEqual([]);
    const second = journal.commit();
    expect(second).toBeDefined();
    await finish();
    await second;
    expect(written[1]).toMatchObject({ tables: [[0, "t"]] });
    expect(keysOf(written[1])).toEqual(["a"]);
  });

  it("reports a failure that nobody waits for", async () => {
    const { journal, reports, finish } = createDisk();
    journal.addRow({ key: bytes("a"), value: bytes("1") });
    await finish(new Error("no space"));
    expect(reports).toEqual([new Error("no space")]);
  });

  it("writes a clearing before what comes after it, and nothing of what came before", async () => {
    const { journal, written, finish } = createDisk();
    journal.addRow({ key: bytes("a"), value: bytes("1") });
    journal.clear();
    journal.addRow({ key: bytes("b"), value: bytes("1") });
    const committed = journal.commit();
    await finish();
    await committed;
    expect(written).toHaveLength(1);
    expect(written[0]?.clear).toBe(true);
    expect(keysOf(written[0])).toEqual(["b"]);
  });
});
