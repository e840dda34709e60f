import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli, type Outcome } from "../../src/cli/run-cli";
import { temporaryFolder } from "./temporary-folder";

const at = temporaryFolder();

async function run(...argv: readonly string[]): Promise<Outcome> {
  const silent = { write: () => true };
  return await runCli(["terraform", ...argv], { environment: {}, out: silent, err: silent });
}

describe("xiam terraform module", () => {
  it("writes a module and says what it wrote", async () => {
    const outcome = await run("module", "iam", "--out", at("iam"));

    expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(at("iam")).sort()).toEqual([
      "README.md",
      "main.tf.json",
      "outputs.tf.json",
      "variables.tf.json",
      "versions.tf.json",
    ]);
    expect(outcome.stdout).toContain(join(at("iam"), "main.tf.json"));
  });

  it("overwrites nothing unless told to", async () => {
    await run("module", "iam", "--out", at("twice"));
    writeFileSync(join(at("twice"), "main.tf.json"), "mine");

    const refused = await run("module", "iam", "--out", at("twice"));
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("choose another folder with --out, or overwrite with --force");
    expect(readFileSync(join(at("twice"), "main.tf.json"), "utf8")).toBe("mine");

    expect(await run("module", "iam", "--out", at("twice"), "--force")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(at("twice"), "main.tf.json"), "utf8")).not.toBe("mine");
  });

  it("takes the roles and policies of a configuration, and what the caller brings", async () => {
    const config = at("split.yaml");
    writeFileSync(config, "extraction:\n  roles: [ApiRole]\n");
    const parts = "network, database,search,admin-password";
    await run("module", "quilt", "--out", at("quilt"), "--config", config, "--bring", parts);

    const variables = readFileSync(join(at("quilt"), "variables.tf.json"), "utf8");
    const { variable } = JSON.parse(variables) as { variable: Record<string, { default?: unknown }> };
    expect(variable["iam_role_names"]?.default).toEqual(["ApiRole"]);
    expect(Object.keys(variable)).toContain("db_url");
    expect(readFileSync(join(at("quilt"), "versions.tf.json"), "utf8")).not.toContain("random");
  });

  it.each([
    [[], "expected 'module', got nothing"],
    [["modul", "iam"], "expected 'module', got 'modul'"],
    [["module"], "no kind of module '', allowed: iam, quilt"],
    [["module", "vpc", "--out", "x"], "no kind of module 'vpc', allowed: iam, quilt"],
    [["module", "iam"], "nothing says where to write: --out DIR"],
    [["module", "iam", "--out", "x", "--bring", "network"], "--bring is for the module quilt"],
    [
      ["module", "quilt", "--out", "x", "--bring", "netwrok"],
      "--bring has no part 'netwrok', allowed: network, database, search, admin-password",
    ],
    [["module", "iam", "--out", "x", "--config", "missing.yaml"], "cannot read configuration 'missing.yaml'"],
  ])("refuses %j", async (argv, message) => {
    const outcome = await run(...argv);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
    expect(existsSync("x")).toBe(false);
  });
});
