import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { openDurableStore } from "../../../src/emulator";
import type { Store } from "../../../src/emulator";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xiam-durable-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reports: unknown[] = [];
const openStore = (path = folder): Promise<Store> => openDurableStore(path, (error) => reports.push(error));

describe("a store on disk", () => {
  it("has every row again when it is opened again, in order of insertion", async () => {
    const first = await openStore();
    const table = first.table<object>("t", { account: "1" });
    const rows = [
      ["z", { at: new Date(5), body: new Uint8Array([1, 2]), none: undefined }],
      ["a", { a: 1 }],
      ["__proto__", JSON.parse('{"__proto__":1}') as object],
    ] as const;
    for (const [key, row] of rows) table.put(key, row);
    table.put("gone", {});
    table.delete("gone");
    table.put("a", { a: 2 });
    await first.commit();
    expect(first.commit()).toBeUndefined();
    first.table("u", {}).put("k", "written at the end");
    await first.close();

    const second = await openStore();
    const again = second.table<object>("t", { account: "1" });
    expect([...again.entries()]).toEqual([rows[0], ["a", { a: 2 }], rows[2]]);
    expect(again.get("z")).toBeInstanceOf(Object);
    expect(Object.keys(again.get("__proto__") ?? {})).toEqual(["__proto__"]);
    again.put("new", {});
    expect([...again.entries()].map(([key]) => key)).toEqual(["z", "a", "__proto__", "new"]);
    expect(second.table("u", {}).get("k")).toBe("written at the end");
    await second.close();
  });

  it("stays empty after it was cleared, tables that nobody opened included", async () => {
    const first = await openStore();
    for (const name of ["t", "u"]) for (const key of ["a", "b"]) first.table(name, {}).put(key, key);
    await first.close();

    const second = await openStore();
    second.table("t", {}).put("c", "c");
    await second.commit();
    second.clear();
    expect(second.table("u", {}).size).toBe(0);
    second.table("t", {}).put("after", 1);
    await second.close();

    const third = await openStore();
    expect([...third.tables()].flatMap(({ name, scope }) => [...third.table(name, scope).entries()])).toEqual([
      ["after", 1],
    ]);
    await third.close();
  });

  it("writes also what nobody waits for", async () => {
    const first = await openStore();
    first.table("t", {}).put("k", 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(first.commit()).toBeUndefined();
    await first.close();
    const second = await openStore();
    expect(second.table("t", {}).get("k")).toBe(1);
    await second.close();
  });
});

describe("a data directory", () => {
  it("is one emulator's at a time", async () => {
    const first = await openStore();
    await expect(openStore()).rejects.toThrow(`data directory ${folder} is in use by another emulator`);
    await expect(openStore()).rejects.toMatchObject({ code: "data-dir-in-use" });
    await first.close();
    await (await openStore()).close();
  });

  it("of a longer path than sockets may have is fine", async () => {
    const deep = join(folder, "d".repeat(100), "e".repeat(100));
    const first = await openStore(deep);
    await expect(openStore(deep)).rejects.toMatchObject({ code: "data-dir-in-use" });
    await first.close();
  });

  it("of a newer version is refused, and stays as it is", async () => {
    await (await openStore()).close();
    const root = open({ path: folder, maxDbs: 3 });
    await root.openDB<number, string>("meta", { encoding: "json" }).put("format", 99);
    await root.close();
    await expect(openStore()).rejects.toThrow(`data directory ${folder} has format 99, this version reads format 1`);
    await expect(openStore()).rejects.toMatchObject({ code: "newer-data-dir" });
  });

  it("that is a file is refused", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "mine");
    await expect(openStore(file)).rejects.toMatchObject({ code: "invalid-data-dir" });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("whose data is something else is refused", async () => {
    writeFileSync(join(folder, "data.mdb"), "not a database, and long enough to be read as one ".repeat(200));
    await expect(openStore()).rejects.toMatchObject({ code: "invalid-data-dir" });
  });
});
