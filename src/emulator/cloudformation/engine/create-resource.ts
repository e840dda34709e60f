import { identifyResource } from "../../../aws";
import type { TemplateMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { DeclaredResource, Deployment } from "../deployment";
import { claimKeyOf, claimName, releaseName } from "../names";
import { setResource } from "../progress";
import type { CreatedResource, RefusedCreation } from "../resources/handler";
import { handlerOf } from "../resources/handlers";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf, stackById } from "../stack-store";
import { breathe } from "./breathe";
import { evaluateProperties } from "./evaluate-properties";
import { CREATION_CANCELLED, reasonOfFault } from "./reasons";

/** One run over the resources of a stack. */
export interface CreationRun {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly deployment: Deployment;
  /** Set by the first failure: resources that are under way end as cancelled. */
  cancelled: boolean;
}

/** Creates one resource whose dependencies exist, with its events. @returns whether it is there; undefined if it did not begin */
export async function createResource(run: CreationRun, declared: DeclaredResource): Promise<boolean | undefined> {
  const { context, stack, deployment } = run;
  const { logicalId } = declared;
  // Something failed, or DeleteStack was called, before this one began.
  if (run.cancelled || stackById(context, stack.id).status !== "CREATE_IN_PROGRESS") return undefined;

  const evaluated = evaluateProperties(context, stack, deployment, declared);
  const set = (changes: Partial<ResourceRow>): void => {
    const before = resourcesOf(context, stack.id).get(logicalId) ?? firstRow(context, declared, evaluated);
    setResource(context, stack, { ...before, ...changes, changedAt: context.clock.now() });
  };
  const fail = (reason: string): false => {
    run.cancelled = true;
    set({ status: "CREATE_FAILED", statusReason: reason });
    return false;
  };

  set({ status: "CREATE_IN_PROGRESS" });
  if ("refused" in evaluated) return fail(evaluated.refused);
  await breathe();
  if (run.cancelled) return fail(CREATION_CANCELLED);
  const outcome = await provision(run, declared, evaluated.properties, (physicalId, claim) =>
    set({ status: "CREATE_IN_PROGRESS", statusReason: "Resource creation Initiated", physicalId, claim }),
  );
  if ("refused" in outcome) return fail(outcome.refused);
  const { physicalId, ref, attributes } = outcome;
  const existing = { physicalId, ref: ref ?? physicalId, attributes };
  if (run.cancelled) {
    set({ ...existing, status: "CREATE_FAILED", statusReason: CREATION_CANCELLED });
    return false;
  }
  set({ ...existing, status: "CREATE_COMPLETE", statusReason: undefined });
  return true;
}

async function provision(
  run: CreationRun,
  { logicalId, type }: DeclaredResource,
  properties: TemplateMap,
  initiated: (physicalId: string, claim: string | undefined) => void,
): Promise<CreatedResource | RefusedCreation> {
  const { context, stack } = run;
  const { random, region, caller } = context;
  const identity = identifyResource(type, {
    stackName: stack.name,
    logicalId,
    properties,
    region,
    account: caller.accountId,
    random,
  });
  const { name } = identity;
  const claim = claimKeyOf(context, type, properties, name);
  const taken = claim === undefined ? undefined : claimName(context, stack, claim, name);
  if (taken !== undefined) return { refused: taken };

  let exists = false;
  const request = {
    context,
    stack,
    logicalId,
    type,
    properties,
    name,
    identity,
    initiated: (physicalId: string): void => {
      exists = true;
      initiated(physicalId, claim);
    },
  };
  const outcome = await attempt(() => handlerOf(type).create(request), type, name, context);
  // What exists keeps its name until a rollback deletes it.
  if ("refused" in outcome && !exists) releaseName(context, { claim });
  return outcome;
}

async function attempt(
  create: () => Promise<CreatedResource | RefusedCreation>,
  type: string,
  name: string,
  context: OperationContext,
): Promise<CreatedResource | RefusedCreation> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return { refused: reasonOfFault(error, type, name, context) };
  }
}

function firstRow(
  context: OperationContext,
  declared: DeclaredResource,
  evaluated: ReturnType<typeof evaluateProperties>,
): ResourceRow {
  const { Metadata: metadata } = declared.declaration;
  return {
    logicalId: declared.logicalId,
    type: declared.type,
    status: "CREATE_IN_PROGRESS",
    changedAt: context.clock.now(),
    attributes: {},
    properties: "refused" in evaluated ? {} : evaluated.properties,
    shownProperties: "refused" in evaluated ? "{}" : evaluated.shown,
    dependsOn: declared.dependsOn,
    deletionPolicy: declared.deletionPolicy,
    metadata: metadata === undefined ? undefined : JSON.stringify(metadata),
  };
}
