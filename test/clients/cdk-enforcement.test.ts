import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AccountRootPrincipal, ManagedPolicy, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { App, CfnOutput, Stack } from "aws-cdk-lib/core";
import { ADMIN, makeUser, policy } from "../emulator/authorization/support";
import type { Credentials } from "../emulator/authorization/support";
import { startForTests } from "../emulator/support";
import { clientFolder, runClient } from "./run-client";
import type { ClientOutcome } from "./run-client";

const command = join(__dirname, "..", "..", "node_modules", "aws-cdk", "bin", "cdk");
const reason = existsSync(command) ? "" : " (skipped: aws-cdk is not installed)";

(reason === "" ? describe : describe.skip)(`the CDK CLI against strict enforcement${reason}`, () => {
  const box = startForTests({ enforcement: "strict", administrator: ADMIN });
  const folder = clientFolder();
  let assembly: string;

  async function cdk(args: string, who: Credentials = ADMIN): Promise<ClientOutcome> {
    return await runClient(process.execPath, [command, ...args.split(" "), "--no-notices"], {
      emulator: box.emulator,
      folder: folder.path,
      environment: {
        CDK_HOME: folder.path,
        CDK_DISABLE_CLI_TELEMETRY: "true",
        CI: "1",
        AWS_ACCESS_KEY_ID: who.accessKeyId,
        AWS_SECRET_ACCESS_KEY: who.secretAccessKey,
      },
      limit: 120_000,
    });
  }

  /** A stack with a role, a policy, and a file to publish before it. @returns the folder of its assembly */
  function synthesize(): string {
    const file = join(folder.path, "note.txt");
    writeFileSync(file, "a note");
    const app = new App({ outdir: join(folder.path, "assembly") });
    const env = { account: box.emulator.accountId, region: box.emulator.region };
    const stack = new Stack(app, "Notes", { env });
    const asset = new Asset(stack, "Note", { path: file });
    const role = new Role(stack, "Reader", { assumedBy: new AccountRootPrincipal() });
    asset.grantRead(role);
    new ManagedPolicy(stack, "Read", {
      roles: [role],
      statements: [new PolicyStatement({ actions: ["s3:ListAllMyBuckets"], resources: ["*"] })],
    });
    new CfnOutput(stack, "Key", { value: asset.s3ObjectKey });
    return app.synth().directory;
  }

  async function listStacks(): Promise<string[]> {
    const { Stacks } = await box.emulator.invoke<{ Stacks: { StackName: string; StackStatus: string }[] }>(
      "cloudformation",
      "DescribeStacks",
    );
    return Stacks.map(({ StackName, StackStatus }) => `${StackName} ${StackStatus}`).sort();
  }

  beforeAll(async () => {
    assembly = synthesize();
    const { exitCode, output } = await cdk(`bootstrap aws://${box.emulator.accountId}/${box.emulator.region}`);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  }, 180_000);

  const deploy = (who?: Credentials): Promise<ClientOutcome> =>
    cdk(`deploy --all --app ${assembly} --require-approval never`, who);

  it("does not let somebody deploy whom nothing allows to", async () => {
    const nobody = await makeUser(box.emulator, "nobody");

    const { exitCode, output } = await deploy(nobody);

    expect(exitCode).not.toBe(0);
    expect(output).toContain("User: arn:aws:iam::123456789012:user/nobody is not authorized to perform: ");
    expect(await listStacks()).toEqual(["CDKToolkit CREATE_COMPLETE"]);
  }, 180_000);

  it("deploys for whoever may assume the roles of the bootstrap stack, and publishes files as they allow", async () => {
    // AWS's guide on bootstrapping: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
    const deployer = await makeUser(
      box.emulator,
      "deployer",
      policy({ Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/cdk-*" }),
    );

    const { exitCode, output } = await deploy(deployer);

    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).not.toContain("current credentials could not be used");
    expect(await listStacks()).toEqual(["CDKToolkit CREATE_COMPLETE", "Notes CREATE_COMPLETE"]);
  }, 180_000);

  it("deploys again and destroys for the administrator", async () => {
    expect((await deploy()).output).toContain("(no changes)");

    const { exitCode, output } = await cdk(`destroy --all --force --app ${assembly}`);

    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(await listStacks()).toEqual(["CDKToolkit CREATE_COMPLETE"]);
  }, 180_000);
});
