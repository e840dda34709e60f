import type { OperationContext } from "../operation";
import { validationError } from "./faults";
import { newUuid } from "../uuid";

/** Refuses what cannot name a new stack. An ARN passes the pattern of names that all operations share, and names none. */
export function checkNewName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

/** The ARN of a stack that is to be. */
export function newStackId(context: OperationContext, name: string): string {
  const { partition, region, caller } = context;
  return `arn:${partition}:cloudformation:${region}:${caller.accountId}:stack/${name}/${newUuid(context)}`;
}
