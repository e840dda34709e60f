import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { disownName, releaseName } from "../names";
import { setResource } from "../progress";
import { handlerOf, isReal } from "../resources/handlers";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf } from "../stack-store";
import { breathe } from "./breathe";
import { reasonOfFault } from "./reasons";
import type { Step } from "./run-steps";
import { runSteps } from "./run-steps";

/** Why resources are deleted: policies count differently, and names of resources to keep may come with it. */
export interface DeletionScope {
  readonly because: "stack-deleted" | "creation-rolled-back";
  /** `RetainExceptOnCreate` of the stack operation: a rolled back creation deletes what policies would retain. */
  readonly retainExceptOnCreate: boolean;
  /** Logical ids that are left alone, as DeleteStack's `RetainResources` says. */
  readonly retain: ReadonlySet<string>;
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
  const rows = [...resourcesOf(context, stack.id).values()].filter(
    (row) => row.status !== "DELETE_COMPLETE" && row.status !== "DELETE_SKIPPED",
  );
  const dependents = new Map<string, string[]>(rows.map((row) => [row.logicalId, []]));
  for (const row of rows) for (const id of row.dependsOn) dependents.get(id)?.push(row.logicalId);
  const steps = rows.reverse().map((row): Step => ({
    id: row.logicalId,
    after: dependents.get(row.logicalId) ?? [],
    run: () => deleteResource(context, stack, row, scope),
  }));
  const results = await runSteps(steps, "skip-dependents");
  return [...results.failed].reverse();
}

async function deleteResource(
  context: OperationContext,
  stack: StackRow,
  row: ResourceRow,
  scope: DeletionScope,
): Promise<boolean> {
  await breathe();
  const set = (status: ResourceRow["status"], statusReason?: string): void => {
    setResource(context, stack, { ...row, status, statusReason, changedAt: context.clock.now() });
  };
  const { physicalId } = row;
  // Unverified: what never came to exist is deleted without DELETE_IN_PROGRESS.
  if (physicalId === undefined) {
    set("DELETE_COMPLETE");
    return true;
  }
  if (isRetained(row, scope)) {
    set("DELETE_SKIPPED");
    disownName(context, row, isReal(row.type));
    return true;
  }
  set("DELETE_IN_PROGRESS");
  try {
    await handlerOf(row.type).delete({
      context,
      stack,
      logicalId: row.logicalId,
      type: row.type,
      properties: row.properties,
      physicalId,
      attributes: row.attributes,
    });
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    set("DELETE_FAILED", reasonOfFault(error, row.type, physicalId, context));
    return false;
  }
  set("DELETE_COMPLETE");
  releaseName(context, row);
  return true;
}

function isRetained(row: ResourceRow, scope: DeletionScope): boolean {
  if (scope.retain.has(row.logicalId)) return true;
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
