import type { OperationContext } from "../operation";
import { validationError } from "./faults";
import { readTemplateUrl } from "./template-source";

/** Where a request says that its stack policy is. */
export interface StackPolicySource {
  readonly StackPolicyBody?: string;
  readonly StackPolicyURL?: string;
}

/** The stack policy that a request gives, if it gives one; throws ValidationError unless it is a policy. */
export async function readStackPolicy(
  { StackPolicyBody: body, StackPolicyURL: url }: StackPolicySource,
  context: OperationContext,
): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) {
    throw validationError("You cannot specify both StackPolicyURL and StackPolicyBody");
  }
  const policy = url === undefined ? body : await readTemplateUrl(url, context);
  if (policy !== undefined && !isPolicy(policy)) {
    throw validationError("Error validating stack policy: Invalid stack policy");
  }
  return policy;
}

function isPolicy(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "Statement" in value;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
