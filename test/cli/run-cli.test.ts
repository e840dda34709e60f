import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli, type Outcome } from "../../src/cli/run-cli";
import { COMMANDS } from "../../src/cli/commands";
import { temporaryFolder } from "./temporary-folder";

const at = temporaryFolder();
const example = join(__dirname, "..", "..", "examples", "notes-service");
const template = join(example, "template.yaml");
const config = join(example, "split.yaml");

async function run(argv: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const silent = { write: () => true };
  return await runCli(argv, { environment, out: silent, err: silent });
}

describe("the program", () => {
  it("tells what it can do", async () => {
    const outcome = await run(["--help"]);

    expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    expect(outcome.stdout).toMatchInlineSnapshot(`
"Gives the IAM roles and policies of an application a CloudFormation stack of their own.

Usage:
  xiam COMMAND [options]

Commands:
  split      split a template into an IAM template and an app template
  check      deploy both templates on the embedded emulator and run the quality gates
  emulator   serve AWS IAM, STS, CloudFormation, S3 and SSM parameters on this machine until stopped
  state      save, restore or forget all that a running emulator has
  gates      run the quality gates on two deployed stacks
  simulate   say whether policies allow an action, and why
  teardown   delete the application stack, then the IAM stack
  terraform  write a Terraform module that deploys the IAM stack, or Quilt with it

Options:
  --help     print this help; xiam COMMAND --help tells about a command
  --version  print the version

Exit codes: 0 done, 1 findings, 2 wrong usage or bad input, 70 a bug of ours.
"
`);
  });

  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
      version: string;
    };

    expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    [[], "no command given, allowed: split, check, emulator, state, gates, simulate, teardown, terraform"],
    [
      ["splti"],
      "unknown command 'splti', allowed: split, check, emulator, state, gates, simulate, teardown, terraform\nhint: did you mean split",
    ],
    [["toString"], "unknown command 'toString'"],
  ])("refuses %j", async (argv, message) => {
    const outcome = await run(argv);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(`error: ${message}`);
  });

  it.each(COMMANDS.map((entry) => [entry.name, entry] as const))(
    "lists %s by the command's own summary",
    async (_n, entry) => {
      const command = await entry.load();

      expect({ name: command.name, summary: command.summary }).toEqual({ name: entry.name, summary: entry.summary });
    },
  );

  it.each(COMMANDS.map(({ name }) => name))("has examples of %s that its own parser takes", async (name) => {
    const { stdout } = await run([name, "--help"]);
    const calls =
      stdout
        .split("Examples:\n")[1]
        ?.split("\n")
        .filter((line) => line.startsWith("  xiam ")) ?? [];

    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const outcome = await run([...call.trim().split(" ").slice(1), "--help"]);
      expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });
});

describe("xiam split", () => {
  const split = async (...more: string[]): Promise<Outcome> =>
    await run(["split", template, "--config", config, "--out-dir", at("out"), ...more]);

  it("writes both templates and the report, named for the template", async () => {
    const outcome = await split();

    expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(at("out")).sort()).toEqual(["template-app.yaml", "template-iam.yaml", "template-report.json"]);
    const report = JSON.parse(readFileSync(at("out", "template-report.json"), "utf8")) as { moved: unknown[] };
    expect(report.moved).toHaveLength(10);
    expect(outcome.stdout).toContain(`Written\n  ${at("out", "template-iam.yaml")}\n`);
  });

  it("keeps JSON templates JSON", async () => {
    writeFileSync(
      at("app.json"),
      JSON.stringify({
        Resources: {
          Role: {
            Type: "AWS::IAM::Role",
            Properties: {
              AssumeRolePolicyDocument: {
                Version: "2012-10-17",
                Statement: [
                  { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
                ],
              },
            },
          },
          Queue: { Type: "AWS::SQS::Queue" },
        },
      }),
    );

    expect(await run(["split", at("app.json"), "--all", "--out-dir", at("out")])).toMatchObject({
      exitCode: 0,
      stderr: "",
    });

    const iam = JSON.parse(readFileSync(at("out", "app-iam.json"), "utf8")) as { Resources: object };
    const app = JSON.parse(readFileSync(at("out", "app-app.json"), "utf8")) as { Resources: object };
    expect(Object.keys(iam.Resources)).toEqual(["Role"]);
    expect(Object.keys(app.Resources)).toEqual(["Queue"]);
  });

  it("prints files and report as JSON", async () => {
    const { stdout } = await split("--json");

    expect(JSON.parse(stdout)).toMatchObject({
      files: { iam: at("out", "template-iam.yaml") },
      report: { mode: "listed", moved: expect.arrayContaining([expect.objectContaining({ logicalId: "ApiRole" })]) },
    });
  });

  it("overwrites only by force", async () => {
    mkdirSync(at("out"));
    writeFileSync(at("out", "template-app.yaml"), "mine");

    const refused = await split();
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain(
      "exists already\nhint: choose another folder with --out-dir, or overwrite with --force",
    );
    expect(readFileSync(at("out", "template-app.yaml"), "utf8")).toBe("mine");
    expect(readdirSync(at("out"))).toEqual(["template-app.yaml"]);

    expect(await split("--force")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(at("out", "template-app.yaml"), "utf8")).not.toBe("mine");
  });

  it.each<[string, string[], string]>([
    ["no template", ["split", "--all"], "no template given"],
    ["nothing to say what moves", ["split", template], "nothing says what to externalize"],
    [
      "both ways to say it",
      ["split", template, "--all", "--config", config],
      "options --config and --all exclude each other",
    ],
    ["a stack name that is none", ["split", template, "--all", "--app-stack-name", "1_x"], "'1_x' is no stack name"],
    ["a template that is not there", ["split", "nowhere.yaml", "--all"], "cannot read template 'nowhere.yaml'"],
    ["a configuration that is not there", ["split", template, "--config", "nowhere.yaml"], "cannot read configuration"],
    ["a folder for a template", ["split", example, "--all"], "it is a folder, expected a file"],
  ])("refuses %s, and writes nothing", async (_what, argv, message) => {
    const outcome = await run([...argv, ...(argv.includes("--out-dir") ? [] : ["--out-dir", at("out")])]);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
    expect(existsSync(at("out"))).toBe(false);
  });

  it("names file, line and column of a broken template", async () => {
    writeFileSync(at("broken.yaml"), "Resources:\n  A: [\n");

    const { exitCode, stderr } = await run(["split", at("broken.yaml"), "--all"]);

    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .*broken\.yaml:\d+:\d+: /);
  });
});

