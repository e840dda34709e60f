import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnRole, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { App, CfnOutput, CfnParameter, Fn, Stack, Stage } from "aws-cdk-lib/core";
import { Emulator } from "../../src/emulator";
import { expectDeployable } from "../../src/testing";

// Synthesis prints CloudFormation's lint of these small stacks, an unused parameter for one.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

function trust(service: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

function addFunction(stack: Stack, id: string, role: string): CfnFunction {
  return new CfnFunction(stack, id, {
    code: { zipFile: "exports.handler = async () => 1;" },
    handler: "index.handler",
    runtime: "nodejs22.x",
    role,
  });
}

describe("an app that deploys", () => {
  it("gives stacks, outputs, parameters and resources with the constructs that made them", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop", { stackName: "shop-dev" });
    const size = new CfnParameter(stack, "Size", { type: "Number", default: 30 });
    const queue = new Queue(stack, "Orders");
    new CfnOutput(stack, "OrdersArn", { value: queue.queueArn });
    new CfnOutput(stack, "SizeGiven", { value: size.valueAsString });

    const deployment = await expectDeployable(app, { parameters: { Size: "45" } });

    const shop = deployment.stack("shop-dev");
    expect(shop.parameters.Size).toBe("45");
    expect(shop.outputs.SizeGiven).toBe("45");
    expect(shop.outputs.OrdersArn).toMatch(/^arn:aws:sqs:us-east-1:123456789012:shop-dev-Orders[A-F0-9]{8}-\w{12}$/);
    expect(shop.resources).toEqual([
      expect.objectContaining({ type: "AWS::SQS::Queue", constructPath: "Shop/Orders/Resource" }),
    ]);
    expect(shop.madeUp).toEqual([]);
  });

  it("deploys in the environment that its stacks name", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop", { env: { account: "210987654321", region: "eu-west-1" } });
    new CfnOutput(stack, "Arn", { value: new Queue(stack, "Orders").queueArn });

    const deployment = await expectDeployable(app);

    expect(deployment.stack("Shop").outputs.Arn).toMatch(/^arn:aws:sqs:eu-west-1:210987654321:/);
  });

  it("deploys stacks of several regions, each as if bootstrapped there", async () => {
    const app = new App();
    for (const region of ["eu-west-1", "us-east-1"]) {
      const stack = new Stack(app, `Shop-${region}`, { env: { account: "210987654321", region } });
      new CfnOutput(stack, "Arn", { value: new Queue(stack, "Orders").queueArn });
    }

    const deployment = await expectDeployable(app);

    const arns = deployment.stacks.map(({ outputs }) => outputs.Arn);
    expect(arns).toEqual([
      expect.stringMatching(/^arn:aws:sqs:eu-west-1:210987654321:/),
      expect.stringMatching(/^arn:aws:sqs:us-east-1:210987654321:/),
    ]);
    expect(deployment.stacks.map(({ parameters }) => parameters.BootstrapVersion)).toEqual([
      "/cdk-bootstrap/hnb659fds/version",
      "/cdk-bootstrap/hnb659fds/version",
    ]);
  });

  it("deploys stacks of nested stages, and each stack after those it depends on", async () => {
    const app = new App();
    const stage = new Stage(app, "Prod");
    const data = new Stack(stage, "Data");
    const web = new Stack(stage, "Web");
    const bucket = new Bucket(data, "Files");
    new Queue(web, "Uploads");
    new CfnOutput(web, "FilesArn", { value: bucket.bucketArn });

    const deployment = await expectDeployable(app);

    expect(deployment.stacks.map(({ name }) => name)).toEqual(["Prod-Data", "Prod-Web"]);
    expect(deployment.stack("Prod-Web").outputs.FilesArn).toMatch(/^arn:aws:s3:::prod-data-files/);
  });

  it("deploys given stacks and what they depend on, and no others", async () => {
    const app = new App();
    const [first, second, third] = ["First", "Second", "Third"].map((id) => new Stack(app, id));
    for (const stack of [first, second, third]) new Queue(stack as Stack, "Queue");
    second?.node.addDependency(first as Stack);

    const deployment = await expectDeployable(second as Stack);

    expect(deployment.stacks.map(({ name }) => name)).toEqual(["First", "Second"]);
  });

  it("hands outputs XArn of roles to parameters X, whatever the order of the stacks", async () => {
    const app = new App();
    const shop = new Stack(app, "Shop");
    const parameter = new CfnParameter(shop, "ApiRole");
    addFunction(shop, "Api", parameter.valueAsString);
    const iam = new Stack(app, "Iam");
    new CfnParameter(iam, "AppStackName");
    const role = new CfnRole(iam, "ApiRole", { assumeRolePolicyDocument: trust("lambda.amazonaws.com") });
    new CfnOutput(iam, "ApiRoleArn", { value: role.attrArn });

    const deployment = await expectDeployable(app);

    expect(deployment.stacks.map(({ name }) => name)).toEqual(["Iam", "Shop"]);
    expect(deployment.stack("Shop").parameters.ApiRole).toBe(deployment.stack("Iam").outputs.ApiRoleArn);
    expect(deployment.stack("Iam").parameters.AppStackName).toBe("Shop");
    expect(deployment.stacks.flatMap(({ madeUp }) => madeUp)).toEqual([]);
  });

  it("makes up what nothing gives, and says so", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    new CfnParameter(stack, "Vpc", { type: "AWS::EC2::VPC::Id" });
    new Queue(stack, "Queue");

    const deployment = await expectDeployable(app);

    expect(deployment.stack("Shop").madeUp).toEqual(["Vpc"]);
    expect(deployment.stack("Shop").parameters.Vpc).toMatch(/^vpc-/);
  });

  it("leaves a given emulator running, with what was deployed", async () => {
    const emulator = await Emulator.start();
    try {
      const app = new App();
      new Role(new Stack(app, "Shop"), "Reader", {
        roleName: "reader",
        assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      });

      await expectDeployable(app, { emulator });

      const answer = await emulator.invoke<{ Role: { Arn: string } }>("iam", "GetRole", { RoleName: "reader" });
      expect(answer.Role.Arn).toBe("arn:aws:iam::123456789012:role/reader");
    } finally {
      await emulator.stop();
    }
  });
});

