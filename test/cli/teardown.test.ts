import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CloudFormation, waitUntilStackCreateComplete } from "@aws-sdk/client-cloudformation";
import { runCli, type Outcome } from "../../src/cli/run-cli";
import { TRUST, clientConfig, startForTests } from "../emulator/support";

const box = startForTests();

const IAM_TEMPLATE = JSON.stringify({
  Resources: {
    ApiRole: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: JSON.parse(TRUST) as object } },
    ReadPolicy: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
      },
    },
  },
  Outputs: {
    ApiRoleArn: {
      Value: { "Fn::GetAtt": ["ApiRole", "Arn"] },
      Export: { Name: { "Fn::Sub": "${AWS::StackName}-ApiRoleArn" } },
    },
    ReadPolicyArn: { Value: { Ref: "ReadPolicy" } },
  },
});

const APP_TEMPLATE = JSON.stringify({
  Parameters: { ApiRole: { Type: "String" } },
  Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { Ref: "ApiRole" } } } },
});

let stacks: CloudFormation;
beforeEach(() => {
  stacks = new CloudFormation(clientConfig(box.emulator));
});

async function create(
  StackName: string,
  TemplateBody: string,
  parameters: Record<string, string> = {},
  more: object = {},
) {
  await stacks.createStack({
    StackName,
    TemplateBody,
    Capabilities: ["CAPABILITY_IAM"],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ...more,
  });
  await waitUntilStackCreateComplete(
    { client: stacks, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.05 },
    { StackName },
  );
}

async function outputsOf(StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await stacks.describeStacks({ StackName });
  return Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]));
}

/** An IAM stack and an app stack that has its role by parameter. */
async function deploy(name: string, more: object = {}): Promise<void> {
  await create(`${name}-iam`, IAM_TEMPLATE);
  await create(name, APP_TEMPLATE, { ApiRole: (await outputsOf(`${name}-iam`))["ApiRoleArn"] ?? "" }, more);
}

async function liveStacks(): Promise<string[]> {
  const { Stacks } = await stacks.describeStacks({});
  return (Stacks ?? []).map((stack) => stack.StackName ?? "").sort();
}

async function teardown(iam: string, app: string, ...more: string[]): Promise<Outcome> {
  const silent = { write: () => true };
  const argv = ["teardown", "--stack", iam, "--app-stack", app, "--endpoint", box.emulator.url, ...more];
  return await runCli(argv, { environment: {}, out: silent, err: silent });
}

interface Told {
  readonly deleted: readonly string[];
  readonly absent: readonly string[];
  readonly problems: readonly { category: string; message: string; where?: string; remedy: string }[];
}

