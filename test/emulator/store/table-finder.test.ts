import { createTableFinder } from "../../../src/emulator/store/table-finder";
import type { Scope } from "../../../src/emulator/store/store";

describe("tables of no scope and of accounts", () => {
  it("are opened once each, and no other table is taken for one of them", () => {
    const opened: string[] = [];
    const find = createTableFinder((name: string, scope: Scope) => {
      opened.push(`${name} ${JSON.stringify(scope)}`);
      return opened.at(-1);
    });
    const scopes: Scope[] = [{}, { account: "1" }, { account: "2" }];
    for (const scope of [...scopes, ...scopes]) {
      expect(find("t", scope)).toBe(`t ${JSON.stringify(scope)}`);
      expect(find("u", scope)).toBe(`u ${JSON.stringify(scope)}`);
    }
    expect(opened).toHaveLength(6);
    for (const scope of [{ region: "r" }, { account: "1", partition: "p" }]) {
      expect(find("t", scope)).toBe(`t ${JSON.stringify(scope)}`);
    }
  });
});
