import { createMemoryStore } from "../../../src/emulator";

describe("the store in memory", () => {
  it("keeps rows per table, account and region, in order of insertion", () => {
    const store = createMemoryStore();
    const table = store.table<string>("t", { account: "1" });
    table.put("b", "first");
    table.put("a", "second");
    table.put("b", "replaced");

    expect([...store.table<string>("t", { account: "1" }).values()]).toEqual(["replaced", "second"]);
    expect([...store.table("t", { account: "2" }).values()]).toEqual([]);
    expect([...store.table("t", { account: "1", region: "r" }).values()]).toEqual([]);
    expect([...store.table("u", { account: "1" }).values()]).toEqual([]);
    expect([table.size, table.has("a"), table.delete("a"), table.delete("a"), table.get("a")]).toEqual([
      2,
      true,
      true,
      false,
      undefined,
    ]);
  });

  it("takes any text for a key", () => {
    const table = createMemoryStore().table<number>("t", {});
    table.put("__proto__", 1);

    expect([table.get("__proto__"), table.get("constructor")]).toEqual([1, undefined]);
  });
});
