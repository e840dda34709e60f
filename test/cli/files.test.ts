import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { UserError } from "../../src/base";
import { readInput } from "../../src/files";
import { writeOutputs } from "../../src/cli/write-outputs";
import { temporaryFolder } from "./temporary-folder";

const at = temporaryFolder();
// Root may read and write anything, so that refusals by permission cannot be brought about.
const itUnlessRoot = process.getuid?.() === 0 ? it.skip : it;

describe("reading a file", () => {
  it("keeps every character, a byte order mark too", () => {
    writeFileSync(at("a.yaml"), "\ufeffÄ: ü\r\n");

    expect(readInput(at("a.yaml"), "template")).toBe("\ufeffÄ: ü\r\n");
  });

  it.each<[string, () => void, string]>([
    ["missing", () => undefined, "there is no such file or folder"],
    ["a folder", () => mkdirSync(at("input")), "it is a folder, expected a file"],
    ["not UTF-8", () => writeFileSync(at("input"), Buffer.from([0x41, 0xff, 0x42])), "it is not UTF-8 text"],
  ])("names file and reason when it is %s", (_what, make, reason) => {
    make();
    const read = (): string => readInput(at("input"), "template");

    expect(read).toThrow(UserError);
    expect(read).toThrow(`cannot read template '${at("input")}': ${reason}`);
  });

  it("names a path through a file", () => {
    writeFileSync(at("file"), "");

    expect(() => readInput(at("file", "inside"), "configuration")).toThrow("a part of the path is not a folder");
  });

  itUnlessRoot("names a file that may not be read", () => {
    writeFileSync(at("secret"), "");
    chmodSync(at("secret"), 0);

    expect(() => readInput(at("secret"), "template")).toThrow("permission denied");
  });
});

describe("writing files", () => {
  const files = (): { path: string; text: string }[] => [
    { path: at("out", "a"), text: "new a" },
    { path: at("out", "b"), text: "new b" },
  ];

  it("makes the folder and leaves nothing else in it", () => {
    writeOutputs(files(), { force: false });

    expect(readdirSync(at("out")).sort()).toEqual(["a", "b"]);
    expect(readFileSync(at("out", "b"), "utf8")).toBe("new b");
  });

  it("does not overwrite, and then writes none", () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "b"), "old b");

    expect(() => writeOutputs(files(), { force: false })).toThrow(
      expect.objectContaining({
        message: `'${at("out", "b")}' exists already`,
        hint: "choose another folder with --out-dir, or overwrite with --force",
      }),
    );
    expect(readdirSync(at("out"))).toEqual(["b"]);
    expect(readFileSync(at("out", "b"), "utf8")).toBe("old b");
  });

  it("overwrites by force", () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "b"), "old b");

    writeOutputs(files(), { force: true });

    expect(readdirSync(at("out")).sort()).toEqual(["a", "b"]);
    expect(readFileSync(at("out", "b"), "utf8")).toBe("new b");
  });

  it("never replaces a folder, not even by force", () => {
    mkdirSync(at("out", "a"), { recursive: true });
    writeFileSync(at("out", "a", "precious"), "kept");

    expect(() => writeOutputs(files(), { force: true })).toThrow("it is a folder, expected a file");
    expect(readFileSync(at("out", "a", "precious"), "utf8")).toBe("kept");
  });

  it("writes none where one cannot be written, and puts back what was there", () => {
    writeFileSync(at("plain"), "");
    mkdirSync(at("out"));
    writeFileSync(at("out", "a"), "old a");
    const broken = [...files(), { path: at("plain", "c"), text: "never" }];

    expect(() => writeOutputs(broken, { force: true })).toThrow(`cannot write '${at("plain", "c")}'`);
    expect(readdirSync(at("out"))).toEqual(["a"]);
    expect(readFileSync(at("out", "a"), "utf8")).toBe("old a");
  });

  (existsSync("/proc/self") ? it : it.skip)("names a place where no folder can be made", () => {
    expect(() => writeOutputs([{ path: "/proc/nowhere/a", text: "" }], { force: false })).toThrow(
      "cannot write '/proc/nowhere/a': there is no such file or folder",
    );
  });

  itUnlessRoot("names a folder that may not be written to", () => {
    mkdirSync(at("out"), { mode: 0o500 });

    expect(() => writeOutputs(files(), { force: false })).toThrow("permission denied");
    expect(existsSync(at("out", "a"))).toBe(false);
  });
});
