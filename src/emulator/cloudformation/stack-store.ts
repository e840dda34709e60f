import type { OperationContext } from "../operation";
import type { Scope, Table } from "../store/store";
import { noSuchStack } from "./faults";
import type { EventRow, ResourceRow, StackRow } from "./stack";

const scopeOf = (context: OperationContext): Scope => ({ account: context.caller.accountId, region: context.region });

/** Every stack of the caller's account and region that ever was, by ARN, oldest first. */
export function stacksOf(context: OperationContext): Table<StackRow> {
  return context.store.table<StackRow>("cloudformation.stacks", scopeOf(context));
}

/** ARN of the live stack of each name. */
export function stackNamesOf(context: OperationContext): Table<string> {
  return context.store.table<string>("cloudformation.stack-names", scopeOf(context));
}

/** Resources of a stack by logical id, in the order in which their creation began. */
export function resourcesOf(context: OperationContext, stackId: string): Table<ResourceRow> {
  return context.store.table<ResourceRow>(`cloudformation.resources:${stackId}`, scopeOf(context));
}

/** Events of a stack by sequence number, oldest first. */
export function eventsOf(context: OperationContext, stackId: string): Table<EventRow> {
  return context.store.table<EventRow>(`cloudformation.events:${stackId}`, scopeOf(context));
}

/** The stack that is not deleted of that name or ARN. */
export function findLiveStack(context: OperationContext, stack: string): StackRow | undefined {
  const found = findStack(context, stack);
  return found === undefined || found.status === "DELETE_COMPLETE" ? undefined : found;
}

/** Like {@link findLiveStack}; throws ValidationError where there is none. */
export function liveStack(context: OperationContext, stack: string): StackRow {
  const found = findLiveStack(context, stack);
  // Verified for DescribeStackEvents and updates; for the others that change a stack it is not.
  if (found === undefined) throw noSuchStack(stack);
  return found;
}

/** The stack of that ARN, also when deleted, or the live stack of that name. */
export function findStack(context: OperationContext, stack: string): StackRow | undefined {
  const id = stack.startsWith("arn:") ? stack : stackNamesOf(context).get(stack);
  return id === undefined ? undefined : stacksOf(context).get(id);
}

/** The row of a stack that is known to be there. */
export function stackById(context: OperationContext, stackId: string): StackRow {
  const stack = stacksOf(context).get(stackId);
  if (stack === undefined) throw new Error(`no stack ${stackId} in the store`);
  return stack;
}
