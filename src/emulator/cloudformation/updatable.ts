import { validationError } from "./faults";
import type { StackRow } from "./stack";
import type { StackStatus } from "./status";

const UPDATABLE: ReadonlySet<StackStatus> = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_COMPLETE",
]);

/** Throws ValidationError unless the stack may be updated now. */
export function checkUpdatable(stack: StackRow): void {
  if (UPDATABLE.has(stack.status)) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
