import { addLeftover } from "../baseline";
import type { DeclaredResource } from "../deployment";
import { setResource } from "../progress";
import { findPolicyRefusal } from "../stack-policy-decision";
import type { ResourceRow } from "../stack";
import { resourcesOf } from "../stack-store";
import { textOf } from "../template-summary";
import { breathe } from "./breathe";
import { changeInPlace, isRetagged, nameOf, previousOf } from "./change-in-place";
import type { PropertyChange } from "./compare-properties";
import { compareProperties } from "./compare-properties";
import type { Run } from "./create-resource";
import { createResource, goesOn, rowOf } from "./create-resource";
import { deleteAll } from "./delete-resources";
import type { EvaluatedProperties } from "./evaluate-properties";
import { evaluateProperties } from "./evaluate-properties";
import { provision } from "./provision";
import { REPLACEMENT, UPDATE_CANCELLED } from "./reasons";
import { takeTime } from "./take-time";

/** A run that changes a stack from what it was to what its template says. */
export interface UpdateRun extends Run {
  /** The policy that decides what may be done to which resource. @default - everything may */
  readonly stackPolicy: string | undefined;
}

/** Makes one resource what the new template says. @returns whether it is; undefined if it did not begin */
export async function updateResource(run: UpdateRun, declared: DeclaredResource): Promise<boolean | undefined> {
  await breathe();
  if (!goesOn(run)) return undefined;
  const { context, stack, deployment } = run;
  const before = resourcesOf(context, stack.id).get(declared.logicalId);
  if (before === undefined) return createResource(run, declared);
  // An update that failed without being rolled back left it unfinished.
  if (before.status === "CREATE_FAILED") return createAgain(run, declared, before);

  const evaluated = evaluateProperties(context, stack, deployment, declared);
  if ("refused" in evaluated) {
    setResource(context, stack, under(run, before, { status: "UPDATE_IN_PROGRESS" }));
    return fail(run, declared, evaluated.refused);
  }
  const changes = previousOf(before).flatMap((properties) =>
    compareProperties(declared.type, properties, evaluated.properties),
  );
  if (changes.length === 0 && !isRetagged(before, stack)) {
    adopt(run, before, declared, evaluated);
    return true;
  }
  const isReplaced = needsReplacement(changes);
  const refusal = findPolicyRefusal(run.stackPolicy, isReplaced ? "Update:Replace" : "Update:Modify", declared);
  if (refusal !== undefined) return fail(run, declared, refusal);
  return isReplaced ? replace(run, before, declared, evaluated) : modify(run, before, declared, evaluated);
}

/** Whether properties that changed make a new resource necessary. What does so on conditions is updated in place here. */
function needsReplacement(changes: readonly PropertyChange[]): boolean {
  return changes.some((change) => change.recreation === "Always");
}

async function createAgain(
  run: UpdateRun,
  declared: DeclaredResource,
  before: ResourceRow,
): Promise<boolean | undefined> {
  const { context, stack } = run;
  const [failed] = await deleteAll(context, stack, [
    { row: before, isRetained: false, record: (row) => setResource(context, stack, row) },
  ]);
  if (failed !== undefined) {
    run.cancelled = true;
    return false;
  }
  resourcesOf(context, stack.id).delete(before.logicalId);
  return createResource(run, declared);
}

/** Nothing of the resource changes; what the template says about it may. */
function adopt(run: UpdateRun, before: ResourceRow, declared: DeclaredResource, evaluated: EvaluatedProperties): void {
  const { context, stack } = run;
  const row = { ...before, ...rowOf(stack, declared, evaluated) };
  if (before.status !== "UPDATE_FAILED" && before.metadata === row.metadata) {
    resourcesOf(context, stack.id).put(row.logicalId, row);
    return;
  }
  setResource(context, stack, under(run, row, { status: "UPDATE_IN_PROGRESS" }));
  setResource(context, stack, under(run, row, { status: "UPDATE_COMPLETE" }));
}

async function replace(
  run: UpdateRun,
  before: ResourceRow,
  declared: DeclaredResource,
  evaluated: EvaluatedProperties,
): Promise<boolean> {
  const { context, stack } = run;
  const shown = { ...before, shownProperties: evaluated.shown };
  setResource(context, stack, under(run, shown, { status: "UPDATE_IN_PROGRESS", statusReason: REPLACEMENT }));
  const initiated = (physicalId: string, claim: string | undefined): void => {
    const policy = textOf(declared.declaration, "UpdateReplacePolicy");
    addLeftover(context, stack.id, { row: before, isRetained: policy === "Retain" });
    const row: ResourceRow = {
      ...rowOf(stack, declared, evaluated),
      physicalId,
      claim,
      attributes: {},
      status: "UPDATE_IN_PROGRESS",
      statusReason: "Resource creation Initiated",
      changedAt: context.clock.now(),
    };
    setResource(context, stack, row);
  };
  const { logicalId, type } = declared;
  const { properties } = evaluated;
  const replacedName = nameOf(context, stack, before);
  const request = { context, stack, logicalId, type, properties, replacedName, initiated };
  const outcome = await takeTime(context, () => provision(request));
  if ("refused" in outcome) return fail(run, declared, outcome.refused);
  const { physicalId, ref, attributes } = outcome;
  return finish(run, declared, { physicalId, ref: ref ?? physicalId, attributes });
}

async function modify(
  run: UpdateRun,
  before: ResourceRow,
  declared: DeclaredResource,
  evaluated: EvaluatedProperties,
): Promise<boolean> {
  const { context, stack } = run;
  const after = rowOf(stack, declared, evaluated);
  const shown = { ...before, shownProperties: after.shownProperties };
  setResource(context, stack, under(run, shown, { status: "UPDATE_IN_PROGRESS" }));
  const outcome = await takeTime(context, () => changeInPlace(context, stack, before, after));
  if ("refused" in outcome) {
    const attempts = [...(before.attempts ?? []), { properties: after.properties, stackTags: stack.tags }];
    resourcesOf(context, stack.id).put(before.logicalId, { ...shown, attempts });
    return fail(run, declared, outcome.refused);
  }
  return finish(run, declared, { ...after, ...outcome, attempts: undefined });
}

function finish(run: UpdateRun, { logicalId }: DeclaredResource, changes: Partial<ResourceRow>): boolean {
  const { context, stack } = run;
  const row = resourcesOf(context, stack.id).get(logicalId);
  if (row === undefined) throw new Error(`no resource ${logicalId} in stack ${stack.id}`);
  const isDone = goesOn(run);
  const done = isDone
    ? ({ status: "UPDATE_COMPLETE" } as const)
    : ({ status: "UPDATE_FAILED", statusReason: UPDATE_CANCELLED } as const);
  setResource(context, stack, under(run, { ...row, ...changes }, done));
  return isDone;
}

function fail(run: UpdateRun, { logicalId }: DeclaredResource, reason: string): false {
  const { context, stack } = run;
  run.cancelled = true;
  const row = resourcesOf(context, stack.id).get(logicalId);
  if (row === undefined) throw new Error(`no resource ${logicalId} in stack ${stack.id}`);
  setResource(context, stack, under(run, row, { status: "UPDATE_FAILED", statusReason: reason }));
  return false;
}

/** A row in a new state; without a reason it has none. */
function under(
  { context }: Pick<Run, "context">,
  row: ResourceRow,
  state: Pick<ResourceRow, "status" | "statusReason">,
): ResourceRow {
  return { ...row, statusReason: undefined, ...state, changedAt: context.clock.now() };
}
