import type { PropertyDifference } from "@aws-sdk/client-cloudformation";
import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import type { Table } from "../../store/store";
import { isSame } from "../same-value";
import type { ResourceRow, StackRow } from "../stack";
import { resourcesOf, stackById, stacksOf } from "../stack-store";
import { withKnownValues } from "../references/resolve-references";
import { findDifferences } from "./find-differences";
import { documentOf } from "./read-iam";
import { isRead, readerOf } from "./readers";
import { unlessMissing } from "./unless-missing";

/** What the last detection found of one resource. */
export interface ResourceDrift {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: "IN_SYNC" | "MODIFIED" | "DELETED";
  /** JSON; absent of a resource that is gone. */
  readonly expected?: string;
  readonly actual?: string;
  readonly differences: readonly PropertyDifference[];
  readonly at: Date;
}

/** What detections found of the resources of a stack, by logical id. */
function driftsOf({ caller, region, store }: OperationContext, stackId: string): Table<ResourceDrift> {
  return store.table<ResourceDrift>(`cloudformation.drifts:${stackId}`, { account: caller.accountId, region });
}

/** The same, of the resources that the stack still has. */
export function currentDrifts(context: OperationContext, stackId: string): ResourceDrift[] {
  const rows = resourcesOf(context, stackId);
  return [...driftsOf(context, stackId).values()].filter(
    ({ logicalId, physicalId }) => rows.get(logicalId)?.physicalId === physicalId,
  );
}

/** Compares a resource with what its template says; undefined for one that is never checked. */
export async function detectResourceDrift(
  context: OperationContext,
  stack: StackRow,
  row: ResourceRow,
): Promise<ResourceDrift | undefined> {
  const read = readerOf(row.type);
  if (read === undefined || row.physicalId === undefined) return undefined;
  const { logicalId, physicalId, type } = row;
  const properties = withKnownValues(context, { stackId: stack.id, logicalId, type }, row.properties);
  const siblings = [...resourcesOf(context, stack.id).values()].filter((other) => other !== row);
  const now = await unlessMissing(read({ context, row, properties, siblings }));
  const found = { logicalId, physicalId, type, at: context.clock.now() };
  const drift: ResourceDrift =
    now === undefined ? { ...found, status: "DELETED", differences: [] } : { ...found, ...compared(row, now) };
  record(context, stack.id, row, drift);
  return drift;
}

/** Checks the resources of a stack. @returns how many are not as the template says */
export async function detectDrifts(
  context: OperationContext,
  stack: StackRow,
  logicalIds: ReadonlySet<string> | undefined,
): Promise<number> {
  let drifted = 0;
  for (const row of [...resourcesOf(context, stack.id).values()]) {
    if (row.status.startsWith("DELETE_") || logicalIds?.has(row.logicalId) === false) continue;
    const drift = await detectResourceDrift(context, stack, row);
    if (drift !== undefined && drift.status !== "IN_SYNC") drifted++;
  }
  recordStack(context, stack.id);
  return drifted;
}

/** Only what the template sets is compared, and nothing that is not to be seen. */
function compared(
  row: ResourceRow,
  now: TemplateMap,
): Pick<ResourceDrift, "status" | "expected" | "actual" | "differences"> {
  const shown = JSON.parse(row.shownProperties) as TemplateMap;
  const names = Object.keys(row.properties).filter(
    (name) => isRead(row.type, name) && isVisible(shown[name], row.properties[name]),
  );
  const expected = pick(row.properties, names);
  const actual = pick(now, names);
  const differences = findDifferences(expected, actual);
  return {
    status: differences.length === 0 ? "IN_SYNC" : "MODIFIED",
    expected: JSON.stringify(expected),
    actual: JSON.stringify(actual),
    differences,
  };
}

/** Whether a value is shown as it is: no NoEcho parameter and no dynamic reference is in it. */
function isVisible(shown: TemplateValue | undefined, value: TemplateValue | undefined): boolean {
  return isSame(shown, value) && !JSON.stringify(value).includes("{{resolve:");
}

function pick(properties: TemplateMap, names: readonly string[]): TemplateMap {
  const entries = names.flatMap((name) => {
    const value = properties[name];
    return value === undefined ? [] : [[name, asData(name, value)] as const];
  });
  return Object.fromEntries(entries) as TemplateMap;
}

/** Documents may stand in a template as text, also in the list of a role's policies. */
function asData(name: string, value: TemplateValue): TemplateValue {
  if (name === "PolicyDocument" || name === "AssumeRolePolicyDocument") return documentOf(value) ?? value;
  if (isList(value)) return value.map((item) => asData("", item));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asData(key, entry)])) as TemplateMap;
}

function record(context: OperationContext, stackId: string, row: ResourceRow, drift: ResourceDrift): void {
  driftsOf(context, stackId).put(row.logicalId, drift);
  const rows = resourcesOf(context, stackId);
  const current = rows.get(row.logicalId);
  if (current !== undefined) rows.put(row.logicalId, { ...current, drift: { status: drift.status, at: drift.at } });
  recordStack(context, stackId);
}

/** A check of any resource is a check of the stack (API_StackDriftInformation.html). */
function recordStack(context: OperationContext, stackId: string): void {
  const isDrifted = currentDrifts(context, stackId).some(({ status }) => status !== "IN_SYNC");
  const drift = { status: isDrifted ? "DRIFTED" : "IN_SYNC", at: context.clock.now() } as const;
  stacksOf(context).put(stackId, { ...stackById(context, stackId), drift });
}
