import type { Stack, Stage } from "aws-cdk-lib/core";
import { UserError } from "../base";
import { QUALITY_GATES, deriveWiring, passed, runGates, type Verdict } from "../gates";
import { clientsFor, deployStacks, type DeployedTemplate } from "./deploy-stacks";
import type { Deployment } from "./deployment";
import { makeDeployment } from "./make-deployment";
import { readOrigin } from "./read-origin";
import type { DeployOptions } from "./expect-deployable";
import { synthesize } from "./synthesize";
import { withEmulator } from "./with-emulator";

/** Which stacks the gates judge, and how they are deployed. */
export interface GateOptions extends DeployOptions {
  /** Name of the stack that owns roles and managed policies. */
  readonly iamStackName: string;
  /** Name of the stack that takes their ARNs as parameters. */
  readonly appStackName: string;
  /**
   * What both stacks came from: path of the template that had everything in it, or a stack that has (with
   * `IamPattern.INLINE` for instance; it may be of another app).
   * @default - not known: of the roles' access, gate 5 finds only patterns that miss their resource
   */
  readonly monolith?: string | Stack;
}

/**
 * Deploys an app as {@link expectDeployable} does and runs the quality gates on its IAM stack and application stack.
 *
 * Rejects with an error that holds each finding and its remedy.
 */
export async function expectGatesToPass(
  target: Stage | Stack | readonly Stack[],
  options: GateOptions,
): Promise<Deployment> {
  const stacks = synthesize(target);
  return await withEmulator(options.emulator, stacks, async (emulator) => {
    const deployed = await deployStacks(emulator, stacks, options.parameters ?? {});
    const { iamStackName, appStackName, monolith } = options;
    const iamTemplate = offeredAs(deployed, iamStackName);
    const appTemplate = offeredAs(deployed, appStackName);
    const clients = clientsFor(emulator, stacks.find(({ name }) => name === iamStackName) ?? {});
    try {
      const verdicts = await runGates(QUALITY_GATES, {
        ...clients,
        iamStackName,
        appStackName,
        iamTemplate,
        appTemplate,
        ...(monolith !== undefined && { origin: readOrigin(monolith, iamTemplate.template, appStackName) }),
        wiring: deriveWiring(iamTemplate.template, appTemplate.template),
      });
      if (!passed(verdicts)) throw new UserError("gates-failed", describeVerdicts(verdicts));
      return makeDeployment(
        deployed,
        verdicts.flatMap(({ unchecked }) => unchecked),
      );
    } finally {
      clients.destroy();
    }
  });
}

function offeredAs(deployed: readonly DeployedTemplate[], name: string): DeployedTemplate["offered"] {
  const found = deployed.find(({ stack }) => stack.name === name);
  if (found === undefined)
    throw new UserError("unknown-stack", `the deployment has no stack '${name}'`, {
      hint: `it has: ${deployed.map(({ stack }) => stack.name).join(", ")}`,
    });
  return found.offered;
}

function describeVerdicts(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ verdict }) => verdict === "failed");
  return failed
    .flatMap(({ gate, findings }) => [
      `gate ${gate.number} failed: ${gate.claim}`,
      ...findings.flatMap(({ message, remedy }) => [`  ${message}`, `    ${remedy}`]),
    ])
    .join("\n");
}
