import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..");

interface Violation {
  readonly rule: string;
  readonly from: string;
}

/** Cruises a tree of the given files by the repository's own rules. */
function cruise(files: Record<string, string>): Violation[] {
  const tree = mkdtempSync(join(tmpdir(), "xiam-floors-"));
  try {
    writeFileSync(join(tree, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "node16" } }));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, name)), { recursive: true });
      writeFileSync(join(tree, name), text);
    }
    const bin = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const config = join(root, ".dependency-cruiser.cjs");
    const done = spawnSync(process.execPath, [bin, "--config", config, "--output-type", "json", "src"], {
      cwd: tree,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const result = JSON.parse(done.stdout) as {
      summary: { violations: { from: string; rule: { name: string; severity: string } }[] };
    };
    return result.summary.violations.map((violation) => ({ rule: violation.rule.name, from: violation.from }));
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

const sound = {
  "src/base/path.ts": "export const root = 1;\n",
  "src/base/index.ts": 'export { root } from "./path";\n',
  "src/template/template.ts": 'import { root } from "../base";\nexport const template = root;\n',
  "src/template/index.ts": 'export { template } from "./template";\n',
  "src/emulator/server.ts": 'import { createServer } from "node:http";\nexport const server = createServer;\n',
  "src/emulator/index.ts": 'export { server } from "./server";\n',
};

describe("the floors", () => {
  it("let a sound tree pass", () => {
    expect(cruise(sound)).toEqual([]);
  });

  describe("catch", () => {
    const planted: [rule: string, file: string, text: string][] = [
      ["floor-base", "src/base/upward.ts", 'import { template } from "../template";\nexport const x = template;\n'],
      ["floor-emulator", "src/emulator/knows.ts", 'import { list } from "../catalog";\nexport const x = list;\n'],
      ["floor-gates", "src/gates/knows.ts", 'import { server } from "../emulator";\nexport const x = server;\n'],
      ["floor-template", "src/template/type.ts", 'import type { List } from "../catalog";\nexport type X = List;\n'],
      ["known-folder", "src/misc/thing.ts", 'import { root } from "../base";\nexport const x = root;\n'],
      ["through-the-index", "src/template/deep.ts", 'import { root } from "../base/path";\nexport const x = root;\n'],
      ["not-own-index", "src/emulator/iam/roles.ts", 'import { iam } from "./index";\nexport const x = iam;\n'],
      ["not-own-folder-index", "src/split/b.ts", 'import { split } from "./index";\nexport const b = split;\n'],
      [
        "services-are-strangers",
        "src/emulator/s3/a.ts",
        'import { iam } from "../iam/index";\nexport const x = iam;\n',
      ],
      ["http-in-one-place", "src/emulator/iam/h.ts", 'import { get } from "node:http";\nexport const x = get;\n'],
      [
        "files-in-few-places",
        "src/template/f.ts",
        'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n',
      ],
      [
        "files-in-few-places",
        "src/split/f.ts",
        'import { readFile } from "fs/promises";\nexport const x = readFile;\n',
      ],
      ["cdk-stays-in-cdk", "src/split/c.ts", 'import { Stack } from "aws-cdk-lib";\nexport const x = Stack;\n'],
      [
        "constructs-stay-in-constructs",
        "src/deploy/c.ts",
        'import { Construct } from "constructs";\nexport const x = Construct;\n',
      ],
      ["floor-cdk", "src/cdk/e.ts", 'import { server } from "../emulator";\nexport const x = server;\n'],
      ["cdktf-stays-in-terraform", "src/split/t.ts", 'import { App } from "cdktf";\nexport const x = App;\n'],
      ["no-orphan", "src/base/alone.ts", "export const alone = 1;\n"],
      ["resolvable", "src/base/lost.ts", 'import { x } from "./nowhere";\nexport const y = x;\n'],
      ["no-cycle", "src/aws/a.ts", 'import type { B } from "./b";\nexport type A = B | 1;\n'],
    ];
    const tree: Record<string, string> = {
      ...sound,
      "src/catalog/list.ts": "export const list = 1;\nexport type List = 2;\n",
      "src/catalog/index.ts": 'export { list } from "./list";\nexport type { List } from "./list";\n',
      "src/aws/b.ts": 'import type { A } from "./a";\nexport type B = A | 2;\n',
      "src/split/index.ts": 'export { split } from "./split";\n',
      "src/split/split.ts": "export const split = 1;\n",
      "src/emulator/iam/index.ts": "export const iam = 1;\n",
    };
    for (const [, file, text] of planted) tree[file] = text;
    let found: Violation[] = [];
    beforeAll(() => {
      found = cruise(tree);
    });

    it.each(planted)("%s in %s", (rule, file) => {
      expect(found).toContainEqual({ rule, from: file });
    });

    it("nothing else in the files that did no wrong", () => {
      const guilty = new Set(planted.map(([, file]) => file));
      expect(found.filter((violation) => !guilty.has(violation.from))).toEqual([]);
    });
  });
});
