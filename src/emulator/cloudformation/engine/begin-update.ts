import type { OperationContext } from "../../operation";
import { rememberBaseline } from "../baseline";
import { setStackStatus } from "../progress";
import type { StackRow } from "../stack";
import type { PlanRequest } from "./plan-update";
import { startWork } from "./start-work";
import type { UpdateOptions } from "./update-stack";
import { updateStackResources } from "./update-stack";

/** How an update is to go, and what else it changes of the stack. */
export type UpdateOrder = UpdateOptions & {
  readonly changes: Pick<StackRow, "stackPolicy" | "requestToken" | "changeSetId">;
  /** Hears of the end of the work. */
  ended?(): void;
};

/** Takes a stack to UPDATE_IN_PROGRESS and starts the work behind it. */
export function beginUpdate(
  context: OperationContext,
  { stack, settings, deployment }: PlanRequest,
  order: UpdateOrder,
): void {
  rememberBaseline(context, stack.id);
  setStackStatus(context, stack.id, "UPDATE_IN_PROGRESS", "User Initiated", {
    ...settings,
    ...order.changes,
    updatedAt: context.clock.now(),
  });
  startWork(context, stack.id, async () => {
    await updateStackResources(context, stack.id, deployment, order);
    order.ended?.();
  });
}
