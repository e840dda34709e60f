import type { OperationContext } from "../../operation";
import type { Deployment } from "../deployment";
import { exportsOf } from "../exports";
import { setStackStatus } from "../progress";
import type { StackRow } from "../stack";
import { stackById, stacksOf } from "../stack-store";
import type { Run } from "./create-resource";
import { createResource } from "./create-resource";
import { deleteResources } from "./delete-resources";
import { deleteStackResources } from "./delete-stack";
import { evaluateOutputs } from "./outputs";
import { failedTo } from "./reasons";
import { runSteps } from "./run-steps";

/** Creates what a stack in CREATE_IN_PROGRESS is to be, and ends it in the status that AWS would. */
export async function createStackResources(
  context: OperationContext,
  stackId: string,
  deployment: Deployment,
): Promise<void> {
  const failure = await create(context, stackId, deployment);
  const stack = stackById(context, stackId);
  // DeleteStack was called meanwhile and left the work to this run.
  if (stack.status === "DELETE_IN_PROGRESS") {
    await deleteStackResources(context, stackId, { retain: new Set(), force: false });
  } else if (failure !== undefined) {
    await undo(context, stack, failure);
  }
}

/** @returns why it failed, in AWS's words up to the full stop and space; undefined if the stack is complete or was taken away */
async function create(context: OperationContext, stackId: string, deployment: Deployment): Promise<string | undefined> {
  const exports = exportsOf(context);
  const missing = deployment.imports.find((name) => !exports.has(name));
  if (missing !== undefined) return `No export named ${missing} found. `;
  const stack: StackRow = { ...stackById(context, stackId), imports: deployment.imports };
  stacksOf(context).put(stackId, stack);

  const run: Run = { context, stack, deployment, during: "CREATE_IN_PROGRESS", cancelled: false };
  const steps = [...deployment.resources.values()].map((resource) => ({
    id: resource.logicalId,
    after: resource.dependsOn,
    run: () => createResource(run, resource),
  }));
  const results = await runSteps(steps, "stop");
  if (results.failed.length > 0) return failedTo("create", results.failed);
  if (stackById(context, stackId).status !== "CREATE_IN_PROGRESS") return undefined;

  const outputs = evaluateOutputs(context, stack, deployment);
  if ("refused" in outputs) return outputs.refused;
  setStackStatus(context, stackId, "CREATE_COMPLETE", undefined, { outputs: outputs.outputs });
  return undefined;
}

async function undo(context: OperationContext, stack: StackRow, failure: string): Promise<void> {
  switch (stack.onFailure) {
    case "DO_NOTHING":
      setStackStatus(context, stack.id, "CREATE_FAILED", failure);
      return;
    case "DELETE":
      setStackStatus(context, stack.id, "DELETE_IN_PROGRESS", `${failure}Delete requested by user.`);
      await deleteStackResources(context, stack.id, { retain: new Set(), force: false });
      return;
    case "ROLLBACK":
      setStackStatus(context, stack.id, "ROLLBACK_IN_PROGRESS", `${failure}Rollback requested by user.`, {
        imports: [],
      });
      await rollBackCreation(context, stack);
      return;
    default:
      return stack.onFailure satisfies never;
  }
}

/** Deletes what a stack in ROLLBACK_IN_PROGRESS has. */
export async function rollBackCreation(context: OperationContext, stack: StackRow): Promise<void> {
  const failed = await deleteResources(context, stack, {
    because: "creation-rolled-back",
    retainExceptOnCreate: stack.retainExceptOnCreate,
    retain: new Set(),
  });
  if (stackById(context, stack.id).status === "DELETE_IN_PROGRESS") {
    await deleteStackResources(context, stack.id, { retain: new Set(), force: false });
  } else if (failed.length > 0) {
    setStackStatus(context, stack.id, "ROLLBACK_FAILED", failedTo("delete", failed));
  } else {
    setStackStatus(context, stack.id, "ROLLBACK_COMPLETE");
  }
}
