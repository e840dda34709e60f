import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
if (!existsSync(join(root, "dist", "cli", "main.js"))) throw new Error("dist is not there: run npm run build first");

interface PackageJson {
  readonly bin: Record<string, string>;
  readonly main: string;
  readonly types: string;
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>;
  readonly typesVersions: { readonly "*": Record<string, string[]> };
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as PackageJson;

describe("what npm packs", () => {
  let files: string[] = [];
  beforeAll(() => {
    const done = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"], {
      cwd: root,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const [result] = JSON.parse(done.stdout) as { files: { path: string }[] }[];
    files = result?.files.map(({ path }) => path) ?? [];
  });

  it("holds the command, every public face with its types, and the packed data", () => {
    const faces = Object.values(manifest.exports).flatMap((face) =>
      typeof face === "string" ? [face] : [face.types, face.default],
    );
    const wanted = [...Object.values(manifest.bin), ...faces].map((path) => path.replace(/^\.\//, ""));
    const data = readdirSync(join(root, "dist", "data")).map((name) => `dist/data/${name}`);

    expect(data.length).toBeGreaterThan(1);
    expect(
      [...wanted, ...data, "LICENSE", "README.md", "CHANGELOG.md"].filter((path) => !files.includes(path)),
    ).toEqual([]);
  });

  it("holds no data that the build does not pack any more", () => {
    const scripts = readdirSync(join(root, "scripts")).filter((name) => /^pack-.*\.mjs$/.test(name));
    const packs = scripts.map((name) => readFileSync(join(root, "scripts", name), "utf8")).join("\n");
    const data = files.filter((path) => path.startsWith("dist/data/")).map((path) => path.slice("dist/data/".length));

    expect(data.filter((name) => !packs.includes(`write("${name}"`))).toEqual([]);
  });

  it("holds neither sources nor tests nor build leftovers", () => {
    expect(files.filter((path) => /^(src|test|bench|examples|scripts|\.ci)\/|tsbuildinfo/.test(path))).toEqual([]);
  });
});

describe("the package", () => {
  it("can be required by each of its faces", () => {
    const require = createRequire(join(root, "package.json"));

    for (const face of Object.keys(manifest.exports)) {
      const exported = require(`externalized-iam${face.slice(1)}`) as object;
      expect(Object.keys(exported).length).toBeGreaterThan(0);
    }
  });

  it("tells older module resolution the same types", () => {
    const types = Object.entries(manifest.exports).flatMap(([face, target]) =>
      typeof target === "string" || face === "." ? [] : [[face.slice(2), [target.types.slice(2)]] as const],
    );

    expect(manifest.typesVersions["*"]).toEqual(Object.fromEntries(types));
    expect(manifest.exports["."]).toEqual({ types: `./${manifest.types}`, default: `./${manifest.main}` });
  });

  it.each(Object.values(manifest.bin))("has an executable command, %s", (path) => {
    expect(readFileSync(join(root, path), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== "win32") expect(statSync(join(root, path)).mode & 0o111).not.toBe(0);
  });

  it("gives a reason for every dependency", () => {
    const reasons = readFileSync(join(root, "docs", "dependencies.md"), "utf8");
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    // The SDK's clients stand in one row: the first in full, the others by their ending.
    const isNamed = (name: string): boolean =>
      reasons.includes(`\`${name}\``) || reasons.includes(`\`${name.replace("@aws-sdk/client", "")}\``);

    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });

  it("locks the binaries of every platform, without which npm ci refuses the lock file", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { readonly optionalDependencies?: Record<string, string> }>;
    };
    const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")));
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));

    expect(optional.length).toBeGreaterThan(20);
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });

  it("names no registry, so that it installs from whichever is configured", () => {
    const files = [".npmrc", "package.json", "package-lock.json"].map((name) => readFileSync(join(root, name), "utf8"));

    expect(files.filter((text) => /"resolved":|registry\s*=/.test(text))).toEqual([]);
  });
});

describe("CI", () => {
  it("runs the very command that people run", () => {
    const script = readFileSync(join(root, ".ci", "run"), "utf8");
    const commands = script.split("\n").filter((line) => line !== "" && !/^(#|set |cd )/.test(line));

    expect(commands).toEqual(["npm run verify"]);
    expect(statSync(join(root, ".ci", "run")).mode & 0o111).not.toBe(0);
  });

  it("reads its counts from the last line of the tests' report", () => {
    const script = `
      const Reporter = require("./scripts/jest-count-reporter.cjs");
      new Reporter().onRunComplete([], {
        numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 2, numPendingTests: 3, numTodoTests: 1,
      });
      console.log("Ran all test suites.");`;
    const done = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });

    expect(done.stdout.split("\n")).toEqual(["Ran all test suites.", "7 passed, 3 failed, 4 skipped", ""]);
  });
});
