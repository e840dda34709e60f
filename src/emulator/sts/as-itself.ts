import { AwsFault } from "../fault";
import type { Caller, OperationContext } from "../operation";

const STS = "sts.amazonaws.com";

/** STS that asks IAM for itself, in an account: nobody's permissions are asked. */
function asItself(accountId: string): Caller {
  return { accountId, arn: STS, userId: STS, accessKeyId: "", service: STS };
}

/** Asks IAM in an account for what may not be there, or not be switched on: undefined then, and for what no name can be. */
export async function lookUp<Output>(
  context: OperationContext,
  accountId: string,
  operation: string,
  input: object,
): Promise<Output | undefined> {
  try {
    return await context.invoke<Output>("iam", operation, input, asItself(accountId));
  } catch (error) {
    if (error instanceof AwsFault && /^(NoSuchEntity|ValidationError|InvalidInput|FeatureDisabled)$/.test(error.code))
      return undefined;
    throw error;
  }
}
