import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { App } from "aws-cdk-lib/core";
import ts from "typescript";
import * as constructs from "../../src";
import { expectGatesToPass } from "../../src/testing";

const root = join(__dirname, "..", "..");
const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split(/^## With AWS CDK$/m);
const [code = "", test = ""] = [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? "");

// Synthesis prints CloudFormation's lint of templates that are not ours.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

describe("the README's CDK app", () => {
  it("runs in the folder of the example, and passes the gates as its test says", async () => {
    const { outputText } = ts.transpileModule(`${code}\nexport { app };`, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const load = createRequire(join(root, "package.json"));
    const exports: { app?: App } = {};
    const requireHere = (name: string): unknown => (name === "externalized-iam" ? constructs : load(name));
    const home = process.cwd();
    process.chdir(join(root, "examples", "bring-your-own-template"));
    try {
      new Function("require", "exports", outputText)(requireHere, exports);
    } finally {
      process.chdir(home);
    }

    const names = /\{ iamStackName: "(.*)", appStackName: "(.*)" \}/.exec(test);
    const [, iamStackName = "", appStackName = ""] = names ?? [];
    const deployment = await expectGatesToPass(exports.app as App, { iamStackName, appStackName });
    expect(deployment.stacks.map(({ name }) => name)).toEqual(["notes-dev-iam", "notes-dev"]);
  }, 30_000);
});
