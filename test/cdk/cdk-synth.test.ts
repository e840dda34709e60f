import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const xiam = join(root, "dist", "cli", "main.js");
if (!existsSync(xiam)) throw new Error("dist/cli/main.js is not there: run npm run build first");

interface Manifest {
  readonly artifacts: Record<string, { type: string; properties: { templateFile: string; stackName?: string } }>;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Synthesizes by the CDK CLI, as a customer does; gives the template files by stack name. */
function cdkSynth(cwd: string): ReadonlyMap<string, string> {
  const output = mkdtempSync(join(tmpdir(), "xiam-cdk-synth-"));
  folders.push(output);
  const cdk = join(root, "node_modules", "aws-cdk", "bin", "cdk");
  const done = spawnSync(process.execPath, [cdk, "synth", "--quiet", "--no-notices", "--output", output], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: "true" },
  });
  if (done.status !== 0) throw new Error(`cdk synth exited with ${done.status}\n${done.stderr}`);
  const { artifacts } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as Manifest;
  return new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === "aws:cloudformation:stack")
      .map(([id, { properties }]) => [properties.stackName ?? id, join(output, properties.templateFile)]),
  );
}

describe("`cdk synth` gives two templates that pass the gates", () => {
  it.each([
    ["in the root: the Quilt example", root, "quilt-dev", 32],
    [
      "in examples/bring-your-own-template: two templates that somebody has",
      join(root, "examples", "bring-your-own-template"),
      "notes-dev",
      10,
    ],
  ])(
    "%s",
    (_, folder, appStackName, outputs) => {
      const templates = cdkSynth(folder);

      expect([...templates.keys()].sort()).toEqual([appStackName, `${appStackName}-iam`]);
      const [iam = "", app = ""] = [templates.get(`${appStackName}-iam`), templates.get(appStackName)];
      const argv = ["check", "--iam", iam, "--app", app, "--app-stack-name", appStackName, "--json"];
      const check = spawnSync(process.execPath, [xiam, ...argv], { encoding: "utf8" });
      const result = JSON.parse(check.stdout) as { gates: { verdict: string }[]; outputs: Record<string, string> };
      expect(result.gates.map(({ verdict }) => verdict)).toEqual(["passed", "passed", "passed", "passed", "passed"]);
      expect(Object.keys(result.outputs)).toHaveLength(outputs);
    },
    60_000,
  );
});

describe("the root's cdk.json", () => {
  it("runs the very app of the Quilt example", () => {
    const read = (file: string): { app: string } => JSON.parse(readFileSync(file, "utf8")) as { app: string };
    const example = join(root, "examples", "quilt-cdk");

    expect(read(join(root, "cdk.json")).app).toBe("npx tsx examples/quilt-cdk/app.ts");
    expect(read(join(example, "cdk.json")).app).toBe("npx tsx app.ts");
    expect(existsSync(join(example, "app.ts"))).toBe(true);
  });
});

describe("the templates of examples/bring-your-own-template", () => {
  it("are what `xiam split` makes of the notes service today", () => {
    const folder = mkdtempSync(join(tmpdir(), "xiam-split-"));
    folders.push(folder);
    const service = join("examples", "notes-service");
    const argv = ["split", join(service, "template.yaml"), "--config", join(service, "split.yaml")];
    const named = ["--app-stack-name", "notes-dev", "--out-dir", folder];
    const done = spawnSync(process.execPath, [xiam, ...argv, ...named], { cwd: root, encoding: "utf8" });
    expect(done.status).toBe(0);

    for (const part of ["iam", "app"]) {
      const kept = readFileSync(join(root, "examples", "bring-your-own-template", `notes-${part}.yaml`), "utf8");
      expect(kept).toBe(readFileSync(join(folder, `template-${part}.yaml`), "utf8"));
    }
  });
});
