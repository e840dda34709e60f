import type { OperationContext } from "../../operation";
import type { DeclaredResource, Deployment } from "../deployment";
import { adoptName, claimKeyOf, disownName } from "../names";
import { setResource, setStackStatus } from "../progress";
import { isReal } from "../resources/handlers";
import type { ResourceRow, StackRow, StackSettings } from "../stack";
import { resourcesOf, stackById, stacksOf } from "../stack-store";
import { rowOf } from "./create-resource";
import { isGone } from "./delete-resources";
import { evaluateProperties } from "./evaluate-properties";
import type { FoundResource, ImportTarget } from "./find-importable";
import { findImportable, physicalIdOf } from "./find-importable";
import { evaluateOutputs } from "./outputs";
import { attempt } from "./provision";
import { failedTo } from "./reasons";
import { runSteps } from "./run-steps";
import { takeTime } from "./take-time";

/** What an import takes over, and what it returns to where it fails. */
export interface ImportOrder {
  readonly deployment: Deployment;
  readonly targets: readonly ImportTarget[];
  readonly before: StackSettings & Pick<StackRow, "imports">;
}

/** Takes resources that exist into a stack in IMPORT_IN_PROGRESS, all or none; the resources themselves stay as they are. */
export async function importResources(context: OperationContext, stackId: string, order: ImportOrder): Promise<void> {
  const { deployment, targets, before } = order;
  const stack: StackRow = { ...stackById(context, stackId), imports: deployment.imports };
  stacksOf(context).put(stackId, stack);
  const steps = targets.flatMap((target) => {
    const declared = deployment.resources.get(target.logicalId);
    if (declared === undefined) return [];
    const run = (): Promise<boolean> => importResource(context, stack, deployment, declared, target);
    return [{ id: target.logicalId, after: declared.dependsOn, run }];
  });
  const { failed } = await runSteps(steps, "stop");
  const outputs =
    failed.length > 0 ? { refused: failedTo("import", failed) } : evaluateOutputs(context, stack, deployment);
  if (!("refused" in outputs)) {
    setStackStatus(context, stackId, "IMPORT_COMPLETE", undefined, { outputs: outputs.outputs });
    return;
  }
  setStackStatus(context, stackId, "IMPORT_ROLLBACK_IN_PROGRESS", outputs.refused, before);
  for (const { logicalId } of targets) release(context, stack, logicalId);
  setStackStatus(context, stackId, "IMPORT_ROLLBACK_COMPLETE");
}

async function importResource(
  context: OperationContext,
  stack: StackRow,
  deployment: Deployment,
  declared: DeclaredResource,
  target: ImportTarget,
): Promise<boolean> {
  const { type } = declared;
  const evaluated = evaluateProperties(context, stack, deployment, declared);
  const told = "refused" in evaluated ? { properties: {}, shown: "{}" } : evaluated;
  // The stack's tags are not put on it: its next update does.
  const row: Omit<ResourceRow, "status"> = {
    ...rowOf(stack, declared, told),
    stackTags: [],
    changedAt: context.clock.now(),
    physicalId: physicalIdOf(target),
    attributes: {},
  };
  const set = (changes: Partial<ResourceRow> & Pick<ResourceRow, "status">): void =>
    setResource(context, stack, { ...row, ...changes, changedAt: context.clock.now() });

  // The sentences of these events are not verified.
  set({ status: "IMPORT_IN_PROGRESS", statusReason: "Resource import started." });
  const { properties } = told;
  const found =
    "refused" in evaluated
      ? evaluated
      : await takeTime(context, () =>
          attempt(() => find(context, stack, target, properties), type, physicalIdOf(target), context),
        );
  if ("refused" in found) {
    set({ status: "IMPORT_FAILED", statusReason: found.refused });
    return false;
  }
  const { name, physicalId, ref, attributes } = found;
  const claim = claimKeyOf(context, type, properties, name);
  const refused = claim === undefined ? undefined : adoptName(context, stack, claim, name, isReal(type));
  if (refused !== undefined) {
    set({ status: "IMPORT_FAILED", statusReason: refused });
    return false;
  }
  const imported = { physicalId, ref, attributes, claim };
  set({ ...imported, status: "IMPORT_COMPLETE", statusReason: "Resource import completed." });
  return true;
}

/** The resource, if it is there and nobody's. The reasons' wording is not verified. */
async function find(
  context: OperationContext,
  stack: StackRow,
  target: ImportTarget,
  properties: ResourceRow["properties"],
): Promise<FoundResource | { readonly refused: string }> {
  for (const [property, value] of Object.entries(target.identifier)) {
    const declared = properties[property];
    if (declared !== undefined && declared !== value) {
      return {
        refused: `The identifier ${property} [${value}] of resource ${target.logicalId} is not the one in the template`,
      };
    }
  }
  const found = await findImportable({ context, stack, target, properties });
  const shown = physicalIdOf(target);
  if (found === undefined)
    return { refused: `Resource of type '${target.type}' with identifier '${shown}' was not found.` };
  const owner = ownerOf(context, stack.id, target, found.physicalId);
  return owner === undefined ? found : { refused: `${shown} already exists in stack ${owner}` };
}

/** ARN of the stack that has the resource already. */
function ownerOf(
  context: OperationContext,
  stackId: string,
  { logicalId, type }: ImportTarget,
  physicalId: string,
): string | undefined {
  for (const { id, status } of stacksOf(context).values()) {
    if (status === "DELETE_COMPLETE") continue;
    for (const row of resourcesOf(context, id).values()) {
      const isItself = id === stackId && row.logicalId === logicalId;
      if (!isItself && row.type === type && row.physicalId === physicalId && !isGone(row)) return id;
    }
  }
  return undefined;
}

/** The stack gives back what it took. */
function release(context: OperationContext, stack: StackRow, logicalId: string): void {
  const rows = resourcesOf(context, stack.id);
  const row = rows.get(logicalId);
  if (row === undefined) return;
  if (row.status === "IMPORT_COMPLETE") {
    for (const status of ["IMPORT_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_COMPLETE"] as const) {
      setResource(context, stack, { ...row, status, statusReason: undefined, changedAt: context.clock.now() });
    }
    disownName(context, row, isReal(row.type));
  }
  rows.delete(logicalId);
}
