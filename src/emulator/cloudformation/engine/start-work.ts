import type { OperationContext } from "../../operation";
import { failedStatus } from "../failed-status";
import { setStackStatus } from "../progress";
import { stackById } from "../stack-store";

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
