import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli, type Outcome } from "../../src/cli/run-cli";
import { temporaryFolder } from "./temporary-folder";

const TEMPLATE = join(__dirname, "fixtures", "cdk-app.json");
const at = temporaryFolder();

interface Checked {
  readonly passed: boolean;
  readonly gates: readonly { readonly verdict: string }[];
  readonly filledParameters: Record<"iam" | "app" | "parameterStore", Record<string, string>>;
}

async function check(template: string, ...more: string[]): Promise<Outcome> {
  const silent = { write: () => true };
  const argv = ["check", template, "--all", "--app-stack-name", "shop", ...more];
  return await runCli(argv, { environment: {}, out: silent, err: silent });
}

/** The template with something changed. */
function changed(change: (template: { Parameters: Record<string, { Default?: string }> }) => void): string {
  const template = JSON.parse(readFileSync(TEMPLATE, "utf8")) as Parameters<typeof change>[0];
  change(template);
  writeFileSync(at("changed.json"), JSON.stringify(template));
  return at("changed.json");
}

describe("xiam check of what cdk synth makes with the default synthesizer", () => {
  it("puts what the template looks up into the parameter store, lists it, and passes", async () => {
    const { exitCode, stdout, stderr } = await check(TEMPLATE, "--json");

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { passed, gates, filledParameters } = JSON.parse(stdout) as Checked;
    expect({ passed, verdicts: gates.map(({ verdict }) => verdict) }).toEqual({
      passed: true,
      verdicts: ["passed", "passed", "passed", "passed", "passed"],
    });
    expect(filledParameters.parameterStore).toEqual({
      // Above what the rule of CDK's templates refuses.
      "/cdk-bootstrap/hnb659fds/version": "99",
      "/shop/db/host": "www.example.com",
      "/shop/zones": "example,example",
      // In its second version.
      "/shop/golden-image": "ami-0123456789abcdef0",
    });
  });

  it("tells a person what it put there", async () => {
    const { stdout } = await check(TEMPLATE);

    expect(stdout).toContain("Values that the templates look up, filled in (4)\n");
    expect(stdout).toContain("  parameter store: /cdk-bootstrap/hnb659fds/version = 99\n");
  });

  it("puts it where the person's own parameters point", async () => {
    writeFileSync(at("parameters.json"), '{"SsmParameterValueshopdbhost": "/test/db/endpoint"}');

    const { exitCode, stdout } = await check(TEMPLATE, "--json", "--parameters", at("parameters.json"));

    const { parameterStore } = (JSON.parse(stdout) as Checked).filledParameters;
    expect(exitCode).toBe(0);
    expect(parameterStore).toHaveProperty(["/test/db/endpoint"], "www.example.com");
    expect(parameterStore).not.toHaveProperty(["/shop/db/host"]);
  });

  it("makes names up where the template has none", async () => {
    const template = changed(({ Parameters: { Image, BootstrapVersion } }) => {
      delete Image?.Default;
      delete BootstrapVersion?.Default;
    });

    const { exitCode, stdout } = await check(template, "--json");

    const { app, parameterStore } = (JSON.parse(stdout) as Checked).filledParameters;
    expect(exitCode).toBe(0);
    expect(app).toEqual({ Image: "/example/Image", BootstrapVersion: "/example/BootstrapVersion" });
    expect(parameterStore).toMatchObject({
      "/example/Image": "ami-0123456789abcdef0",
      "/example/BootstrapVersion": "99",
    });
  });

  // Nobody but AWS can put these two there, so an account may lack them as the emulator does.
  it.each(["/aws/service/nothing/of/the/kind", "no name at all"])(
    "reports what cannot be put there: %s",
    async (name) => {
      const template = changed(({ Parameters }) => {
        Parameters["SsmParameterValueshopdbhost"] = { ...Parameters["SsmParameterValueshopdbhost"], Default: name };
      });

      const { exitCode, stdout } = await check(template);

      expect(exitCode).toBe(1);
      // Sentence: facts/cloudformation.md 2.2.
      expect(stdout).toContain(`Unable to fetch parameters [${name}] from parameter store for this account.`);
    },
  );

  it("lets the rule of the template fail where a value breaks it", async () => {
    const template = changed((whole) => {
      const rules = {
        Old: {
          Assertions: [{ Assert: { "Fn::Equals": [{ Ref: "BootstrapVersion" }, "1"] }, AssertDescription: "too new" }],
        },
      };
      Object.assign(whole, { Rules: rules });
    });

    const { exitCode, stdout } = await check(template);

    expect(exitCode).toBe(1);
    expect(stdout).toContain("too new");
  });
});
