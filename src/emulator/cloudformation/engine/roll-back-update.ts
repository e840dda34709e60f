import type { OperationContext } from "../../operation";
import type { Baseline } from "../baseline";
import { addLeftover, baselineOf, forgetBaseline, leftoversOf, removeLeftover } from "../baseline";
import { setResource, setStackStatus } from "../progress";
import { isSame } from "../same-value";
import type { ResourceRow, StackRow, StackSettings } from "../stack";
import { resourcesOf, stackById, stacksOf } from "../stack-store";
import { breathe } from "./breathe";
import { changeInPlace, isRetagged, previousOf } from "./change-in-place";
import { cleanUp } from "./clean-up";
import { failedTo } from "./reasons";
import { runSteps } from "./run-steps";
import { takeTime } from "./take-time";

export interface UpdateRollbackOptions {
  readonly retainExceptOnCreate: boolean;
  /** Logical ids that ContinueUpdateRollback leaves as they are. @default - none */
  readonly skip?: ReadonlySet<string>;
}

/** Takes a stack in UPDATE_ROLLBACK_IN_PROGRESS back to what it was when it last was complete. */
export async function rollBackUpdate(
  context: OperationContext,
  stackId: string,
  { retainExceptOnCreate, skip = new Set() }: UpdateRollbackOptions,
): Promise<void> {
  const baseline = baselineOf(context, stackId);
  if (baseline === undefined) throw new Error(`no baseline of stack ${stackId}`);
  const stack: StackRow = { ...stackById(context, stackId), ...settingsOf(baseline) };
  stacksOf(context).put(stackId, stack);

  const restoration = { context, stack, skip };
  const steps = baseline.resources.map((row) => ({
    id: row.logicalId,
    after: row.dependsOn,
    run: () => restore(restoration, row),
  }));
  const { failed } = await runSteps(steps, "skip-dependents");
  if (failed.length > 0) {
    setStackStatus(context, stackId, "UPDATE_ROLLBACK_FAILED", failedTo("update", failed));
    return;
  }

  const imports = baseline.stack.imports;
  setStackStatus(context, stackId, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", undefined, { imports });
  const before = new Set(baseline.resources.map((row) => row.logicalId));
  const left = await cleanUp(context, stackId, (row) => ({
    goes: !before.has(row.logicalId),
    isRetained: row.deletionPolicy === "Retain" && !retainExceptOnCreate,
  }));
  forgetBaseline(context, stackId);
  // Sentence: status reasons published by users, of rollbacks too.
  const reason = left ? "Update successful. One or more resources could not be deleted." : undefined;
  setStackStatus(context, stackId, "UPDATE_ROLLBACK_COMPLETE", reason);
}

/** What of a stack its rollback restores. */
export function settingsOf({ stack }: Pick<Baseline, "stack">): StackSettings {
  return {
    description: stack.description,
    templateBody: stack.templateBody,
    processedTemplate: stack.processedTemplate,
    parameters: stack.parameters,
    capabilities: stack.capabilities,
    tags: stack.tags,
    notificationArns: stack.notificationArns,
    roleArn: stack.roleArn,
    rollbackConfiguration: stack.rollbackConfiguration,
  };
}

interface Restoration {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly skip: ReadonlySet<string>;
}

/** Makes one resource what it was. @returns whether it is */
async function restore(restoration: Restoration, before: ResourceRow): Promise<boolean> {
  const { context, stack, skip } = restoration;
  await breathe();
  const current = resourcesOf(context, stack.id).get(before.logicalId);
  const set = (row: ResourceRow, status: ResourceRow["status"], statusReason?: string): void =>
    setResource(context, stack, { ...row, status, statusReason, changedAt: context.clock.now() });
  if (skip.has(before.logicalId)) {
    // What was skipped counts as restored, whatever it is; the template says what it was.
    set({ ...before, physicalId: current?.physicalId ?? before.physicalId }, "UPDATE_COMPLETE");
    return true;
  }
  if (current !== undefined && current.physicalId !== before.physicalId) {
    takeBack(context, stack, before, current);
    set(before, "UPDATE_IN_PROGRESS");
    set(before, "UPDATE_COMPLETE");
    return true;
  }
  const row = current ?? before;
  const isTouched =
    previousOf(row).some((properties) => !isSame(properties, before.properties)) || isRetagged(row, stack);
  if (!isTouched) {
    // Only the resource that failed has events; the others never changed.
    if (row.status !== "UPDATE_FAILED") {
      resourcesOf(context, stack.id).put(before.logicalId, { ...before, status: row.status, changedAt: row.changedAt });
      return true;
    }
    set(before, "UPDATE_IN_PROGRESS");
    set(before, "UPDATE_COMPLETE");
    return true;
  }

  set(row, "UPDATE_IN_PROGRESS");
  const outcome = await takeTime(context, () => changeInPlace(context, stack, row, before));
  if ("refused" in outcome) {
    set(row, "UPDATE_FAILED", outcome.refused);
    return false;
  }
  set({ ...before, ...outcome }, "UPDATE_COMPLETE");
  return true;
}

/** The replacement goes with the cleanup, and the resource that it replaced is the stack's again. */
function takeBack(context: OperationContext, stack: StackRow, before: ResourceRow, current: ResourceRow): void {
  for (const { row } of leftoversOf(context, stack.id)) {
    if (row.logicalId === before.logicalId && row.physicalId === before.physicalId) {
      removeLeftover(context, stack.id, row);
    }
  }
  addLeftover(context, stack.id, { row: current, isRetained: false });
}
