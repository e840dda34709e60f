import { deployStack, fillParameterStore, fillParameters, offerTemplate, outputsOf } from "../../src/deploy";
import { Emulator } from "../../src/emulator";
import { createClients, outputsToParameters, readDeployedAccess } from "../../src/gates";
import type { Clients, DeployedAccess } from "../../src/gates";
import type { Wire } from "../../src/split";
import type { Template } from "../../src/template";

/** Two accounts of one number, so that two applications of one name can be there. */
export interface Twins {
  readonly one: Clients;
  readonly other: Clients;
  readonly emulators: readonly [Emulator, Emulator];
  stop(): Promise<void>;
}

export async function startTwins(): Promise<Twins> {
  const emulators = [await Emulator.start(), await Emulator.start()] as const;
  const clientsOf = ({ url, region, accountId }: Emulator): Clients =>
    createClients({ endpoint: url, region, credentials: { accessKeyId: accountId, secretAccessKey: "emulated" } });
  const [one, other] = [clientsOf(emulators[0]), clientsOf(emulators[1])];
  return {
    one,
    other,
    emulators,
    async stop() {
      one.destroy();
      other.destroy();
      await Promise.all(emulators.map((emulator) => emulator.stop()));
    },
  };
}

async function deploy(
  emulator: Emulator,
  clients: Clients,
  name: string,
  template: Template,
  given: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map([...fillParameters(template, given), ...given]);
  await fillParameterStore(emulator, template, values);
  const offered = await offerTemplate(emulator, template, name);
  const done = await deployStack(clients.cloudFormation, name, offered, values);
  expect([name, done.refusal ?? done.stack?.StackStatus]).toEqual([name, "CREATE_COMPLETE"]);
  return outputsOf(done);
}

/** Deploys the monolith in one account and the IAM and app templates in the other, and reads who may do what. */
export async function deployTwice(
  { one, other, emulators }: Twins,
  name: string,
  templates: { readonly monolith: Template; readonly iam: Template; readonly app: Template },
  wiring: readonly Wire[],
  given: ReadonlyMap<string, string> = new Map(),
): Promise<readonly [monolith: DeployedAccess, split: DeployedAccess]> {
  const { monolith, iam, app } = templates;
  const givenTo = (template: Template): ReadonlyMap<string, string> => {
    const declared = Object.keys(template.value.Parameters ?? {});
    return new Map([...given].filter(([parameter]) => declared.includes(parameter)));
  };
  await deploy(emulators[0], one, name, monolith, givenTo(monolith));
  const outputs = await deploy(emulators[1], other, `${name}-iam`, iam, givenTo(iam));
  const wired = outputsToParameters(outputs, wiring);
  await deploy(emulators[1], other, name, app, new Map([...wired, ...givenTo(app)]));
  const before = await readDeployedAccess(one, name, monolith);
  const after = await readDeployedAccess(other, name, app, `${name}-iam`);
  if (before === undefined || after === undefined) throw new Error(`a stack of ${name} is gone`);
  return [before, after];
}
