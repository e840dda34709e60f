import type { Stack, Stage } from "aws-cdk-lib/core";
import type { Emulator } from "../emulator";
import { deployStacks } from "./deploy-stacks";
import type { Deployment } from "./deployment";
import { makeDeployment } from "./make-deployment";
import { synthesize } from "./synthesize";
import { withEmulator } from "./with-emulator";

/** How an app is deployed in a test. */
export interface DeployOptions {
  /**
   * Values for parameters, by name, for every stack that declares them.
   * @default - outputs of earlier stacks (output `XArn` for parameter `X`), then the template's defaults; what is left is made up
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Where to deploy. It is left running, so that a test can look at what was deployed.
   * @default - an emulator of its own, stopped at the end
   */
  readonly emulator?: Emulator;
}

/**
 * Synthesizes an app (or stacks, with those they depend on) and deploys it on an AWS emulator in this process. What stacks
 * look up in Systems Manager and is not there is made up, the version of CDK's bootstrap stack for one.
 *
 * Rejects with an error that names each resource that failed, the construct that made it and CloudFormation's reason.
 */
export async function expectDeployable(
  target: Stage | Stack | readonly Stack[],
  options: DeployOptions = {},
): Promise<Deployment> {
  const stacks = synthesize(target);
  return await withEmulator(options.emulator, stacks, async (emulator) => {
    const deployed = await deployStacks(emulator, stacks, options.parameters ?? {});
    return makeDeployment(deployed);
  });
}
