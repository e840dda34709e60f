import type { OperationContext } from "../operation";
import { changeSetTable } from "./change-set";
import { detectionsOf } from "./drift/detection";
import { failedStatus } from "./failed-status";
import { setResource, setStackStatus } from "./progress";
import { refactorsOf } from "./refactor/stack-refactor";
import type { StackRow } from "./stack";
import { resourcesOf, stacksOf } from "./stack-store";
import type { ResourceStatus } from "./status";

const REASON = "The emulator was stopped while this was in progress";

/**
 * Ends the operations that went on when the emulator's process ended: stacks and their resources fail, as they do where AWS
 * gives up, and can be rolled back, updated again or deleted from there.
 */
export function recoverStacks(context: OperationContext): void {
  for (const stack of [...stacksOf(context).values()]) {
    const failed = failedStatus(stack.status);
    if (failed === undefined) continue;
    failResources(context, stack);
    setStackStatus(context, stack.id, failed, REASON);
  }
  failChangeSets(context);
  const detections = detectionsOf(context);
  for (const detection of [...detections.values()]) {
    if (detection.status !== "DETECTION_IN_PROGRESS") continue;
    detections.put(detection.id, { ...detection, status: "DETECTION_FAILED" });
  }
  failRefactors(context);
}

function failResources(context: OperationContext, stack: StackRow): void {
  for (const row of [...resourcesOf(context, stack.id).values()]) {
    const status = failedResourceStatus(row.status);
    if (status === undefined) continue;
    setResource(context, stack, { ...row, status, statusReason: REASON, changedAt: context.clock.now() });
  }
}

function failedResourceStatus(status: ResourceStatus): ResourceStatus | undefined {
  switch (status) {
    case "CREATE_IN_PROGRESS":
      return "CREATE_FAILED";
    case "UPDATE_IN_PROGRESS":
      return "UPDATE_FAILED";
    case "DELETE_IN_PROGRESS":
      return "DELETE_FAILED";
    case "IMPORT_IN_PROGRESS":
    case "IMPORT_ROLLBACK_IN_PROGRESS":
      return "IMPORT_FAILED";
    case "CREATE_FAILED":
    case "CREATE_COMPLETE":
    case "UPDATE_FAILED":
    case "UPDATE_COMPLETE":
    case "DELETE_FAILED":
    case "DELETE_COMPLETE":
    case "DELETE_SKIPPED":
    case "IMPORT_FAILED":
    case "IMPORT_COMPLETE":
    case "IMPORT_ROLLBACK_COMPLETE":
      return undefined;
    default:
      return status satisfies never;
  }
}

function failChangeSets(context: OperationContext): void {
  const changeSets = changeSetTable(context);
  for (const row of [...changeSets.values()]) {
    if (row.status === "CREATE_PENDING" || row.status === "CREATE_IN_PROGRESS") {
      changeSets.put(row.id, { ...row, status: "FAILED", statusReason: REASON, executionStatus: "UNAVAILABLE" });
    } else if (row.executionStatus === "EXECUTE_IN_PROGRESS") {
      changeSets.put(row.id, { ...row, executionStatus: "EXECUTE_FAILED" });
    }
  }
}

function failRefactors(context: OperationContext): void {
  const refactors = refactorsOf(context);
  for (const row of [...refactors.values()]) {
    if (row.status === "CREATE_IN_PROGRESS") {
      refactors.put(row.id, { ...row, status: "CREATE_FAILED", statusReason: REASON });
    } else if (row.executionStatus === "EXECUTE_IN_PROGRESS") {
      refactors.put(row.id, { ...row, executionStatus: "EXECUTE_FAILED", executionStatusReason: REASON });
    }
  }
}
