import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { DynamicReference } from "./dynamic-reference";

interface GetParametersOutput {
  readonly Parameters: readonly { readonly Type: string; readonly Value: string }[];
}

/** What a reference finds in the parameter store, or what CloudFormation says instead. */
export type FoundValue = { readonly value: string } | { readonly refused: string };

/** Looks up `{{resolve:ssm:name:version}}` and `{{resolve:ssm-secure:name:version}}`, as the caller. */
export async function findStoredValue(
  context: OperationContext,
  { text, service, key }: DynamicReference,
): Promise<FoundValue> {
  // Labels are not supported (dynamic-references-ssm.html); the sentence is unverified.
  if (!/^[^:]+(?::[0-9]+)?$/.test(key)) {
    return { refused: `Incorrect format is used in the following SSM reference: [${text}]` };
  }
  const found = await fetch(context, key);
  // Sentence quoted by many users of AWS, also for ssm-secure by analogy.
  if (found === undefined) return { refused: `Parameters: [${service}:${key}] cannot be found.` };
  const isSecure = found.Type === "SecureString";
  if (isSecure === (service === "ssm-secure")) return { value: found.Value };
  // Unverified sentence, that of parameter types.
  return { refused: `Parameters [${key}] referenced by template have types not supported by CloudFormation.` };
}

async function fetch(
  context: OperationContext,
  name: string,
): Promise<GetParametersOutput["Parameters"][number] | undefined> {
  try {
    const input = { Names: [name], WithDecryption: true };
    const { Parameters } = await context.invoke<GetParametersOutput>("ssm", "GetParameters", input);
    return Parameters[0];
  } catch (error) {
    // A text that is no name cannot be found.
    if (error instanceof AwsFault && error.code === "ValidationException") return undefined;
    throw error;
  }
}