describe("an app that does not deploy", () => {
  it("is refused with the resource, the construct and CloudFormation's reason", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    const role = new CfnRole(stack, "Role", { assumeRolePolicyDocument: trust("ec2.amazonaws.com") });
    addFunction(stack, "Api", role.attrArn);
    new CfnParameter(stack, "Owner");

    const failure = expectDeployable(app);

    await expect(failure).rejects.toThrow(/^stack 'Shop' does not deploy, it is ROLLBACK_COMPLETE\n/);
    // The reason is Lambda's, see src/emulator/cloudformation/resources/role-checks.ts for its source.
    await expect(failure).rejects.toThrow(
      /\n {2}Api \(AWS::Lambda::Function\): .*The role defined for the function cannot be assumed by Lambda\./,
    );
    await expect(failure).rejects.toThrow(/\n {4}made by Shop\/Api\n/);
    await expect(failure).rejects.toThrow(/\n {2}values that were made up, since nothing gave any:\n {4}Owner = \S+$/);
  });

  it("is refused with CloudFormation's words where it does not even begin", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    new CfnParameter(stack, "Owner", { allowedPattern: "[a-z]+" });
    new Queue(stack, "Queue");

    // The sentence and its source stand in src/template/sentences.ts.
    await expect(expectDeployable(app, { parameters: { Owner: "42" } })).rejects.toThrow(
      "stack 'Shop' does not deploy, CloudFormation refuses it\n  Parameter 'Owner' must match pattern [a-z]+",
    );
  });

  it("is refused where an import has no export", async () => {
    const app = new App();
    const stack = new Stack(app, "Shop");
    new Queue(stack, "Queue", { queueName: Fn.importValue("nobody-exports-this") });

    // The sentence and its source stand in src/emulator/cloudformation.
    await expect(expectDeployable(app)).rejects.toThrow(
      "stack 'Shop' does not deploy, it is ROLLBACK_COMPLETE\n  No export named nobody-exports-this found",
    );
  });

  it("stops its emulator", async () => {
    const stop = jest.spyOn(Emulator.prototype, "stop");
    const app = new App();
    new Queue(new Stack(app, "Shop"), "Queue", { queueName: Fn.importValue("nobody-exports-this") });

    await expect(expectDeployable(app)).rejects.toThrow();

    expect(stop).toHaveBeenCalledTimes(1);
  });
});

describe("what cannot be deployed at all", () => {
  it("is refused: an app without stacks", async () => {
    await expect(expectDeployable(new App())).rejects.toThrow("the app has no stacks, expected at least one");
  });

  it("is refused: no stacks", async () => {
    await expect(expectDeployable([])).rejects.toThrow("no stack of an app was given, expected at least one");
  });

  it("is refused: stacks of two apps", async () => {
    await expect(expectDeployable([new Stack(new App(), "A"), new Stack(new App(), "B")])).rejects.toThrow(
      "the stacks belong to several apps, expected one",
    );
  });

  it("is refused: a value for a parameter that no stack has", async () => {
    const app = new App();
    new Queue(new Stack(app, "Shop"), "Queue");

    await expect(expectDeployable(app, { parameters: { Sise: "1" } })).rejects.toThrow(
      "no stack has a parameter 'Sise'",
    );
  });

  it("is refused: a stack that the deployment does not have", async () => {
    const app = new App();
    new Queue(new Stack(app, "Shop"), "Queue");
    const deployment = await expectDeployable(app);

    expect(() => deployment.stack("shop")).toThrow("the deployment has no stack 'shop'");
  });
});
