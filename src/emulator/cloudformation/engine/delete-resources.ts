import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { leftoversOf, removeLeftover } from "../baseline";
import { disownName, releaseName } from "../names";
import { recordResourceEvent, setResource } from "../progress";
import { withKnownValues } from "../references/resolve-references";
import { handlerOf, isReal } from "../resources/handlers";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf } from "../stack-store";
import { actingContext } from "./acting-context";
import { breathe } from "./breathe";
import { changeInPlace } from "./change-in-place";
import { reasonOfFault } from "./reasons";
import type { Step } from "./run-steps";
import { runSteps } from "./run-steps";
import { takeTime } from "./take-time";

/** Why resources are deleted: policies count differently, and names of resources to keep may come with it. */
export interface DeletionScope {
  readonly because: "stack-deleted" | "creation-rolled-back";
  /** `RetainExceptOnCreate` of the stack operation: a rolled back creation deletes what policies would retain. */
  readonly retainExceptOnCreate: boolean;
  /** Logical ids that are left alone, as DeleteStack's `RetainResources` says. */
  readonly retain: ReadonlySet<string>;
}

/** A resource that is to go, or to be left behind. */
export interface Doomed {
  readonly row: ResourceRow;
  readonly isRetained: boolean;
  /** Writes each state that it goes through, the last one included. */
  record(row: ResourceRow): void;
}

/**
 * Deletes what exists of a stack, in the reverse of the order of creation; what waits for a failed deletion stays.
 *
 * @returns the logical ids that could not be deleted, in the order of creation
 */
export async function deleteResources(
  context: OperationContext,
  stack: StackRow,
  scope: DeletionScope,
): Promise<readonly string[]> {
  const rows = [...resourcesOf(context, stack.id).values()].filter((row) => !isGone(row));
  const current = rows.map((row): Doomed => ({
    row,
    isRetained: scope.retain.has(row.logicalId) || isRetained(row, scope),
    record: (changed) => setResource(context, stack, changed),
  }));
  return deleteAll(context, stack, [...current, ...doomedLeftovers(context, stack)]);
}

/** What waits for the cleanup of a stack, as `UpdateReplacePolicy` decides on it. */
export function doomedLeftovers(context: OperationContext, stack: StackRow): Doomed[] {
  return leftoversOf(context, stack.id).map(({ row, isRetained }) => ({
    row,
    isRetained,
    record(changed) {
      recordResourceEvent(context, stack, changed);
      if (isGone(changed)) removeLeftover(context, stack.id, row);
    },
  }));
}

/**
 * Deletes resources in the reverse of the order of their dependencies; what waits for a failed deletion stays.
 *
 * @returns the logical ids that could not be deleted, each once, in the order given
 */
export async function deleteAll(
  context: OperationContext,
  stack: StackRow,
  all: readonly Doomed[],
): Promise<readonly string[]> {
  const dependents = new Map<string, string[]>(all.map(({ row }) => [row.logicalId, []]));
  for (const [index, { row }] of all.entries()) {
    for (const id of row.dependsOn) dependents.get(id)?.push(String(index));
  }
  const steps = [...all.entries()].reverse().map(([index, doomed]): Step => ({
    id: String(index),
    after: dependents.get(doomed.row.logicalId) ?? [],
    run: () => deleteOne(context, stack, doomed),
  }));
  const results = await runSteps(steps, "skip-dependents");
  const failed = [...results.failed].reverse().flatMap((index) => all[Number(index)]?.row.logicalId ?? []);
  return [...new Set(failed)];
}

async function deleteOne(context: OperationContext, stack: StackRow, doomed: Doomed): Promise<boolean> {
  await breathe();
  const { row } = doomed;
  const set = (status: ResourceRow["status"], statusReason?: string): void => {
    doomed.record({ ...row, status, statusReason, changedAt: context.clock.now() });
  };
  const { physicalId } = row;
  // Unverified: what never came to exist is deleted without DELETE_IN_PROGRESS.
  if (physicalId === undefined) {
    set("DELETE_COMPLETE");
    return true;
  }
  if (doomed.isRetained) {
    set("DELETE_SKIPPED");
    disownName(context, row, isReal(row.type));
    return true;
  }
  set("DELETE_IN_PROGRESS");
  // What updates that failed left of their own would be in the way; where it cannot be taken back, the deletion says so.
  if (row.attempts !== undefined) await changeInPlace(context, stack, row, row);
  try {
    const request = {
      context: await actingContext(context, stack),
      stack,
      logicalId: row.logicalId,
      type: row.type,
      properties: withKnownValues(context, { ...row, stackId: stack.id }, row.properties),
      physicalId,
      attributes: row.attributes,
    };
    await takeTime(context, () => handlerOf(row.type).delete(request));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    set("DELETE_FAILED", reasonOfFault(error, row.type, physicalId, context));
    return false;
  }
  set("DELETE_COMPLETE");
  releaseName(context, row);
  return true;
}

/** Whether a row tells of a resource that is deleted or was left behind. */
export function isGone({ status }: ResourceRow): boolean {
  return status === "DELETE_COMPLETE" || status === "DELETE_SKIPPED";
}

function isRetained(row: ResourceRow, scope: DeletionScope): boolean {
  switch (row.deletionPolicy) {
    case "Delete":
    case "Snapshot":
      return false;
    case "Retain":
      return !(scope.because === "creation-rolled-back" && scope.retainExceptOnCreate);
    case "RetainExceptOnCreate":
      return scope.because === "stack-deleted";
    default:
      return row.deletionPolicy satisfies never;
  }
}
