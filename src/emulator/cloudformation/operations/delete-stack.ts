import type { DeleteStackInput } from "@aws-sdk/client-cloudformation";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { deleteStackResources } from "../engine/delete-stack";
import { startWork } from "../engine/start-work";
import { validationError } from "../faults";
import { setStackStatus } from "../progress";
import type { StackRow } from "../stack";
import { findLiveStack, resourcesOf } from "../stack-store";
import { isInProgress, isUpdating } from "../status";

/** DeleteStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const deleteStack = defineOperation<DeleteStackInput, object>({
  name: "DeleteStack",
  run(input, context) {
    const { StackName: name = "", ClientRequestToken: token } = input;
    const stack = findLiveStack(context, name);
    // A stack that is not there counts as deleted, unless an ARN names one that never was (the latter unverified).
    if (stack === undefined) return {};
    if (stack.terminationProtection) {
      throw validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
    }
    const force = input.DeletionMode === "FORCE_DELETE_STACK";
    const retain = new Set(input.RetainResources ?? []);
    checkRecovery(context, stack, retain, force);
    if (stack.status === "DELETE_IN_PROGRESS") return {};
    if (isUpdating(stack.status)) {
      throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    }

    setStackStatus(context, stack.id, "DELETE_IN_PROGRESS", "User Initiated", {
      statusBeforeDelete: isInProgress(stack.status) ? undefined : stack.status,
      requestToken: token,
    });
    // While a creation or its rollback goes on, that run sees the status and deletes.
    if (!isInProgress(stack.status) || stack.status === "REVIEW_IN_PROGRESS") {
      startWork(context, stack.id, () => deleteStackResources(context, stack.id, { retain, force }));
    }
    return {};
  },
});

/** RetainResources and FORCE_DELETE_STACK are for stacks of which a deletion failed. */
function checkRecovery(context: OperationContext, stack: StackRow, retain: ReadonlySet<string>, force: boolean): void {
  if (force && stack.status !== "DELETE_FAILED") {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack ` +
        "operation only when the stack is in the DELETE_FAILED state.",
    );
  }
  if (retain.size === 0) return;
  if (stack.status !== "DELETE_FAILED") {
    // Unverified wording, after that of FORCE_DELETE_STACK.
    throw validationError(
      `Invalid operation on stack [${stack.id}]. You can specify RetainResources in a delete stack operation only when ` +
        "the stack is in the DELETE_FAILED state.",
    );
  }
  const resources = resourcesOf(context, stack.id);
  for (const logicalId of retain) {
    const row = resources.get(logicalId);
    if (row === undefined || row.status === "DELETE_COMPLETE") {
      throw validationError(
        "The specified resources to retain must be in a valid state. Do not specify resources that are in the " +
          "DELETE_COMPLETE state.",
      );
    }
  }
}
