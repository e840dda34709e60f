import { AwsFault, type Emulator } from "../emulator";
import { isListType, isMap, ssmValueType, type Template } from "../template";
import { plausibleValue } from "./plausible-parameters";

/** Parameter Store keeps no more versions. */
const MOST_VERSIONS = 100;

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
): Promise<ReadonlyMap<string, string>> {
  const filled = new Map<string, string>();
  const declarations = template.value.Parameters;
  for (const [name, declaration] of Object.entries(isMap(declarations) ? declarations : {})) {
    if (!isMap(declaration) || typeof declaration.Type !== "string") continue;
    const type = ssmValueType(declaration.Type);
    const given = parameters.get(name) ?? declaration.Default;
    if (type === undefined || typeof given !== "string") continue;
    // An ARN names a parameter of another account, which shares it; nothing is put there.
    const [, path, version = "1"] = /^([^:]+)(?::([1-9][0-9]{0,2}))?$/.exec(given) ?? [];
    if (path === undefined || Number(version) > MOST_VERSIONS || (await isThere(emulator, path))) continue;
    const value = plausibleValue(path, { Type: type }) ?? "example";
    if (await put(emulator, path, isListType(type) ? "StringList" : "String", value, Number(version))) {
      filled.set(path, value);
    }
  }
  return filled;
}

async function isThere(emulator: Emulator, name: string): Promise<boolean> {
  const found = await unlessRefused(emulator.invoke("ssm", "GetParameter", { Name: name }));
  return found !== undefined;
}

/** Puts as many versions as it takes. @returns whether the store took them */
async function put(emulator: Emulator, name: string, type: string, value: string, versions: number): Promise<boolean> {
  for (let version = 1; version <= versions; version += 1) {
    const input = { Name: name, Type: type, Value: value, Overwrite: version > 1 };
    if ((await unlessRefused(emulator.invoke("ssm", "PutParameter", input))) === undefined) return false;
  }
  return true;
}

async function unlessRefused<Output>(call: Promise<Output>): Promise<Output | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AwsFault) return undefined;
    throw error;
  }
}
