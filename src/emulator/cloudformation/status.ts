/** Statuses of a stack that this service produces, as in API_Stack.html; the update and import families come with updates. */
export type StackStatus =
  | "CREATE_IN_PROGRESS"
  | "CREATE_FAILED"
  | "CREATE_COMPLETE"
  | "ROLLBACK_IN_PROGRESS"
  | "ROLLBACK_FAILED"
  | "ROLLBACK_COMPLETE"
  | "DELETE_IN_PROGRESS"
  | "DELETE_FAILED"
  | "DELETE_COMPLETE";

/** Statuses of a resource in a stack, as in API_StackResource.html. */
export type ResourceStatus =
  | "CREATE_IN_PROGRESS"
  | "CREATE_FAILED"
  | "CREATE_COMPLETE"
  | "DELETE_IN_PROGRESS"
  | "DELETE_FAILED"
  | "DELETE_COMPLETE"
  | "DELETE_SKIPPED";

/**
 * Which status may follow which. `DELETE_IN_PROGRESS` leads back to a completed status where the deletion of a stack with
 * exports in use is cancelled.
 */
const NEXT: Readonly<Record<StackStatus, readonly StackStatus[]>> = {
  CREATE_IN_PROGRESS: ["CREATE_COMPLETE", "CREATE_FAILED", "ROLLBACK_IN_PROGRESS", "DELETE_IN_PROGRESS"],
  CREATE_FAILED: ["DELETE_IN_PROGRESS"],
  CREATE_COMPLETE: ["DELETE_IN_PROGRESS"],
  ROLLBACK_IN_PROGRESS: ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_IN_PROGRESS"],
  ROLLBACK_FAILED: ["DELETE_IN_PROGRESS"],
  ROLLBACK_COMPLETE: ["DELETE_IN_PROGRESS"],
  DELETE_IN_PROGRESS: ["DELETE_COMPLETE", "DELETE_FAILED", "CREATE_COMPLETE", "CREATE_FAILED"],
  DELETE_FAILED: ["DELETE_IN_PROGRESS"],
  DELETE_COMPLETE: [],
};

/** True if a stack may go from one status to the other. */
export function mayFollow(from: StackStatus, to: StackStatus): boolean {
  return NEXT[from].includes(to);
}

/** True while an operation on the stack goes on. */
export function isInProgress(status: StackStatus): boolean {
  return status.endsWith("_IN_PROGRESS");
}
