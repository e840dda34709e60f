import type { OperationContext } from "../../operation";
import type { DeclaredResource, Deployment } from "../deployment";
import { setResource } from "../progress";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf, stackById } from "../stack-store";
import type { StackStatus } from "../status";
import { breathe } from "./breathe";
import type { EvaluatedProperties } from "./evaluate-properties";
import { evaluateProperties } from "./evaluate-properties";
import { provision } from "./provision";
import { CREATION_CANCELLED } from "./reasons";
import { takeTime } from "./take-time";

/** One run over the resources of a stack. */
export interface Run {
  readonly context: OperationContext;
  readonly stack: StackRow;
  readonly deployment: Deployment;
  /** The status in which the run goes on; with any other, a request has called it off. */
  readonly during: StackStatus;
  /** Set by the first failure: resources that are under way end as cancelled. */
  cancelled: boolean;
}

/** Whether nothing failed and nobody called the run off. */
export function goesOn({ context, stack, during, cancelled }: Run): boolean {
  return !cancelled && stackById(context, stack.id).status === during;
}

/** Creates one resource whose dependencies exist, with its events. @returns whether it is there; undefined if it did not begin */
export async function createResource(run: Run, declared: DeclaredResource): Promise<boolean | undefined> {
  const { context, stack, deployment } = run;
  const { logicalId, type } = declared;
  if (!goesOn(run)) return undefined;

  const evaluated = evaluateProperties(context, stack, deployment, declared);
  const set = (changes: Partial<ResourceRow>): void => {
    const before = resourcesOf(context, stack.id).get(logicalId) ?? {
      ...rowOf(stack, declared, "refused" in evaluated ? { properties: {}, shown: "{}" } : evaluated),
      status: "CREATE_IN_PROGRESS",
      changedAt: context.clock.now(),
      attributes: {},
    };
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
  const { properties } = evaluated;
  const initiated = (physicalId: string, claim: string | undefined): void =>
    set({ status: "CREATE_IN_PROGRESS", statusReason: "Resource creation Initiated", physicalId, claim });
  const request = { context, stack, logicalId, type, properties, initiated };
  const outcome = await takeTime(context, () => provision(request));
  if ("refused" in outcome) return fail(outcome.refused);
  const { physicalId, ref, attributes } = outcome;
  const existing = { physicalId, ref: ref ?? physicalId, attributes };
  // That a request which calls the run off ends resources like a failure does is not verified.
  if (!goesOn(run)) {
    set({ ...existing, status: "CREATE_FAILED", statusReason: CREATION_CANCELLED });
    return false;
  }
  set({ ...existing, status: "CREATE_COMPLETE", statusReason: undefined });
  return true;
}

/** What a declaration says of a resource's row. */
export type DeclaredRow = Pick<
  ResourceRow,
  "logicalId" | "type" | "properties" | "stackTags" | "shownProperties" | "dependsOn" | "deletionPolicy" | "metadata"
>;

export function rowOf(
  stack: StackRow,
  declared: DeclaredResource,
  { properties, shown }: EvaluatedProperties,
): DeclaredRow {
  return {
    logicalId: declared.logicalId,
    type: declared.type,
    properties,
    stackTags: stack.tags,
    shownProperties: shown,
    dependsOn: declared.dependsOn,
    deletionPolicy: declared.deletionPolicy,
    metadata: metadataOf(declared),
  };
}

export function metadataOf({ declaration: { Metadata: metadata } }: DeclaredResource): string | undefined {
  return metadata === undefined ? undefined : JSON.stringify(metadata);
}
