import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { App, CfnOutput, CfnParameter, Fn, Stack } from "aws-cdk-lib/core";
import { Emulator } from "../../src/emulator";
import { expectGatesToPass } from "../../src/testing";

// Synthesis prints CloudFormation's lint of these small stacks.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

const names = { iamStackName: "shop-iam", appStackName: "shop" };

/** An IAM stack of one role and an application of one function, wired by the contract but for what is left out. */
function shop({ exported = true, patterned = true } = {}): App {
  const app = new App({ analyticsReporting: false });
  const iam = new Stack(app, "shop-iam");
  const role = new CfnRole(iam, "ApiRole", {
    assumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  });
  new CfnOutput(iam, "ApiRoleArn", {
    value: role.attrArn,
    ...(exported && { exportName: Fn.sub("${AWS::StackName}-ApiRoleArn") }),
  });
  const stack = new Stack(app, "shop");
  const parameter = new CfnParameter(stack, "ApiRole", {
    ...(patterned && { allowedPattern: "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/.+$" }),
  });
  new CfnFunction(stack, "Api", {
    code: { zipFile: "exports.handler = async () => 1;" },
    handler: "index.handler",
    runtime: "nodejs22.x",
    role: parameter.valueAsString,
  });
  return app;
}

describe("the gates on a CDK app", () => {
  it("pass two stacks that keep the contract, and give what was deployed", async () => {
    const deployment = await expectGatesToPass(shop(), names);

    expect(deployment.stack("shop").parameters.ApiRole).toBe(deployment.stack("shop-iam").outputs.ApiRoleArn);
  });

  it.each([
    ["an output without an export", { exported: false }, /^gate \d failed: .+\n {2}.*ApiRoleArn.*\n {4}\S/],
    ["a parameter without a pattern", { patterned: false }, /^gate \d failed: .+\n {2}.*ApiRole.*\n {4}\S/],
  ])("say of %s which gate failed, what it found and what to do", async (_, without, message) => {
    await expect(expectGatesToPass(shop(without), names)).rejects.toThrow(message);
  });

  it.each([
    ["IAM stack", { iamStackName: "iam", appStackName: "shop" }, "the deployment has no stack 'iam'"],
    ["application stack", { iamStackName: "shop-iam", appStackName: "Shop" }, "the deployment has no stack 'Shop'"],
  ])("refuse a name of an %s that the app does not have", async (_, wrong, message) => {
    await expect(expectGatesToPass(shop(), wrong)).rejects.toThrow(message);
  });

  it("fail where the stacks do not deploy, by the reason", async () => {
    const role = "arn:aws:iam::123456789012:role/nobody-made-this";

    await expect(expectGatesToPass(shop(), { ...names, parameters: { ApiRole: role } })).rejects.toThrow(
      /^stack 'shop' does not deploy, it is ROLLBACK_COMPLETE\n {2}Api \(AWS::Lambda::Function\): /,
    );
  });

  it("leave a given emulator running and stop one of their own", async () => {
    const stop = jest.spyOn(Emulator.prototype, "stop");
    const emulator = await Emulator.start();
    try {
      await expectGatesToPass(shop(), { ...names, emulator });
      expect(stop).not.toHaveBeenCalled();
      await expectGatesToPass(shop(), names);
      expect(stop).toHaveBeenCalledTimes(1);
    } finally {
      await emulator.stop();
    }
  });

  describe("know what both stacks came from", () => {
    const LAMBDA = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

    /** A queue and a role that may send to it, as one stack. */
    function monolith(): Stack {
      const stack = new Stack(new App({ analyticsReporting: false }), "shop");
      const queue = new CfnQueue(stack, "Orders");
      new CfnRole(stack, "SellRole", {
        assumeRolePolicyDocument: { Version: "2012-10-17", Statement: [LAMBDA] },
        policies: [sending(queue.attrArn)],
      });
      return stack;
    }

    const sending = (Resource: string): CfnRole.PolicyProperty => ({
      policyName: "sell",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource }],
      },
    });

    /** The same as two stacks, with a pattern for the queue. */
    function apart(pattern: string): App {
      const app = new App({ analyticsReporting: false });
      const iam = new Stack(app, "shop-iam");
      const role = new CfnRole(iam, "SellRole", {
        assumeRolePolicyDocument: { Version: "2012-10-17", Statement: [LAMBDA] },
        policies: [sending(Fn.sub(`arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${pattern}`))],
      });
      new CfnOutput(iam, "SellRoleArn", { value: role.attrArn, exportName: Fn.sub("${AWS::StackName}-SellRoleArn") });
      const stack = new Stack(app, "shop");
      new CfnParameter(stack, "SellRole", { allowedPattern: "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/.+$" });
      new CfnQueue(stack, "Orders");
      return app;
    }

    it("pass where the roles may do what they may in a given stack, and say what was not checked where there is none", async () => {
      const app = apart("shop-Orders-????????????");

      expect((await expectGatesToPass(app, { ...names, monolith: monolith() })).unchecked).toEqual([]);
      expect((await expectGatesToPass(app, names)).unchecked).toEqual([
        "what the roles may do: the monolith is not at hand, so only patterns that miss their resource were looked for",
      ]);
    });

    it("fail where a pattern is wider than the split of a given template makes it", async () => {
      const folder = mkdtempSync(join(tmpdir(), "xiam-"));
      try {
        const file = join(folder, "monolith.json");
        writeFileSync(file, JSON.stringify((monolith().node.root as App).synth().stacks[0]?.template));

        await expect(expectGatesToPass(apart("shop-*"), { ...names, monolith: file })).rejects.toThrow(
          /Role SellRole may sqs:SendMessage on \S+:shop-\*, which neither the monolith nor its split allows/,
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it("refuse a template that is not there", async () => {
      await expect(
        expectGatesToPass(apart("shop-Orders-????????????"), { ...names, monolith: "nowhere.yaml" }),
      ).rejects.toThrow("cannot read template 'nowhere.yaml': there is no such file or folder");
    });
  });
});
