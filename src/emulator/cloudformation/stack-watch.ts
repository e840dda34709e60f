import type { OperationContext } from "../operation";
import type { Store } from "../store/store";
import type { StackRow } from "./stack";
import { stackById } from "./stack-store";
import { isInProgress } from "./status";

/** Who waits for which stack, by store. */
const waiting = new WeakMap<Store, Map<string, (() => void)[]>>();

/** The stack as soon as no operation on it goes on. */
export async function untilSettled(context: OperationContext, stackId: string): Promise<StackRow> {
  while (isInProgress(stackById(context, stackId).status)) {
    await new Promise<void>((resolve) => {
      const stacks = waiting.get(context.store) ?? new Map<string, (() => void)[]>();
      waiting.set(context.store, stacks);
      stacks.set(stackId, [...(stacks.get(stackId) ?? []), resolve]);
    });
  }
  return stackById(context, stackId);
}

/** Wakes those who wait for a stack whose status has changed. */
export function tellWatchers(context: OperationContext, stackId: string): void {
  const stacks = waiting.get(context.store);
  const woken = stacks?.get(stackId) ?? [];
  stacks?.delete(stackId);
  for (const wake of woken) wake();
}
