import { UserError } from "../base";
import { deployStack, fillParameterStore, offerTemplate } from "../deploy";
import type { Emulator } from "../emulator";
import { createClients, type Clients, type TemplateUnderTest } from "../gates";
import { chooseParameters, type ChosenParameters } from "./choose-parameters";
import { readPrincipals, type DeployedPrincipal } from "./deployed-access";
import type { DeployedResource, DeployedStack } from "./deployment";
import { describeFailure, describeRefusal } from "./describe-failure";
import { orderStacks } from "./order-stacks";
import type { SynthesizedStack } from "./synthesize";

/** A deployed stack and how its template went to CloudFormation. */
export interface DeployedTemplate {
  readonly stack: DeployedStack;
  readonly offered: TemplateUnderTest;
  readonly principals: readonly DeployedPrincipal[];
}

/**
 * Deploys stacks one after the other.
 *
 * @throws UserError that says which resources of which construct failed, and why
 */
export async function deployStacks(
  emulator: Emulator,
  stacks: readonly SynthesizedStack[],
  given: Readonly<Record<string, string>>,
): Promise<readonly DeployedTemplate[]> {
  const values = new Map(Object.entries(given));
  refuseUnknownParameters(stacks, values);
  const deployed: DeployedTemplate[] = [];
  for (const stack of orderStacks(stacks)) {
    const earlier = deployed.map(({ stack: { template, outputs } }) => ({
      template,
      outputs: new Map(Object.entries(outputs)),
    }));
    const clients = clientsFor(emulator, stack);
    try {
      deployed.push(await deployOne(emulator, clients, stack, chooseParameters(stack, values, earlier, stacks)));
    } finally {
      clients.destroy();
    }
  }
  return deployed;
}

/** Clients in the stack's environment, or the emulator's where the stack leaves it open. */
export function clientsFor(
  emulator: Emulator,
  { account, region }: Pick<SynthesizedStack, "account" | "region">,
): Clients {
  return createClients({
    endpoint: emulator.url,
    region: region ?? emulator.region,
    credentials: { accessKeyId: account ?? emulator.accountId, secretAccessKey: "emulated" },
  });
}

async function deployOne(
  emulator: Emulator,
  clients: Clients,
  stack: SynthesizedStack,
  { values, madeUp }: ChosenParameters,
): Promise<DeployedTemplate> {
  const offered = await offerTemplate(emulator, stack.template, stack.id.replaceAll(/[^A-Za-z0-9]/g, "-"));
  await fillParameterStore(emulator, stack.template, values, stack);
  const { stack: done, refusal } = await deployStack(clients.cloudFormation, stack.name, offered, values);
  if (refusal !== undefined || done === undefined) {
    throw new UserError("not-deployable", describeRefusal(stack, refusal ?? "", values, madeUp));
  }
  const status = done.StackStatus ?? "";
  if (status !== "CREATE_COMPLETE") {
    const text = await describeFailure(clients.cloudFormation, stack, status, values, madeUp);
    throw new UserError("not-deployable", text);
  }
  const deployed: DeployedStack = {
    name: stack.name,
    id: done.StackId ?? "",
    template: stack.template,
    parameters: Object.fromEntries(
      (done.Parameters ?? []).map(({ ParameterKey, ParameterValue }) => [ParameterKey ?? "", ParameterValue ?? ""]),
    ),
    madeUp,
    outputs: Object.fromEntries(
      (done.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]),
    ),
    resources: await resourcesOf(clients, stack),
  };
  return { offered, stack: deployed, principals: await readPrincipals(emulator, clients, deployed.resources) };
}

async function resourcesOf({ cloudFormation }: Clients, stack: SynthesizedStack): Promise<DeployedResource[]> {
  const resources: DeployedResource[] = [];
  let token: string | undefined;
  do {
    const page = await cloudFormation.listStackResources({ StackName: stack.name, NextToken: token });
    for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
      const logicalId = LogicalResourceId ?? "";
      const constructPath = stack.constructPaths.get(logicalId);
      resources.push({
        logicalId,
        type: ResourceType ?? "",
        physicalId: PhysicalResourceId ?? "",
        ...(constructPath !== undefined && { constructPath }),
      });
    }
    token = page.NextToken;
  } while (token !== undefined);
  return resources;
}

function refuseUnknownParameters(stacks: readonly SynthesizedStack[], given: ReadonlyMap<string, string>): void {
  const declared = new Set(stacks.flatMap(({ template }) => Object.keys(template.value.Parameters ?? {})));
  const unknown = [...given.keys()].find((name) => !declared.has(name));
  if (unknown === undefined) return;
  throw new UserError("unknown-parameter", `no stack has a parameter '${unknown}'`, {
    hint: `parameters: ${[...declared].join(", ") || "none"}`,
  });
}
