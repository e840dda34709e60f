import type { OperationContext } from "../../operation";
import { forgetBaseline } from "../baseline";
import type { Deployment } from "../deployment";
import { exportsOf, findExportBroken } from "../exports";
import { setResource, setStackStatus } from "../progress";
import { findPolicyRefusal } from "../stack-policy-decision";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf, stackById, stacksOf } from "../stack-store";
import { cleanUp } from "./clean-up";
import { evaluateOutputs } from "./outputs";
import { failedTo } from "./reasons";
import { rollBackUpdate } from "./roll-back-update";
import { runSteps } from "./run-steps";
import type { UpdateRun } from "./update-resource";
import { updateResource } from "./update-resource";

/** How an update is to go. */
export interface UpdateOptions {
  /** A failure leaves everything as it is, in UPDATE_FAILED. */
  readonly disableRollback: boolean;
  /** What a rollback creates is deleted although `DeletionPolicy` would keep it. */
  readonly retainExceptOnCreate: boolean;
  /** Stands in for the stack's own policy while the update goes on. @default - the stack's own */
  readonly temporaryPolicy?: string;
}

/** Changes a stack in UPDATE_IN_PROGRESS into what it is to be, and ends it in the status that AWS would. */
export async function updateStackResources(
  context: OperationContext,
  stackId: string,
  deployment: Deployment,
  options: UpdateOptions,
): Promise<void> {
  const failure = await update(context, stackId, deployment, options);
  // CancelUpdateStack was called meanwhile and left the work to this run.
  if (stackById(context, stackId).status === "UPDATE_ROLLBACK_IN_PROGRESS") {
    await rollBackUpdate(context, stackId, options);
  } else if (failure !== undefined && options.disableRollback) {
    setStackStatus(context, stackId, "UPDATE_FAILED", failure);
  } else if (failure !== undefined) {
    setStackStatus(context, stackId, "UPDATE_ROLLBACK_IN_PROGRESS", failure);
    await rollBackUpdate(context, stackId, options);
  }
}

/** @returns why it failed, in AWS's words; undefined if the stack is complete or the update was cancelled */
async function update(
  context: OperationContext,
  stackId: string,
  deployment: Deployment,
  options: UpdateOptions,
): Promise<string | undefined> {
  const exports = exportsOf(context);
  const missing = deployment.imports.find((name) => !exports.has(name));
  if (missing !== undefined) return `No export named ${missing} found. `;
  const row = stackById(context, stackId);
  // Until the update is through, what is deployed may use either.
  const stack: StackRow = { ...row, imports: [...new Set([...row.imports, ...deployment.imports])] };
  stacksOf(context).put(stackId, stack);

  const stackPolicy = options.temporaryPolicy ?? stack.stackPolicy;
  const run: UpdateRun = {
    context,
    stack,
    deployment,
    during: "UPDATE_IN_PROGRESS",
    cancelled: false,
    stackPolicy,
  };
  const refused = refuseRemovals(run);
  if (refused.length > 0) return failedTo("update", refused);
  const steps = [...deployment.resources.values()].map((resource) => ({
    id: resource.logicalId,
    after: resource.dependsOn,
    run: () => updateResource(run, resource),
  }));
  const { failed } = await runSteps(steps, "stop");
  if (failed.length > 0) return describeFailures(context, stack, failed);
  if (stackById(context, stackId).status !== "UPDATE_IN_PROGRESS") return undefined;

  const evaluated = evaluateOutputs(context, stack, deployment);
  if ("refused" in evaluated) return evaluated.refused;
  const broken = findExportBroken(context, stack, evaluated.outputs);
  if (broken !== undefined) return broken;
  setStackStatus(context, stackId, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", undefined, {
    outputs: evaluated.outputs,
    imports: deployment.imports,
  });
  const left = await cleanUp(context, stackId, (resource) => ({
    goes: !deployment.resources.has(resource.logicalId),
    isRetained: resource.deletionPolicy === "Retain" || resource.deletionPolicy === "RetainExceptOnCreate",
  }));
  forgetBaseline(context, stackId);
  // Sentence: status reasons published by users.
  setStackStatus(
    context,
    stackId,
    "UPDATE_COMPLETE",
    left ? "Update successful. One or more resources could not be deleted." : undefined,
  );
  return undefined;
}

/** Fails the resources that the new template leaves out and the stack policy keeps. */
function refuseRemovals({ context, stack, deployment, stackPolicy }: UpdateRun): string[] {
  return [...resourcesOf(context, stack.id).values()].flatMap((row) => {
    if (deployment.resources.has(row.logicalId)) return [];
    const statusReason = findPolicyRefusal(stackPolicy, "Update:Delete", row);
    if (statusReason === undefined) return [];
    setResource(context, stack, { ...row, status: "UPDATE_FAILED", statusReason, changedAt: context.clock.now() });
    return [row.logicalId];
  });
}

function describeFailures(context: OperationContext, stack: StackRow, failed: readonly string[]): string {
  const rows = resourcesOf(context, stack.id);
  const isNew = (status: ResourceRow["status"] | undefined): boolean => status?.startsWith("CREATE_") === true;
  const created = failed.filter((id) => isNew(rows.get(id)?.status));
  const updated = failed.filter((id) => !isNew(rows.get(id)?.status));
  // That creations come first where both fail is not verified.
  return [
    created.length > 0 ? failedTo("create", created) : "",
    updated.length > 0 ? failedTo("update", updated) : "",
  ].join("");
}
