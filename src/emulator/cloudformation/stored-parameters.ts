import type { TemplateMap } from "../../template";
import { isListType, isMap, sentences, ssmValueType } from "../../template";
import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { validationError } from "./faults";
import { textOf } from "./template-summary";

/** A parameter of Systems Manager, as far as a template's parameter needs it. */
export interface StoredParameter {
  readonly type: "String" | "StringList" | "SecureString";
  readonly value: string;
}

interface GetParametersOutput {
  readonly Parameters: readonly { readonly Type: StoredParameter["type"]; readonly Value: string }[];
}

/** What the parameters of types `AWS::SSM::Parameter::Value<…>` name in Systems Manager: those that are there, by that name. */
export async function fetchStoredParameters(
  context: OperationContext,
  declarations: TemplateMap,
  texts: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, StoredParameter>> {
  const names = new Set(namedParameters(declarations, texts).map(({ path }) => path));
  const fetched = await Promise.all(
    [...names].map(async (path) => ({ path, stored: await fetchStoredParameter(context, path) })),
  );
  return new Map(fetched.flatMap(({ path, stored }) => (stored === undefined ? [] : [[path, stored] as const])));
}

async function fetchStoredParameter(context: OperationContext, path: string): Promise<StoredParameter | undefined> {
  try {
    const { Parameters } = await context.invoke<GetParametersOutput>("ssm", "GetParameters", { Names: [path] });
    return Parameters[0] === undefined ? undefined : { type: Parameters[0].Type, value: Parameters[0].Value };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    // A text that is no name at all cannot be fetched either (seen for "{{IntrinsicFunction:…}}").
    if (error.code === "ValidationException") return undefined;
    throw validationError(error.message);
  }
}

/**
 * Refuses stored parameters that a template's types do not take: encrypted ones, lists where one value belongs and the
 * reverse, whatever their content (both sentences seen on AWS, tested with real stacks).
 */
export function checkStoredTypes(
  declarations: TemplateMap,
  texts: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, StoredParameter>,
): void {
  const named = namedParameters(declarations, texts);
  const secure = named.filter(({ path }) => found.get(path)?.type === "SecureString");
  if (secure.length > 0) throw validationError(sentences.unsupportedSsmTypes(pathsOf(secure)));
  const others = named.filter(({ path, type }) => isListType(type) !== (found.get(path)?.type === "StringList"));
  if (others.length > 0) throw validationError(sentences.incompatibleSsmTypes(pathsOf(others)));
}

interface NamedParameter {
  /** As declared: `AWS::SSM::Parameter::Value<String>`. */
  readonly type: string;
  readonly path: string;
}

function namedParameters(declarations: TemplateMap, texts: Readonly<Record<string, string>>): NamedParameter[] {
  return Object.entries(declarations).flatMap(([name, declaration]) => {
    const type = isMap(declaration) ? (textOf(declaration, "Type") ?? "") : "";
    if (!isMap(declaration) || ssmValueType(type) === undefined) return [];
    const path = texts[name] ?? textOf(declaration, "Default");
    return path === undefined ? [] : [{ type, path }];
  });
}

function pathsOf(parameters: readonly NamedParameter[]): string[] {
  return [...new Set(parameters.map(({ path }) => path))];
}
