import type { CloudFormation } from "@aws-sdk/client-cloudformation";
import { deployStack, fillExports, fillParameterStore, fillParameters, offerTemplate, outputsOf } from "../deploy";
import { Emulator } from "../emulator";
import {
  QUALITY_GATES,
  createClients,
  outputsToParameters,
  runGates,
  type GateContext,
  type TemplateUnderTest,
  type Verdict,
} from "../gates";
import type { AddedParameter, Wire } from "../split";
import { isMap, type Template } from "../template";
import type { Io } from "./io";
import { standInValues } from "./stand-in-values";

export interface CheckInput {
  readonly iam: Template;
  readonly app: Template;
  readonly wiring: readonly Wire[];
  /** What both templates came from. @default - not known: the templates were split before */
  readonly monolith?: Template;
  /** Parameters that the split added. @default - not known: the templates were split before */
  readonly added?: readonly AddedParameter[];
  readonly appStackName: string;
  readonly iamStackName: string;
  /** Values that the person gave, for either stack. */
  readonly given: ReadonlyMap<string, string>;
}

export interface CheckOutcome {
  readonly verdicts: readonly Verdict[];
  /** Outputs of the IAM stack; empty where it was not deployed. */
  readonly iamOutputs: ReadonlyMap<string, string>;
  /** Values that nobody gave and were made up, by stack. */
  readonly filled: {
    readonly iam: ReadonlyMap<string, string>;
    readonly app: ReadonlyMap<string, string>;
    /** Parameters of Systems Manager that the templates look up, by name. */
    readonly parameterStore: ReadonlyMap<string, string>;
    /** Exports of other stacks that the templates import, by name. */
    readonly exports: ReadonlyMap<string, string>;
  };
}

/**
 * Deploys the IAM stack and then the app stack on an emulator of its own, each when the gates before it let it, and runs
 * the gates.
 *
 * @throws UserError where a parameter has no value and none can be made up
 */
export async function checkDeployment(input: CheckInput, io: Io): Promise<CheckOutcome> {
  // Before anything is started: what cannot be deployed for want of a value is said at once.
  const iamGiven = chosen(input.iam, input.given, appStackNames(input));
  const known = standInValues(input.app, input.added ?? [], input.appStackName);
  const standIns = new Map([...known].filter(([name]) => !iamGiven.has(name)));
  const filled = {
    iam: new Map([...standIns, ...fillParameters(input.iam, new Map([...iamGiven, ...standIns]))]),
    app: fillParameters(input.app, new Map([...wiredNames(input.wiring), ...input.given])),
  };
  const emulator = await Emulator.start();
  const clients = createClients({
    endpoint: emulator.url,
    region: emulator.region,
    credentials: { accessKeyId: emulator.accountId, secretAccessKey: "emulated" },
  });
  try {
    const iamTemplate = await offerTemplate(emulator, input.iam, "iam");
    const appTemplate = await offerTemplate(emulator, input.app, "app");
    const context: GateContext = {
      ...clients,
      iamStackName: input.iamStackName,
      appStackName: input.appStackName,
      iamTemplate,
      appTemplate,
      wiring: input.wiring,
      ...(input.monolith !== undefined && { origin: { monolith: input.monolith, iam: input.iam } }),
    };
    let iamOutputs: ReadonlyMap<string, string> = new Map();
    let parameterStore: ReadonlyMap<string, string> = new Map();
    let exports: ReadonlyMap<string, string> = new Map();
    const standIn = async (
      stackName: string,
      template: Template,
      values: ReadonlyMap<string, string>,
    ): Promise<void> => {
      parameterStore = new Map([...parameterStore, ...(await fillParameterStore(emulator, template, values))]);
      const place = { region: emulator.region, account: emulator.accountId, stackName };
      exports = new Map([...exports, ...(await fillExports(clients.cloudFormation, template, values, place))]);
    };
    const verdicts = await runGates(QUALITY_GATES, context, {
      async prepare(gate, current) {
        if (gate.id === "iam-stack-deployment") {
          const values = new Map([...filled.iam, ...iamGiven]);
          await standIn(input.iamStackName, input.iam, values);
          const done = await deploy(io, clients.cloudFormation, input.iamStackName, iamTemplate, values);
          iamOutputs = outputsOf(done);
          return { ...current, ...(done.refusal !== undefined && { iamRefusal: done.refusal }) };
        }
        if (gate.id === "app-stack-deployment") {
          // The specification's priority: what the person gives wins over the IAM stack's, and both over the rest.
          const wired = outputsToParameters(iamOutputs, input.wiring);
          const values = chosen(input.app, new Map([...filled.app, ...wired, ...input.given]), new Map());
          await standIn(input.appStackName, input.app, values);
          const done = await deploy(io, clients.cloudFormation, input.appStackName, appTemplate, values);
          return { ...current, ...(done.refusal !== undefined && { appRefusal: done.refusal }) };
        }
        return current;
      },
    });
    return { verdicts, iamOutputs, filled: { ...filled, parameterStore, exports } };
  } finally {
    clients.destroy();
    await emulator.stop();
  }
}

async function deploy(
  io: Io,
  cloudFormation: CloudFormation,
  name: string,
  template: TemplateUnderTest,
  parameters: ReadonlyMap<string, string>,
): ReturnType<typeof deployStack> {
  return await io.step(`deploying ${name}`, async () => await deployStack(cloudFormation, name, template, parameters));
}

/** The given values that the template declares a parameter for, over those that are known anyway. */
function chosen(
  template: Template,
  given: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = isMap(template.value.Parameters) ? template.value.Parameters : {};
  return new Map([...known, ...given].filter(([name]) => declared[name] !== undefined));
}

/** The IAM template's way to know the app stack: AppStackName, and its twin in lower case where there is one. */
function appStackNames({ appStackName }: CheckInput): ReadonlyMap<string, string> {
  return new Map([
    ["AppStackName", appStackName],
    ["AppStackNameLower", appStackName.toLowerCase()],
  ]);
}

function wiredNames(wiring: readonly Wire[]): readonly [string, string][] {
  return wiring.map(({ parameter, output }) => [parameter, output]);
}
