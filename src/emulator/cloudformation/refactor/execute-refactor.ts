import type { OperationContext } from "../../operation";
import { rowOf } from "../engine/create-resource";
import { evaluateProperties } from "../engine/evaluate-properties";
import { evaluateOutputs } from "../engine/outputs";
import { exportsOf, importersOf } from "../exports";
import { validationError } from "../faults";
import { claimName, releaseName } from "../names";
import { recordStackEvent, setStackStatus } from "../progress";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf, stackById, stackNamesOf, stacksOf } from "../stack-store";
import type { RefactoredStack, RefactorPlan } from "./plan-refactor";

/** Gives every resource its new place, and every stack its new template and outputs, or leaves all as it was. */
export function executeRefactor(context: OperationContext, { stacks }: RefactorPlan): void {
  const exportedBefore = [...exportsOf(context).keys()];
  const before = stacks.map(({ stack }) => ({
    stack,
    rows: stack === undefined ? [] : [...resourcesOf(context, stack.id).values()],
  }));
  for (const one of stacks) begin(context, one);
  for (const { stack, rows } of before) {
    if (stack !== undefined) for (const { logicalId } of rows) resourcesOf(context, stack.id).delete(logicalId);
  }
  for (const one of stacks) settle(context, one);
  // One stack may import what another one exports only now: the last in a chain is ready after as many rounds.
  let refused: string | undefined;
  for (const [round] of stacks.entries()) {
    refused = undefined;
    for (const one of stacks) refused = putOutputs(context, one) ?? refused;
    if (refused === undefined && round > 0) break;
  }
  refused ??= lostExport(context, exportedBefore);
  if (refused === undefined) {
    for (const one of stacks) finish(context, one);
    return;
  }
  for (const one of stacks) undo(context, one);
  for (const { stack, rows } of before) {
    if (stack === undefined) continue;
    for (const row of rows) resourcesOf(context, stack.id).put(row.logicalId, row);
    stacksOf(context).put(stack.id, stack);
  }
  throw validationError(refused.trimEnd());
}

/** An export that is gone although other stacks import it, in the words that an update is refused with. */
function lostExport(context: OperationContext, exportedBefore: readonly string[]): string | undefined {
  const exports = exportsOf(context);
  const lost = exportedBefore.find((name) => !exports.has(name) && importersOf(context, name).length > 0);
  if (lost === undefined) return undefined;
  return `Cannot delete export ${lost} as it is in use by ${importersOf(context, lost).join(" and ")}.`;
}

/** The stack has its new template from here on. */
function begin(context: OperationContext, { definition, settings, stack, deployment }: RefactoredStack): void {
  const now = context.clock.now();
  const { stackId: id, stackName: name } = definition;
  const changed: StackRow =
    stack === undefined
      ? {
          ...settings,
          id,
          name,
          status: "CREATE_IN_PROGRESS",
          createdAt: now,
          outputs: [],
          imports: deployment.imports,
          onFailure: "ROLLBACK",
          retainExceptOnCreate: false,
          terminationProtection: false,
        }
      : { ...stackById(context, id), ...settings, imports: deployment.imports, updatedAt: now };
  stacksOf(context).put(id, changed);
  if (stack === undefined) stackNamesOf(context).put(name, id);
}

/** The resources of the stack are those that it is to have. */
function settle(context: OperationContext, { definition, rows, deployment }: RefactoredStack): void {
  const stack = stackById(context, definition.stackId);
  const table = resourcesOf(context, stack.id);
  for (const row of rows.values()) {
    reclaim(context, stack, row);
    table.put(row.logicalId, row);
  }
  for (const declared of deployment.resources.values()) {
    const row = table.get(declared.logicalId);
    const evaluated = evaluateProperties(context, stack, deployment, declared);
    const told =
      "refused" in evaluated ? { properties: row?.properties ?? {}, shown: row?.shownProperties ?? "{}" } : evaluated;
    // The tags are those that the resource was made with: nothing of it changes.
    if (row !== undefined) {
      table.put(row.logicalId, { ...row, ...rowOf(stack, declared, told), stackTags: row.stackTags });
    }
  }
}

/** A unique name belongs to the stack of its resource. */
function reclaim(context: OperationContext, stack: StackRow, row: ResourceRow): void {
  if (row.claim === undefined) return;
  releaseName(context, row);
  claimName(context, stack, row.claim, row.physicalId ?? "");
}

/** @returns why the stack cannot have its outputs */
function putOutputs(context: OperationContext, { definition, deployment }: RefactoredStack): string | undefined {
  const stack = stackById(context, definition.stackId);
  const outputs = evaluateOutputs(context, stack, deployment);
  if ("refused" in outputs) return outputs.refused;
  stacksOf(context).put(stack.id, { ...stack, outputs: outputs.outputs });
  return undefined;
}

/** Which events AWS writes is not verified: those of the stacks alone here. */
function finish(context: OperationContext, { definition, stack }: RefactoredStack): void {
  const id = definition.stackId;
  if (stack === undefined) {
    recordStackEvent(context, stackById(context, id));
    setStackStatus(context, id, "CREATE_COMPLETE");
  } else {
    setStackStatus(context, id, "UPDATE_IN_PROGRESS");
    setStackStatus(context, id, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    setStackStatus(context, id, "UPDATE_COMPLETE");
  }
}

function undo(context: OperationContext, { definition, stack, rows }: RefactoredStack): void {
  const id = definition.stackId;
  for (const { logicalId } of rows.values()) resourcesOf(context, id).delete(logicalId);
  if (stack !== undefined) return;
  stacksOf(context).delete(id);
  stackNamesOf(context).delete(definition.stackName);
}
