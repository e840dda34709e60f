import { IamCatalog } from "../../src/cdk";
import { temporaryFile } from "./template-files";

describe("a catalogue", () => {
  it("is read from a split configuration", () => {
    const file = temporaryFile(
      "split.yaml",
      "extraction:\n  roles: [ApiRole]\n  policies: [ReadPolicy, WritePolicy]\n",
    );

    const catalog = IamCatalog.fromFile(file);

    expect(catalog.roles).toEqual(["ApiRole"]);
    expect(catalog.policies).toEqual(["ReadPolicy", "WritePolicy"]);
  });

  it("is written in code", () => {
    const catalog = IamCatalog.of({ roles: ["ApiRole"] });

    expect([catalog.roles, catalog.policies]).toEqual([["ApiRole"], []]);
  });

  it("of Quilt has 24 roles and 8 policies", () => {
    const { roles, policies } = IamCatalog.quilt();

    expect([roles.length, policies.length]).toEqual([24, 8]);
  });

  it("of everything lists no names", () => {
    const { roles, policies } = IamCatalog.everything();

    expect([roles, policies]).toEqual([[], []]);
  });

  it.each([
    ["no names", {}, "the catalogue is empty, expected at least one name in 'roles' or 'policies'"],
    ["a name that is no logical id", { roles: ["Api-Role"] }, "'Api-Role' is not a logical id"],
    ["a name twice", { roles: ["ApiRole"], policies: ["ApiRole"] }, "'ApiRole' is listed twice, expected once"],
    ["a pattern that is none", { roles: ["ApiRole"], rolePattern: "arn:(" }, "'arn:(' is not a regular expression"],
  ])("is refused with %s", (_, props, message) => {
    expect(() => IamCatalog.of(props)).toThrow(message);
  });

  it("is refused where the file is not there", () => {
    expect(() => IamCatalog.fromFile("no-such-file.yaml")).toThrow(
      "cannot read configuration 'no-such-file.yaml': there is no such file",
    );
  });
});
