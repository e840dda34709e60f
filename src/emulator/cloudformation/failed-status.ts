import type { StackStatus } from "./status";

/** Where an operation on a stack ends that goes on and cannot be brought to its end; undefined where none goes on. */
export function failedStatus(status: StackStatus): StackStatus | undefined {
  switch (status) {
    case "CREATE_IN_PROGRESS":
      return "CREATE_FAILED";
    case "ROLLBACK_IN_PROGRESS":
      return "ROLLBACK_FAILED";
    case "DELETE_IN_PROGRESS":
      return "DELETE_FAILED";
    case "UPDATE_IN_PROGRESS":
      return "UPDATE_FAILED";
    case "UPDATE_ROLLBACK_IN_PROGRESS":
      return "UPDATE_ROLLBACK_FAILED";
    // What is left is to be deleted; there is no failed status to go to.
    case "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS":
      return "UPDATE_COMPLETE";
    case "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS":
      return "UPDATE_ROLLBACK_COMPLETE";
    // There is no IMPORT_FAILED of a stack.
    case "IMPORT_ROLLBACK_IN_PROGRESS":
    case "IMPORT_IN_PROGRESS":
      return "IMPORT_ROLLBACK_FAILED";
    case "IMPORT_COMPLETE":
    case "IMPORT_ROLLBACK_COMPLETE":
    case "IMPORT_ROLLBACK_FAILED":
    case "REVIEW_IN_PROGRESS":
    case "UPDATE_COMPLETE":
    case "UPDATE_FAILED":
    case "UPDATE_ROLLBACK_COMPLETE":
    case "UPDATE_ROLLBACK_FAILED":
    case "CREATE_COMPLETE":
    case "CREATE_FAILED":
    case "ROLLBACK_COMPLETE":
    case "ROLLBACK_FAILED":
    case "DELETE_COMPLETE":
    case "DELETE_FAILED":
      return undefined;
    default:
      return status satisfies never;
  }
}
