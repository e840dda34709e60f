import type { OperationContext } from "../../operation";
import { forgetBaseline } from "../baseline";
import { changeSetsOf, changeSetTable } from "../change-set";
import { findExportInUse } from "../exports";
import { setStackStatus } from "../progress";
import { stackById } from "../stack-store";
import { deleteResources } from "./delete-resources";
import { failedTo } from "./reasons";

export interface DeleteStackOptions {
  readonly retain: ReadonlySet<string>;
  /** `FORCE_DELETE_STACK`: what cannot be deleted is left behind. */
  readonly force: boolean;
}

/**
 * Deletes a stack whose status is DELETE_IN_PROGRESS: DELETE_COMPLETE, DELETE_FAILED, or back to where it was if other
 * stacks import one of its exports.
 */
export async function deleteStackResources(
  context: OperationContext,
  stackId: string,
  { retain, force }: DeleteStackOptions,
): Promise<void> {
  const stack = stackById(context, stackId);
  const inUse = findExportInUse(context, stack);
  if (inUse !== undefined && stack.statusBeforeDelete !== undefined) {
    setStackStatus(context, stackId, stack.statusBeforeDelete, `Delete canceled. ${inUse}`);
    return;
  }

  const failed = await deleteResources(context, stack, {
    because: "stack-deleted",
    retainExceptOnCreate: false,
    retain,
  });
  if (failed.length > 0 && !force) {
    setStackStatus(context, stackId, "DELETE_FAILED", failedTo("delete", failed));
    return;
  }
  forgetBaseline(context, stackId);
  for (const { id } of changeSetsOf(context, stackId)) changeSetTable(context).delete(id);
  setStackStatus(context, stackId, "DELETE_COMPLETE", undefined, {
    deletedAt: context.clock.now(),
    outputs: [],
    imports: [],
  });
}
