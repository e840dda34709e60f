import { AwsFault } from "../../fault";

const NOT_FOUND = new Set(["NoSuchEntity", "NoSuchBucket", "ParameterNotFound"]);

/**
 * Waits for a deletion and takes "there is no such thing" as done: CloudFormation counts a resource that somebody deleted
 * behind its back as deleted.
 */
export async function deleted(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsFault && NOT_FOUND.has(error.code))) throw error;
  }
}