describe("xiam teardown", () => {
  it("deletes the application stack, then the IAM stack", async () => {
    await deploy("shop");

    const outcome = await teardown("shop-iam", "shop");

    expect(outcome).toEqual({
      exitCode: 0,
      stdout: "  deleted    shop\n  deleted    shop-iam\n\nBoth stacks are gone.\n",
      stderr: "",
    });
    const { StackSummaries } = await stacks.listStacks({ StackStatusFilter: ["DELETE_COMPLETE"] });
    const deletedAt = (name: string) => StackSummaries?.find((one) => one.StackName === name)?.DeletionTime?.getTime();
    expect(deletedAt("shop")).toBeLessThanOrEqual(deletedAt("shop-iam") ?? 0);
  });

  it("goes on where an earlier teardown stopped, and is content with nothing", async () => {
    await create("half-iam", IAM_TEMPLATE);

    expect(JSON.parse((await teardown("half-iam", "half", "--json")).stdout)).toEqual({
      iamStackName: "half-iam",
      appStackName: "half",
      deleted: ["half-iam"],
      absent: ["half"],
      problems: [],
    });
    expect((await teardown("half-iam", "half")).stdout).toBe(
      "  not there  half\n  not there  half-iam\n\nBoth stacks are gone.\n",
    );
  });

  // The sentences: the specification's error category 6, "Stack Deletion Errors".
  it("deletes nothing while another stack imports an export", async () => {
    await deploy("lent");
    const importer = {
      Resources: {
        T: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { "Fn::ImportValue": "lent-iam-ApiRoleArn" } } },
      },
    };
    await create("borrower", JSON.stringify(importer));

    const outcome = await teardown("lent-iam", "lent", "--json");

    expect(outcome.exitCode).toBe(1);
    expect(JSON.parse(outcome.stdout) as Told).toMatchObject({
      deleted: [],
      problems: [
        {
          category: "Stack Deletion Errors",
          message: "Export lent-iam-ApiRoleArn is still imported by stack borrower",
          where: "stack lent-iam",
          remedy: "Delete stack borrower first, or remove the import from it.",
        },
      ],
    });
    expect(await liveStacks()).toEqual(["borrower", "lent", "lent-iam"]);
    for (const name of ["borrower", "lent", "lent-iam"]) await stacks.deleteStack({ StackName: name });
  });

  it("deletes nothing where the stacks are named the wrong way round", async () => {
    await deploy("turned");

    const outcome = await teardown("turned", "turned-iam");

    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toBe(
      "  ✗ Cannot delete stack while resources are in use (stack turned has ARNs of stack turned-iam as ApiRole)\n" +
        "    Stack Deletion Errors. Delete stack turned first, or update it with other ARNs.\n" +
        "\nNot everything was deleted.\n",
    );
    expect(await liveStacks()).toEqual(["turned", "turned-iam"]);
    expect((await teardown("turned-iam", "turned")).exitCode).toBe(0);
  });

  it("leaves the IAM stack alone where the application stack is protected", async () => {
    await deploy("kept", { EnableTerminationProtection: true });

    const outcome = await teardown("kept-iam", "kept", "--json");

    expect(outcome.exitCode).toBe(1);
    const { deleted, problems } = JSON.parse(outcome.stdout) as Told;
    expect(deleted).toEqual([]);
    // Sentence: facts/cloudformation.md 2.1.
    expect(problems[0]?.message).toMatch(/^Stack \[.*\] cannot be deleted while TerminationProtection is enabled$/);
    expect(await liveStacks()).toEqual(["kept", "kept-iam"]);
  });

  it("tells why a stack could not be deleted", async () => {
    await deploy("stuck");
    const iam = new IAMClient(clientConfig(box.emulator));
    await iam.send(new CreateRoleCommand({ RoleName: "outsider", AssumeRolePolicyDocument: TRUST }));
    const PolicyArn = (await outputsOf("stuck-iam"))["ReadPolicyArn"];
    await iam.send(new AttachRolePolicyCommand({ RoleName: "outsider", PolicyArn }));

    const { deleted, problems } = JSON.parse((await teardown("stuck-iam", "stuck", "--json")).stdout) as Told;

    expect(deleted).toEqual(["stuck"]);
    expect(problems.map(({ message }) => message)).toEqual([
      "Stack in failed state: DELETE_FAILED",
      "Cannot delete stack while resources are in use",
    ]);
    expect(new Set(problems.map(({ category }) => category))).toEqual(new Set(["Stack Deletion Errors"]));
  });

  it.each<[string, string[], string]>([
    ["without the IAM stack", ["--app-stack", "a"], "option --stack is missing"],
    ["without the app stack", ["--stack", "a"], "option --app-stack is missing"],
    ["with a bad name", ["--stack", "a b", "--app-stack", "a"], "'a b' is no stack name"],
    ["with one stack for both", ["--stack", "a", "--app-stack", "a"], "--stack and --app-stack are both 'a'"],
    ["with a bad endpoint", ["--stack", "a", "--app-stack", "b", "--endpoint", "localhost"], "'localhost' is no URL"],
    [
      "with nobody at the endpoint",
      ["--stack", "a", "--app-stack", "b", "--endpoint", "http://127.0.0.1:1"],
      "connect ECONNREFUSED 127.0.0.1:1\nhint: check --endpoint, --region and the credentials",
    ],
  ])("refuses to run %s", async (_what, argv, message) => {
    const silent = { write: () => true };
    const outcome = await runCli(["teardown", ...argv], { environment: {}, out: silent, err: silent });

    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});
