import type { SSM } from "@aws-sdk/client-ssm";
import type { Emulator } from "../emulator";
import { isServiceError } from "../gates";
import { isListType, isMap, ssmValueType, type Template } from "../template";
import { plausibleValue } from "./plausible-parameters";

/** Parameter Store keeps no more versions. */
const MOST_VERSIONS = 100;

/** Where a stack is to be. */
export interface StackPlace {
  /** @default - the emulator's */
  readonly account?: string | undefined;
  /** @default - the emulator's */
  readonly region?: string | undefined;
}

/** A name that a template looks up, and the type that it wants there. */
interface Lookup {
  readonly path: string;
  /** `String`, `List<String>`, `AWS::EC2::Image::Id` … */
  readonly type: string;
  /** The version wanted, so as many there must be. */
  readonly version: number;
}

/**
 * Puts plausible values into an emulator's parameter store where a template looks names up
 * (`AWS::SSM::Parameter::Value<…>`) that are not there, as CDK templates do with the version of their bootstrap stack.
 * A name that nobody but AWS may put is left to CloudFormation to report.
 *
 * @param parameters the values that the stack will get; the template's defaults count where there is none
 * @returns what was put, by name
 */
export async function fillParameterStore(
  emulator: Emulator,
  template: Template,
  parameters: ReadonlyMap<string, string>,
  place: StackPlace = {},
): Promise<ReadonlyMap<string, string>> {
  const filled = new Map<string, string>();
  const lookups = lookupsOf(template, parameters);
  if (lookups.length === 0) return filled;
  const client = await createClient(emulator, place);
  try {
    for (const lookup of lookups) {
      if (await unlessRefused(client.getParameter({ Name: lookup.path }))) continue;
      const value = plausibleValue(lookup.path, { Type: lookup.type }) ?? "example";
      if (await put(client, lookup, value)) filled.set(lookup.path, value);
    }
    return filled;
  } finally {
    client.destroy();
  }
}

function lookupsOf(template: Template, parameters: ReadonlyMap<string, string>): readonly Lookup[] {
  const declarations = template.value.Parameters;
  return Object.entries(isMap(declarations) ? declarations : {}).flatMap(([name, declaration]) => {
    if (!isMap(declaration) || typeof declaration.Type !== "string") return [];
    const type = ssmValueType(declaration.Type);
    const given = parameters.get(name) ?? declaration.Default;
    if (type === undefined || typeof given !== "string") return [];
    // An ARN names a parameter of another account, which shares it; nothing is put there.
    const [, path, version = "1"] = /^([^:]+)(?::([1-9][0-9]{0,2}))?$/.exec(given) ?? [];
    return path === undefined || Number(version) > MOST_VERSIONS ? [] : [{ path, type, version: Number(version) }];
  });
}

/** The SDK's module is read here, as few templates look anything up. */
async function createClient(emulator: Emulator, { account, region }: StackPlace): Promise<SSM> {
  const { SSM } = await import("@aws-sdk/client-ssm");
  return new SSM({
    endpoint: emulator.url,
    region: region ?? emulator.region,
    credentials: { accessKeyId: account ?? emulator.accountId, secretAccessKey: "emulated" },
  });
}

/** @returns whether the store took it, in all versions */
async function put(client: SSM, { path, type, version }: Lookup, value: string): Promise<boolean> {
  for (let count = 1; count <= version; count += 1) {
    const input = { Name: path, Type: isListType(type) ? ("StringList" as const) : ("String" as const), Value: value };
    if (!(await unlessRefused(client.putParameter({ ...input, Overwrite: count > 1 })))) return false;
  }
  return true;
}

/** Whether a call was answered; a refusal is CloudFormation's to report, as it cannot fetch the parameter then. */
async function unlessRefused(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (isServiceError(error)) return false;
    throw error;
  }
}
