import type { AwsFault } from "../fault";
import { validationError } from "./faults";
import type { StackRow } from "./stack";
import type { StackStatus } from "./status";

const UPDATABLE: ReadonlySet<StackStatus> = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_COMPLETE",
  "IMPORT_COMPLETE",
  "IMPORT_ROLLBACK_COMPLETE",
]);

/** Throws ValidationError unless the stack may be updated now. */
export function checkUpdatable(stack: StackRow): void {
  if (!UPDATABLE.has(stack.status)) throw notUpdatable(stack);
}

/** Throws ValidationError unless resources may be imported into the stack now; an update that failed is to be ended first. */
export function checkImportable(stack: StackRow): void {
  const isNew = stack.status === "REVIEW_IN_PROGRESS";
  if (!isNew && (!UPDATABLE.has(stack.status) || stack.status === "UPDATE_FAILED")) throw notUpdatable(stack);
}

/** Throws ValidationError unless the stack waits for a change set to create it. */
export function checkInReview(stack: StackRow): void {
  if (stack.status !== "REVIEW_IN_PROGRESS") throw notUpdatable(stack);
}

function notUpdatable({ id, status }: StackRow): AwsFault {
  return validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}
