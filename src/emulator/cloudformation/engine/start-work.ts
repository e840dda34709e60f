import type { OperationContext } from "../../operation";
import { setStackStatus } from "../progress";
import { stackById } from "../stack-store";
import type { StackStatus } from "../status";

/**
 * Starts the work of a stack operation in the background. A bug in it is reported like any other, and ends the stack in a
 * failed status, so that nobody waits for it for ever.
 */
export function startWork(context: OperationContext, stackId: string, work: () => Promise<void>): void {
  context.background(async () => {
    try {
      await work();
    } catch (bug) {
      const failed = failedStatus(stackById(context, stackId).status);
      if (failed !== undefined) setStackStatus(context, stackId, failed, "Internal Failure");
      throw bug;
    }
  });
}

function failedStatus(status: StackStatus): StackStatus | undefined {
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
