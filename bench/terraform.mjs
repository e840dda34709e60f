// What IAM in a stack of its own costs a deployment by real Terraform: the emulator takes as long for each resource as
// CloudFormation may, and the external pattern may take 10 % longer than the inline one and the IAM stack together.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { require as requireTypeScript } from "tsx/cjs/api";

/** Milliseconds that CloudFormation takes for a resource. A role takes it some 10 to 20 seconds; less keeps the bench short. */
const LATENCY = 5000;
const NAMES = { AppStackName: "bench", SearchDomainArn: "arn:aws:es:us-east-1:123456789012:domain/search" };
const EXISTING = {
  internal: false,
  vpc_id: "vpc-1",
  intra_subnets: ["subnet-1", "subnet-2"],
  private_subnets: ["subnet-3", "subnet-4"],
  public_subnets: ["subnet-5", "subnet-6"],
  user_security_group: "sg-1",
  db_url: "postgresql://quilt:secret@db.example.com:5432/quilt",
  db_accessor_security_group: "sg-2",
  search_domain_endpoint: "search.example.com",
  search_domain_arn: NAMES.SearchDomainArn,
  search_accessor_security_group: "sg-3",
  admin_password: "correct-horse",
  parameters: { QuiltWebHost: "quilt.example.com" },
};

/** Rows [what, milliseconds, target] as the bench prints them; none, with a word, where Terraform is missing. */
export async function terraformRows(root) {
  const { findTerraform } = requireTypeScript("../test/clients/find-terraform.ts", import.meta.url);
  const found = findTerraform();
  if ("reason" in found) {
    console.log(`the overhead of the external pattern is not measured: ${found.reason}\n`);
    return [];
  }
  const { Emulator } = createRequire(import.meta.url)(join(root, "dist", "emulator"));
  const emulator = await Emulator.start({ latency: LATENCY });
  const folder = mkdtempSync(join(tmpdir(), "xiam-bench-"));
  try {
    const files = writeModules(root, folder);
    const iam = { template_url: await upload(emulator, files.iam), parameters: NAMES };
    const apply = (name, source, inputs) => applyModule(emulator, found.mirror, folder, name, source, inputs);
    const inline = await apply("inline", "quilt", { ...EXISTING, template_file: files.monolith });
    const alone = await apply("alone", "iam", iam);
    const external = await apply("bench", "quilt", {
      ...EXISTING,
      template_file: files.app,
      iam_template_file: files.iam,
    });
    return [
      ["terraform apply, IAM inline", inline, undefined],
      ["terraform apply, the IAM stack alone", alone, undefined],
      [`terraform apply, IAM external (${percent(external, inline + alone)})`, external, 1.1 * (inline + alone)],
    ];
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function percent(time, measure) {
  const more = Math.round((time / measure - 1) * 100);
  return `${more < 0 ? "" : "+"}${more} %`;
}

/** Both modules as people get them, and a template of Quilt's shape whole and split. @returns the templates */
function writeModules(root, folder) {
  const load = createRequire(import.meta.url);
  const { renderTerraformModule } = load(join(root, "dist", "terraform"));
  const { everythingCatalog, parseTemplate, split } = load(join(root, "dist", "split"));
  const { quiltMonolith } = requireTypeScript("../test/clients/quilt/monolith.ts", import.meta.url);
  for (const kind of ["iam", "quilt"]) {
    mkdirSync(join(folder, kind));
    const bring = kind === "iam" ? [] : ["network", "database", "search", "admin-password"];
    for (const { name, text } of renderTerraformModule({ kind, bring })) writeFileSync(join(folder, kind, name), text);
  }
  const monolith = JSON.stringify(quiltMonolith(), undefined, 2);
  const { iam, app } = split(parseTemplate(monolith, { file: "quilt.json" }), everythingCatalog());
  const texts = { monolith, iam: iam.text, app: app.text };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, text);
      return [name, file];
    }),
  );
}

async function upload(emulator, file) {
  await emulator.invoke("s3", "CreateBucket", { Bucket: "templates" });
  await emulator.invoke("s3", "PutObject", { Bucket: "templates", Key: "iam.json", Body: readFileSync(file) });
  return "https://templates.s3.us-east-1.amazonaws.com/iam.json";
}

/** Milliseconds of `terraform apply` with a module in a configuration of its own. */
async function applyModule(emulator, mirror, folder, name, source, inputs) {
  const place = join(folder, `root-${name}`);
  mkdirSync(place);
  const configuration = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: { s3_use_path_style: true } },
    module: { [name]: { source: `../${source}`, name, ...inputs } },
  };
  writeFileSync(join(place, "main.tf.json"), JSON.stringify(configuration));
  const own = Object.entries(process.env).filter(([variable]) => !/^(AWS|TF)_/.test(variable));
  const env = { ...Object.fromEntries(own), ...emulator.environment(), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  await run(["init", "-no-color", `-plugin-dir=${mirror}`], place, env);
  const started = performance.now();
  await run(["apply", "-auto-approve", "-no-color"], place, env);
  return performance.now() - started;
}

/** The emulator runs in this process, so Terraform may not block it. */
async function run(args, cwd, env) {
  const child = spawn("terraform", args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const status = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (status !== 0) throw new Error(`terraform ${args.join(" ")} exited with ${status}\n${output}`);
}
