import { existsSync } from "node:fs";
import { join } from "node:path";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { App } from "aws-cdk-lib/core";
import { AppTemplate, ExternalAppStack, ExternalIamStack, IamTemplate } from "../../src/cdk";
import { TRUST, startForTests } from "../emulator/support";
import { clientFolder, runClient } from "./run-client";
import type { ClientOutcome } from "./run-client";

const root = join(__dirname, "..", "..");
const command = join(root, "node_modules", "aws-cdk", "bin", "cdk");
const reason = existsSync(command) ? "" : " (skipped: aws-cdk is not installed)";

const templates = join(root, "examples", "bring-your-own-template");

(reason === "" ? describe : describe.skip)(`the CDK CLI over the two stacks of this library${reason}`, () => {
  const box = startForTests();
  const folder = clientFolder();

  /** The two stacks as an assembly, in the default synthesizer's terms. @returns its folder */
  function synthesize(
    name: string,
    change: (stacks: { iam: ExternalIamStack; app: ExternalAppStack }) => void,
  ): string {
    const outdir = join(folder.path, name);
    const construct = new App({ outdir });
    const env = { account: box.emulator.accountId, region: box.emulator.region };
    const iam = new ExternalIamStack(construct, "Iam", {
      template: IamTemplate.fromFile(join(templates, "notes-iam.yaml")),
      appStackName: "notes-dev",
      stackName: "notes-dev-iam",
      parameterDefaults: { SearchDomainArn: "arn:aws:es:us-east-1:123456789012:domain/notes" },
      env,
    });
    const app = new ExternalAppStack(construct, "App", {
      template: AppTemplate.fromFile(join(templates, "notes-app.yaml")),
      iam,
      importArns: true,
      stackName: "notes-dev",
      parameterDefaults: {
        AdminEmail: "someone@example.com",
        Vpc: "vpc-0123456789abcdef0",
        Subnets: "subnet-0123456789abcdef0",
      },
      env,
    });
    change({ iam, app });
    construct.synth();
    return outdir;
  }

  async function cdk(args: string): Promise<ClientOutcome> {
    return await runClient(process.execPath, [command, ...args.split(" "), "--no-notices"], {
      emulator: box.emulator,
      folder: folder.path,
      environment: { CDK_HOME: folder.path, CDK_DISABLE_CLI_TELEMETRY: "true", CI: "1" },
    });
  }

  async function succeed(args: string): Promise<string> {
    const { exitCode, output } = await cdk(args);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    return output;
  }

  async function stackStatus(StackName: string): Promise<string | undefined> {
    const { Stacks } = await box.emulator.invoke<{ Stacks: { StackStatus: string }[] }>(
      "cloudformation",
      "DescribeStacks",
      { StackName },
    );
    return Stacks[0]?.StackStatus;
  }

  async function describeRole(): Promise<string | undefined> {
    const { StackResourceDetail: detail } = await box.emulator.invoke<{
      StackResourceDetail: { PhysicalResourceId: string };
    }>("cloudformation", "DescribeStackResource", { StackName: "notes-dev-iam", LogicalResourceId: "ApiRole" });
    const { Role } = await box.emulator.invoke<{ Role: { Description?: string } }>("iam", "GetRole", {
      RoleName: detail.PhysicalResourceId,
    });
    return Role.Description;
  }

  function describeApiRole({ iam }: { iam: ExternalIamStack }, description: string): void {
    (iam.include.getResource("ApiRole") as CfnRole).description = description;
  }

  const deploy = (assembly: string): string => `deploy --all --app ${assembly} --require-approval never`;
  let first: string;
  let second: string;

  beforeAll(async () => {
    // CloudFormation's lint of the templates is not the subject.
    jest.spyOn(console, "error").mockImplementation();
    first = synthesize("first", () => undefined);
    second = synthesize("second", (stacks) => describeApiRole(stacks, "changed"));
    const output = await succeed(`bootstrap aws://${box.emulator.accountId}/${box.emulator.region}`);
    expect(output).toContain("bootstrapped");
  }, 120_000);
  afterAll(() => jest.restoreAllMocks());

  it("bootstraps again without a change", async () => {
    const output = await succeed(`bootstrap aws://${box.emulator.accountId}/${box.emulator.region}`);

    expect(output).toContain("bootstrapped (no changes)");
  }, 120_000);

  it("deploys both as the bootstrap's roles, and has nothing to do the second time", async () => {
    const output = await succeed(deploy(first));

    // What the CLI says when it may not assume the roles of the bootstrap stack and goes on as who it is.
    expect(output).not.toContain("current credentials could not be used");
    expect([await stackStatus("notes-dev-iam"), await stackStatus("notes-dev")]).toEqual([
      "CREATE_COMPLETE",
      "CREATE_COMPLETE",
    ]);
    expect((await succeed(deploy(first))).match(/\(no changes\)/g)).toHaveLength(2);
  }, 120_000);

  it("shows the difference, and leaves no trace of having looked", async () => {
    const { exitCode, output } = await cdk(`diff --all --fail --app ${second}`);

    expect(exitCode).toBe(1);
    expect(output).toMatch(/\[~\] AWS::IAM::Role Template\/ApiRole ApiRole/);
    expect(output).toContain("Number of stacks with differences: 1");
    expect((await cdk(`diff --all --fail --app ${first}`)).exitCode).toBe(0);
    const { Summaries } = await box.emulator.invoke<{ Summaries?: { ChangeSetName: string }[] }>(
      "cloudformation",
      "ListChangeSets",
      { StackName: "notes-dev-iam" },
    );
    expect((Summaries ?? []).map((one) => one.ChangeSetName).filter((name) => name.includes("diff"))).toEqual([]);
  }, 120_000);

  it("updates the IAM stack and leaves the application alone", async () => {
    const output = await succeed(deploy(second));

    expect(output).toContain("App (notes-dev) (no changes)");
    expect([await stackStatus("notes-dev-iam"), await stackStatus("notes-dev")]).toEqual([
      "UPDATE_COMPLETE",
      "CREATE_COMPLETE",
    ]);
    expect(await describeRole()).toBe("changed");
  }, 120_000);

  it("rolls an update back that fails", async () => {
    await box.emulator.invoke("iam", "CreateRole", { RoleName: "taken", AssumeRolePolicyDocument: TRUST });
    const failing = synthesize("failing", (stacks) => {
      describeApiRole(stacks, "never");
      new CfnRole(stacks.iam, "Taken", { roleName: "taken", assumeRolePolicyDocument: JSON.parse(TRUST) as object });
    });

    const { exitCode, output } = await cdk(deploy(failing));

    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/taken/);
    expect(await stackStatus("notes-dev-iam")).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await describeRole()).toBe("changed");
    await box.emulator.invoke("iam", "DeleteRole", { RoleName: "taken" });
  }, 120_000);

  it("destroys both, the application first", async () => {
    const output = await succeed(`destroy --all --force --app ${second}`);

    expect(output.indexOf("App (notes-dev): destroyed")).toBeGreaterThan(-1);
    expect(output.indexOf("App (notes-dev): destroyed")).toBeLessThan(output.indexOf("Iam (notes-dev-iam): destroyed"));
    const { Stacks } = await box.emulator.invoke<{ Stacks: { StackName: string }[] }>(
      "cloudformation",
      "DescribeStacks",
    );
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(["CDKToolkit"]);
  }, 120_000);
});