describe("xiam check", () => {
  it("splits the example, deploys both stacks and passes the five gates", async () => {
    const { exitCode, stdout, stderr } = await run([
      "check",
      template,
      "--config",
      config,
      "--app-stack-name",
      "notes-dev",
      "--json",
    ]);
    const result = JSON.parse(stdout) as {
      gates: { verdict: string }[];
      outputs: Record<string, string>;
      filledParameters: { app: Record<string, string> };
    };

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(result.gates.map(({ verdict }) => verdict)).toEqual(["passed", "passed", "passed", "passed", "passed"]);
    expect(result.outputs.ExportTaskRoleArn).toBe(
      "arn:aws:iam::123456789012:role/notes/notes-dev/notes-export-notes-dev",
    );
    expect(Object.keys(result.outputs)).toHaveLength(10);
    expect(Object.keys(result.filledParameters.app)).toEqual(["AdminEmail", "Vpc", "Subnets"]);
  });

  it("says for a person what moved, what was severed, what was filled in, the ARNs and the verdicts", async () => {
    const { stdout } = await run(["check", template, "--config", config, "--app-stack-name", "notes-dev"]);

    for (const heading of [
      "Moved to the IAM stack (10)",
      "Severed references (7 exact, 11 pattern)",
      "Parameters of the app stack that nobody gave, filled in (3)",
      "ARNs of notes-dev-iam (10)",
      "Gates",
    ]) {
      expect(stdout).toContain(`${heading}`);
    }
    expect(stdout).toMatch(/\n {2}4 {2}passed {2}the application stack is deployed/);
    expect(stdout).not.toContain("\u001b[");
  });

  it("checks the two templates of an earlier split", async () => {
    await run(["split", template, "--config", config, "--out-dir", at("out")]);

    const outcome = await run([
      "check",
      "--iam",
      at("out", "template-iam.yaml"),
      "--app",
      at("out", "template-app.yaml"),
    ]);

    expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("takes parameters from a file", async () => {
    writeFileSync(at("p.yaml"), "AdminEmail: root@example.org\n");
    const outcome = await run(["check", template, "--config", config, "--parameters", at("p.yaml"), "--json"]);

    const { filledParameters } = JSON.parse(outcome.stdout) as { filledParameters: { app: object } };
    expect(Object.keys(filledParameters.app)).toEqual(["Vpc", "Subnets"]);
  });

  it("finds a value that the app template refuses, and exits 1", async () => {
    writeFileSync(at("p.yaml"), "AdminEmail: nobody\n");

    const outcome = await run(["check", template, "--config", config, "--parameters", at("p.yaml")]);

    expect(outcome).toMatchObject({ exitCode: 1, stderr: "" });
    expect(outcome.stdout).toContain("✗ Parameter 'AdminEmail' does not match pattern");
    expect(outcome.stdout).toContain("Application Stack Deployment Errors.");
  });

  it("finds a role that does not trust the service it is given to", async () => {
    const broken = readFileSync(template, "utf8").replace(
      /(MailRole:[\s\S]*?)lambda\.amazonaws\.com/,
      "$1ec2.amazonaws.com",
    );
    writeFileSync(at("broken.yaml"), broken);

    const outcome = await run(["check", at("broken.yaml"), "--config", config]);

    expect(outcome.exitCode).toBe(1);
    // The sentence Lambda answers: issue 2, "Emulator core".
    expect(outcome.stdout).toContain("The role defined for the function cannot be assumed by Lambda.");
  });

  it("finds an output that was taken out of the IAM template, and deploys nothing", async () => {
    await run(["split", template, "--config", config, "--out-dir", at("out")]);
    const iam = readFileSync(at("out", "template-iam.yaml"), "utf8");
    writeFileSync(at("out", "template-iam.yaml"), iam.replace("\n  MailRoleArn:\n", "\n  MailArn:\n"));

    const outcome = await run([
      "check",
      "--iam",
      at("out", "template-iam.yaml"),
      "--app",
      at("out", "template-app.yaml"),
      "--json",
    ]);
    const { gates } = JSON.parse(outcome.stdout) as { gates: { verdict: string; findings: { message: string }[] }[] };

    expect(outcome.exitCode).toBe(1);
    expect(gates.map(({ verdict }) => verdict)).toEqual(["failed", "not run", "not run", "not run", "not run"]);
    expect(gates[0]?.findings.map(({ message }) => message)).toContain("Output missing in IAM template: MailRoleArn");
  });

  it.each<[string, string[], string]>([
    ["half of a pair", ["check", "--iam", "a.yaml"], "option --app is missing"],
    [
      "a pair and a template",
      ["check", "a.yaml", "--iam", "a", "--app", "b"],
      "--iam and --app take the place of TEMPLATE",
    ],
    ["nothing at all", ["check"], "no template given"],
  ])("refuses %s", async (_what, argv, message) => {
    const outcome = await run(argv);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });

  it("refuses a parameter that neither template has", async () => {
    writeFileSync(at("p.json"), '{"AdminMail": "x"}');

    const outcome = await run(["check", template, "--config", config, "--parameters", at("p.json")]);

    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toContain("'AdminMail' is no parameter of");
    expect(outcome.stderr).toMatch(/hint: allowed: AdminEmail, /);
  });
});

describe("xiam gates", () => {
  it.each<[string, string[], string]>([
    ["without the IAM stack", ["gates", "--app-stack", "a"], "option --stack is missing"],
    ["without the app stack", ["gates", "--stack", "a"], "option --app-stack is missing"],
    ["with a bad name", ["gates", "--stack", "a b", "--app-stack", "a"], "'a b' is no stack name"],
    [
      "with a bad endpoint",
      ["gates", "--stack", "a", "--app-stack", "a", "--endpoint", "localhost"],
      "'localhost' is no URL",
    ],
    [
      "with nobody at the endpoint",
      ["gates", "--stack", "a", "--app-stack", "a", "--endpoint", "http://127.0.0.1:1"],
      "connect ECONNREFUSED 127.0.0.1:1\nhint: check --endpoint, --region and the credentials",
    ],
  ])("refuses to run %s", async (_what, argv, message) => {
    const outcome = await run(argv);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});

describe("xiam emulator", () => {
  it.each(["65536", "-1", "http", "1.5", ""])("refuses port '%s'", async (port) => {
    const outcome = await run(["emulator", `--port=${port}`]);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it.each(["hard", "toString"])("refuses enforcement '%s'", async (mode) => {
    const outcome = await run(["emulator", "--port=0", `--enforce=${mode}`]);

    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toContain(`'${mode}' is no mode of enforcement, allowed: off, soft, strict`);
  });

  it.each(["3600001", "-1", "soon", "1.5"])("refuses latency '%s'", async (latency) => {
    const outcome = await run(["emulator", "--port=0", `--latency=${latency}`]);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(`'${latency}' is no latency, allowed: 0 to 3600000 milliseconds`);
  });

  it.each([
    ["{", "are no JSON"],
    ["[]", "web identity keys [] are no table by issuer"],
    ['{"token.example.org": {"keys": []}}', 'issuer "token.example.org" does not begin with https://'],
    ['{"https://token.example.org": []}', 'the keys of issuer "https://token.example.org" are no JSON Web Key Set'],
  ])("refuses web identity keys %s", async (text, message) => {
    const file = at("keys.json");
    writeFileSync(file, text);

    const outcome = await run(["emulator", "--port=0", "--web-identity-keys", file]);

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});
