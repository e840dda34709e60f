import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everythingCatalog } from "../../../src/catalog";
import { BRINGABLE, renderTerraformModule, type TerraformModuleOptions } from "../../../src/terraform";
import { findTerraform } from "../../clients/find-terraform";
import type { Block } from "../synthesize";

function render(options: TerraformModuleOptions): Record<string, string> {
  return Object.fromEntries(renderTerraformModule(options).map(({ name, text }) => [name, text]));
}

const parse = (text: string | undefined) => JSON.parse(text ?? "") as Record<string, Record<string, Block>>;
const bring = [...BRINGABLE];

describe("every module", () => {
  it.each<TerraformModuleOptions>([{ kind: "iam" }, { kind: "quilt" }, { kind: "quilt", bring }])(
    "has no provider block, no backend and no notes of cdktf: %j",
    (options) => {
      const files = render(options);
      const { "README.md": _readme, ...configuration } = files;

      expect(Object.keys(files)).toEqual([
        "versions.tf.json",
        "variables.tf.json",
        "main.tf.json",
        "outputs.tf.json",
        "README.md",
      ]);
      for (const text of Object.values(configuration)) {
        const blocks = parse(text);
        expect(Object.keys(blocks)).not.toContain("provider");
        expect(blocks["terraform"] ?? {}).not.toHaveProperty("backend");
        expect(text).not.toMatch(/"\/\/"|TfToken/);
      }
    },
  );

  it("describes every input and output in its README", () => {
    const {
      "README.md": readme,
      "variables.tf.json": variables,
      "outputs.tf.json": outputs,
    } = render({ kind: "quilt" });
    const names = [...Object.keys(parse(variables)["variable"] ?? {}), ...Object.keys(parse(outputs)["output"] ?? {})];

    expect(names.filter((name) => !readme?.includes(`| \`${name}\` |`))).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  });
});

describe("the module iam", () => {
  const files = render({ kind: "iam" });

  it("has 34 outputs: 24 roles, 8 policies, stack_id and stack_name", () => {
    const outputs = Object.keys(parse(files["outputs.tf.json"])["output"] ?? {});

    expect(outputs).toHaveLength(34);
    expect(outputs.filter((name) => name.endsWith("RoleArn"))).toHaveLength(24);
    expect(outputs.filter((name) => name.endsWith("PolicyArn"))).toHaveLength(8);
    expect(outputs.slice(-2)).toEqual(["stack_id", "stack_name"]);
  });

  it("needs a name and a URL, which it validates, and the AWS provider from 5.0 on", () => {
    const variables = parse(files["variables.tf.json"])["variable"] ?? {};
    const required = Object.entries(variables).filter(([, variable]) => !("default" in variable));

    expect(required.map(([name]) => name)).toEqual(["name", "template_url"]);
    expect(Object.keys(variables).filter((name) => "validation" in (variables[name] ?? {}))).toEqual([
      "name",
      "template_url",
      "iam_stack_name",
    ]);
    expect(parse(files["versions.tf.json"])["terraform"]).toEqual({
      required_version: ">= 1.5.0",
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.0" } },
    });
  });

  it("is for the roles and policies of a configuration, too", () => {
    const catalog = { mode: "listed" as const, roles: ["ApiRole"], policies: ["ReadPolicy"] };
    const outputs = parse(render({ kind: "iam", catalog })["outputs.tf.json"])["output"];

    expect(Object.keys(outputs ?? {})).toEqual(["ApiRoleArn", "ReadPolicyArn", "stack_id", "stack_name"]);
    expect(() => render({ kind: "iam", catalog: everythingCatalog() })).toThrow("names no role or policy");
  });
});

describe("the module quilt", () => {
  it("needs modules of the registry and the random provider only for what it may create", () => {
    const [all, none] = [render({ kind: "quilt" }), render({ kind: "quilt", bring })];

    expect(Object.keys(parse(all["main.tf.json"])["module"] ?? {})).toEqual(["vpc", "db_instance"]);
    expect(all["versions.tf.json"]).toContain("hashicorp/random");
    expect(parse(none["main.tf.json"])["module"]).toBeUndefined();
    expect(none["versions.tf.json"]).not.toContain("hashicorp/random");
    expect(parse(none["variables.tf.json"])["variable"]).not.toHaveProperty("create_new_vpc");
  });

  it("has the specification's outputs, secrets marked as such", () => {
    const outputs = parse(render({ kind: "quilt" })["outputs.tf.json"])["output"] ?? {};

    expect(Object.keys(outputs)).toEqual([
      "stack",
      "admin_password",
      "db_password",
      "iam_stack_id",
      "iam_stack_name",
      "iam_role_arns",
      "iam_policy_arns",
    ]);
    expect(Object.keys(outputs).filter((name) => outputs[name]?.["sensitive"] === true)).toEqual([
      "admin_password",
      "db_password",
    ]);
  });

  it("has an IAM stack only where a template for it is given", () => {
    const { resource } = parse(render({ kind: "quilt", bring })["main.tf.json"]);
    const stacks = resource?.["aws_cloudformation_stack"] as Record<string, Block>;

    expect(stacks["iam"]?.["count"]).toMatch(
      /var\.iam_template_file != null.*\|\|.*var\.iam_template_url != null.*\? 1 : 0/,
    );
    expect(stacks["stack"]).not.toHaveProperty("count");
  });
});

const terraform = findTerraform();
const reason = "reason" in terraform ? ` (skipped: ${terraform.reason})` : "";

(reason === "" ? describe : describe.skip)(`terraform validate${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "xiam-module-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function run(path: string, ...args: string[]): string {
    const mirror = "mirror" in terraform ? terraform.mirror : "";
    const rc = join(folder, "terraform.rc");
    writeFileSync(rc, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
    const environment = { ...process.env, TF_CLI_CONFIG_FILE: rc, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
    const { stdout, stderr } = spawnSync("terraform", args, { cwd: path, encoding: "utf8", env: environment });
    return stdout + stderr;
  }

  it.each<[string, TerraformModuleOptions]>([
    ["iam", { kind: "iam" }],
    ["quilt", { kind: "quilt", bring }],
  ])(
    "finds the module %s valid",
    (name, options) => {
      const path = join(folder, name);
      mkdirSync(path);
      for (const [file, text] of Object.entries(render(options))) writeFileSync(join(path, file), text);

      expect(run(path, "init", "-no-color")).toContain("successfully initialized");
      expect(run(path, "validate", "-no-color")).toContain("The configuration is valid.");
    },
    90_000,
  );
});
