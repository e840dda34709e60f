import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Ids of the rules that `text` breaks if it stood in `file`. */
function lint(file: string, text: string): string[] {
  const bin = join(root, "node_modules", "eslint", "bin", "eslint.js");
  const done = spawnSync(process.execPath, [bin, "--format", "json", "--stdin", "--stdin-filename", file], {
    cwd: root,
    encoding: "utf8",
    input: text,
    // In its single-run mode the TypeScript parser reads the file from disk and not the text it is given.
    env: { ...process.env, TSESTREE_SINGLE_RUN: "false" },
  });
  const [result] = JSON.parse(done.stdout) as { messages: { ruleId: string }[] }[];
  return (result?.messages ?? []).map((message) => message.ruleId);
}

describe("the linter", () => {
  const faults = [
    "export * from './random';",
    "export default 1;",
    "export const loose: any = 1;",
    "export function stop(): void { process.exit(1); }",
    "export async function hurry(): Promise<void> { return Promise.resolve(); }\nexport function start(): void { hurry(); }",
    "import { Random } from './random';\nexport type Mine = Random;",
    "export function name(kind: 'a' | 'b'): string { switch (kind) { case 'a': return 'A'; } return ''; }",
  ].join("\n");

  it("refuses what the house rules refuse", () => {
    const found = lint("src/base/path.ts", faults);

    expect(found.filter((rule) => rule === "no-restricted-syntax")).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        "@typescript-eslint/no-explicit-any",
        "no-restricted-properties",
        "@typescript-eslint/no-floating-promises",
        "@typescript-eslint/consistent-type-imports",
        "@typescript-eslint/switch-exhaustiveness-check",
      ]),
    );
  });

  it("keeps the CDK where it belongs, and there to its submodules", () => {
    const root = 'export { App } from "aws-cdk-lib";\n';
    const others = 'export { Stack } from "aws-cdk-lib/core";\nexport { Construct } from "constructs";\n';
    const restricted = (file: string): number =>
      lint(file, root + others).filter((rule) => rule === "no-restricted-imports").length;

    expect(restricted("src/deploy/index.ts")).toBe(3);
    expect(restricted("src/cdk/index.ts")).toBe(1);
  });
});
