import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const root = join(__dirname, "..", "..");
if (!existsSync(join(root, "dist", "terraform", "index.js")))
  throw new Error("dist is not there: run npm run build first");

interface Stack {
  readonly name: string;
  /** Values by name, or the expression that makes them when Terraform runs. */
  readonly parameters: string | Readonly<Record<string, string>>;
  readonly template_url: string;
}

interface Configuration {
  readonly resource: { readonly aws_cloudformation_stack: Readonly<Record<string, Stack>> };
  readonly data: { readonly aws_cloudformation_stack?: Readonly<Record<string, { readonly name: string }>> };
  readonly terraform: { readonly required_providers: Readonly<Record<string, object>> };
}

const box = { folder: "" };
beforeAll(() => {
  box.folder = mkdtempSync(join(tmpdir(), "xiam-cdktf-synth-"));
});
afterAll(() => rmSync(box.folder, { recursive: true, force: true }));

/** Folders of programs that have no Terraform; one with links to Node's programs where its own has. */
function pathWithoutTerraform(): string {
  const home = dirname(process.execPath);
  const links = join(box.folder, "bin");
  mkdirSync(links, { recursive: true });
  for (const name of ["node", "npx", "npm"]) {
    const link = join(links, name);
    if (existsSync(join(home, name)) && !existsSync(link)) symlinkSync(join(home, name), link);
  }
  const others = (process.env.PATH ?? "").split(delimiter).filter((folder) => !existsSync(join(folder, "terraform")));
  return [links, ...others].join(delimiter);
}

/** Synthesizes by the CDKTF CLI, as a customer does, without Terraform; gives the configurations by stack. */
function cdktfSynth(cwd: string): { readonly printed: string; readonly stacks: ReadonlyMap<string, Configuration> } {
  const output = mkdtempSync(join(box.folder, "out-"));
  const cdktf = join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf.js");
  const done = spawnSync(process.execPath, [cdktf, "synth", "--output", output], {
    cwd,
    encoding: "utf8",
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CDKTF|TF|TERRAFORM)_/.test(name))),
      PATH: pathWithoutTerraform(),
      HOME: box.folder,
      CHECKPOINT_DISABLE: "1",
      CI: "1",
    },
  });
  if (done.status !== 0) throw new Error(`cdktf synth exited with ${done.status}\n${done.stdout}${done.stderr}`);
  const read = (stack: string): Configuration =>
    JSON.parse(readFileSync(join(output, "stacks", stack, "cdk.tf.json"), "utf8")) as Configuration;
  const names = readdirSync(join(output, "stacks"));
  return { printed: done.stdout, stacks: new Map(names.map((name) => [name, read(name)])) };
}

function stackNamed(configuration: Configuration | undefined, name: string): Stack | undefined {
  return Object.values(configuration?.resource.aws_cloudformation_stack ?? {}).find((stack) => stack.name === name);
}

describe.each([
  ["the root", root],
  ["examples/quilt-terraform", join(root, "examples", "quilt-terraform")],
])("`cdktf synth` in %s, without Terraform", (_, folder) => {
  let run: ReturnType<typeof cdktfSynth>;
  beforeAll(() => {
    run = cdktfSynth(folder);
  }, 60_000);

  it("finds no Terraform and makes both deployments", () => {
    expect(run.printed).toContain("Terraform CLI not present");
    expect([...run.stacks.keys()].sort()).toEqual(["external", "inline"]);
  });

  it("gives the external one an IAM stack, a query of its outputs, and their ARNs to the application", () => {
    const external = run.stacks.get("external");

    expect(Object.keys(external?.resource.aws_cloudformation_stack ?? {})).toHaveLength(2);
    expect(stackNamed(external, "quilt-prod-iam")?.template_url).toContain("quilt-iam.yaml");
    expect(Object.values(external?.data.aws_cloudformation_stack ?? {})[0]?.name).toBe("quilt-prod-iam");
    const application = stackNamed(external, "quilt-prod");
    expect(application?.template_url).toContain("quilt-app.yaml");
    expect(application?.parameters).toMatch(/local\.\w+_role_arns_\w+, local\.\w+_policy_arns_\w+/);
  });

  it("leaves IAM out of the inline one", () => {
    const inline = run.stacks.get("inline");

    expect(Object.values(inline?.resource.aws_cloudformation_stack ?? {}).map(({ name }) => name)).toEqual([
      "quilt-dev",
    ]);
    expect(inline?.data.aws_cloudformation_stack).toBeUndefined();
    const { parameters = "" } = stackNamed(inline, "quilt-dev") ?? {};
    expect(Object.keys(parameters)).toContain("QuiltWebHost");
    expect(JSON.stringify(parameters)).not.toMatch(/_(role|policy)_arns_/);
  });

  it("takes any version of the AWS provider from 5.0 on, and no other provider", () => {
    for (const stack of run.stacks.values()) {
      expect(stack.terraform.required_providers).toEqual({ aws: { source: "aws", version: ">= 5.0" } });
      expect(Object.keys(stack.resource)).toEqual(["aws_cloudformation_stack"]);
    }
  });
});

describe("the root's cdktf.json", () => {
  const read = (folder: string): Record<string, string> =>
    JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8")) as Record<string, string>;

  it("runs the very app of the example, and reports no crashes to anybody", () => {
    const example = read(join(root, "examples", "quilt-terraform"));

    expect(read(root)).toEqual({ ...example, app: "npx tsx examples/quilt-terraform/app.ts" });
    expect(example).toMatchObject({ app: "npx tsx app.ts", sendCrashReports: "false" });
  });
});
