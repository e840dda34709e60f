import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import type { ResourceRow, StackRow } from "./stack";
import { resourcesOf, stacksOf } from "./stack-store";

/** A stack as it was when it last was complete: what the rollback of an update returns to. */
export interface Baseline {
  readonly stack: StackRow;
  readonly resources: readonly ResourceRow[];
}

/** A resource that exists and is no longer, or not yet again, the one that its logical id means. */
export interface Leftover {
  readonly row: ResourceRow;
  /** `UpdateReplacePolicy` keeps it when a replacement is through. */
  readonly isRetained: boolean;
}

function baselinesOf(context: OperationContext): Table<Baseline> {
  return context.store.table<Baseline>("cloudformation.baselines", scopeOf(context));
}

function leftoversTable(context: OperationContext, stackId: string): Table<Leftover> {
  return context.store.table<Leftover>(`cloudformation.leftovers:${stackId}`, scopeOf(context));
}

const scopeOf = (context: OperationContext): { account: string; region: string } => ({
  account: context.caller.accountId,
  region: context.region,
});

/** What a stack was before the update that is going on or has failed. */
export function baselineOf(context: OperationContext, stackId: string): Baseline | undefined {
  return baselinesOf(context).get(stackId);
}

/** Remembers a stack as it is, unless an update that failed before left it incomplete: then the earlier memory stays. */
export function rememberBaseline(context: OperationContext, stackId: string): void {
  const stack = stacksOf(context).get(stackId);
  if (stack === undefined || baselinesOf(context).has(stackId)) return;
  baselinesOf(context).put(stackId, { stack, resources: [...resourcesOf(context, stackId).values()] });
}

export function forgetBaseline(context: OperationContext, stackId: string): void {
  baselinesOf(context).delete(stackId);
}

/** Resources of a stack that wait for the cleanup, oldest first. */
export function leftoversOf(context: OperationContext, stackId: string): Leftover[] {
  return [...leftoversTable(context, stackId).values()];
}

export function addLeftover(context: OperationContext, stackId: string, leftover: Leftover): void {
  leftoversTable(context, stackId).put(keyOf(leftover.row), leftover);
}

export function removeLeftover(context: OperationContext, stackId: string, row: ResourceRow): void {
  leftoversTable(context, stackId).delete(keyOf(row));
}

function keyOf({ logicalId, physicalId }: ResourceRow): string {
  return `${logicalId}|${physicalId}`;
}
