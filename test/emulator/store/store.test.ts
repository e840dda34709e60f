import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore, openDurableStore } from "../../../src/emulator";
import type { Store } from "../../../src/emulator";
import { partitionStore } from "../../../src/emulator/store/partitions";
import { restoreState, writeState } from "../../../src/emulator/store/state";

const folders: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "xiam-store-"));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function refuseReports(error: unknown): void {
  throw error;
}

/** Values that JSON alone would lose. */
const ODD_ROWS: readonly (readonly [key: string, row: unknown])[] = [
  ["date", { at: new Date("2024-02-29T12:34:56.789Z") }],
  ["bytes", { body: new Uint8Array([0, 255, 1]), none: new Uint8Array() }],
  ["nested", { list: [[new Date(0)], { deep: new Uint8Array([7]) }] }],
  ["text", "only a text"],
  ["surrogate", { text: "\ud800 and \u0000 and 😀" }],
  ["__proto__", JSON.parse('{"__proto__":{"a":1},"constructor":2}') as unknown],
  ["$date", { $date: "not a date of ours" }],
  ["$plain", { $plain: { $date: 1 } }],
];

describe.each([
  ["in memory", (): Promise<Store> => Promise.resolve(createMemoryStore())],
  ["on disk", (): Promise<Store> => openDurableStore(makeFolder(), refuseReports)],
])("a store %s", (_name, open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it("keeps rows per table and scope, in order of insertion, also of those that are replaced", () => {
    const table = store.table<string>("t", { account: "1" });
    table.put("b", "first");
    table.put("a", "second");
    table.put("b", "replaced");
    expect([...store.table("t", { account: "1" }).entries()]).toEqual([
      ["b", "replaced"],
      ["a", "second"],
    ]);
    for (const scope of [{}, { account: "2" }, { account: "1", region: "r" }, { account: "1", partition: "p" }]) {
      expect([...store.table("t", scope).values()]).toEqual([]);
    }
  });

  it("reads rows in the order of keys from any key on, while rows come and go", () => {
    const table = store.table<string>("t", {});
    for (const key of ["d", "b", "f"]) table.put(key, key);
    expect([...table.after(undefined)]).toEqual(["b", "d", "f"]);
    for (const key of ["a", "c", "g", "d"]) table.put(key, key);
    table.delete("f");
    table.delete("x");
    expect([...table.after(undefined)]).toEqual(["a", "b", "c", "d", "g"]);
    expect([...table.after("b")]).toEqual(["c", "d", "g"]);
    expect([...table.after("e")]).toEqual(["g"]);
    expect([...table.after("z")]).toEqual([]);
    store.clear();
    expect([...table.after(undefined)]).toEqual([]);
  });

  it("hands everything on as a state and takes it back", () => {
    const table = store.table("odd", { account: "1", region: "r" });
    for (const [key, row] of ODD_ROWS) table.put(key, row);
    store.table("other", { partition: "aws-cn" }).put("k", 1);
    const state: unknown = JSON.parse(JSON.stringify(writeState(store)));
    table.put("late", 1);
    table.delete("date");
    restoreState(store, state);
    expect([...table.entries()]).toEqual(ODD_ROWS);
    expect(store.table("other", { partition: "aws-cn" }).get("k")).toBe(1);
  });

  it.each<[unknown, string]>([
    [undefined, 'it has no "format": 1 and list of "tables"'],
    [{ format: 1 }, 'it has no "format": 1 and list of "tables"'],
    [{ format: 1, tables: [7] }, "tables[0] is no object"],
    [{ format: 1, tables: [{ name: "t" }] }, 'tables[0] has no "name" and list of "rows"'],
    [{ format: 1, tables: [{ name: "t", account: 5, rows: [] }] }, "tables[0].account is no text"],
    [{ format: 1, tables: [{ name: "t", rows: [["k"]] }] }, "tables[0].rows[0] is no pair of a key and a row"],
    [{ format: 1, tables: [{ name: "t", rows: [["k", { $date: "x" }]] }] }, "tables[0].rows[0] has a $date that"],
  ])("refuses what is no state, %j, and changes nothing", (state, reason) => {
    store.table("t", {}).put("k", "kept");
    expect(() => restoreState(store, state)).toThrow(`this is no state of an emulator: ${reason}`);
    expect(store.table("t", {}).get("k")).toBe("kept");
  });

  it("says so where a state is a newer version's", () => {
    expect(() => restoreState(store, { format: 2, tables: [] })).toThrow(
      "the state has format 2, this version reads format 1",
    );
  });
});

describe("partitions", () => {
  it("keep their rows apart, those of no account as well", () => {
    const store = createMemoryStore();
    const inPartition = (partition: string): Store => partitionStore(store, partition);
    inPartition("aws").table("t", { account: "1" }).put("k", "aws");
    inPartition("aws-cn").table("t", { account: "1" }).put("k", "china");
    inPartition("aws-cn").table("t", {}).put("k", "global");
    expect(inPartition("aws").table("t", { account: "1" }).get("k")).toBe("aws");
    expect(inPartition("aws-cn").table("t", { account: "1" }).get("k")).toBe("china");
    expect(inPartition("aws").table("t", {}).has("k")).toBe(false);
    expect(inPartition("aws-cn")).toBe(inPartition("aws-cn"));
  });
});
