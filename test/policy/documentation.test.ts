import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import * as face from "../../src/policy";

const text = readFileSync(join(__dirname, "..", "..", "docs", "policy.md"), "utf8");
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "m").exec(text)?.[1] ?? "";

describe("docs/policy.md", () => {
  it("shows what its example prints", () => {
    const { outputText } = ts.transpileModule(block("ts"), { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const printed: string[] = [];
    const run = new Function("require", "exports", "console", outputText) as (...given: unknown[]) => void;

    run(
      (name: string) => {
        expect(name).toBe("externalized-iam/policy");
        return face;
      },
      {},
      { log: (...line: unknown[]) => printed.push(line.join(" ")) },
    );

    expect(`${printed.join("\n")}\n`).toBe(block("text"));
  });
});
