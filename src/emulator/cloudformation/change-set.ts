import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import type { ImportTarget } from "./engine/find-importable";
import type { PlannedChange } from "./engine/planned-change";
import { noSuchChangeSet, noSuchStack, validationError } from "./faults";
import type { OnFailure, StackSettings } from "./stack";
import { findLiveStack, findStack } from "./stack-store";

export type ChangeSetType = "CREATE" | "UPDATE" | "IMPORT";

/** As in API_DescribeChangeSet.html, those that change sets go through here. */
export type ChangeSetStatus = "CREATE_PENDING" | "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "FAILED";

/** As in API_DescribeChangeSet.html; OBSOLETE is missing: change sets that are overtaken are deleted. */
export type ExecutionStatus =
  "UNAVAILABLE" | "AVAILABLE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED";

/** A change set as stored, by its ARN. */
export interface ChangeSetRow {
  /** `arn:aws:cloudformation:us-east-1:123456789012:changeSet/name/uuid`. */
  readonly id: string;
  readonly name: string;
  readonly type: ChangeSetType;
  readonly stackId: string;
  readonly stackName: string;
  readonly description?: string;
  readonly status: ChangeSetStatus;
  readonly statusReason?: string;
  readonly executionStatus: ExecutionStatus;
  readonly createdAt: Date;
  readonly settings: StackSettings;
  readonly changes: readonly PlannedChange[];
  /** What it imports; empty for other types. */
  readonly targets: readonly ImportTarget[];
  readonly onStackFailure?: OnFailure;
  readonly includesNestedStacks: boolean;
  readonly importsExistingResources: boolean;
  readonly requestToken?: string;
}

/** Change sets of the caller's account and region by ARN, oldest first. */
export function changeSetTable(context: OperationContext): Table<ChangeSetRow> {
  const { caller, region } = context;
  return context.store.table<ChangeSetRow>("cloudformation.change-sets", { account: caller.accountId, region });
}

/** Change sets of a stack that are not executed, oldest first. */
export function changeSetsOf(context: OperationContext, stackId: string): ChangeSetRow[] {
  return [...changeSetTable(context).values()].filter(
    (row) => row.stackId === stackId && !row.executionStatus.startsWith("EXECUTE_"),
  );
}

/** The change set of that ARN, or of that name of a stack; throws ChangeSetNotFound. */
export function findChangeSet(context: OperationContext, changeSet: string, stack: string | undefined): ChangeSetRow {
  const found = lookUpChangeSet(context, changeSet, stack);
  if (found === undefined) throw noSuchChangeSet(changeSet);
  return found;
}

/** Like {@link findChangeSet}, undefined where the stack is there and the change set is not. */
export function lookUpChangeSet(
  context: OperationContext,
  changeSet: string,
  stack: string | undefined,
): ChangeSetRow | undefined {
  if (changeSet.startsWith("arn:")) return changeSetTable(context).get(changeSet);
  if (stack === undefined) {
    throw validationError("StackName must be specified if ChangeSetName is not specified as an ARN.");
  }
  const owner = stack.startsWith("arn:") ? findStack(context, stack) : findLiveStack(context, stack);
  if (owner === undefined) throw noSuchStack(stack);
  return changeSetsOf(context, owner.id).find((row) => row.name === changeSet);
}

/** Changes what is stored of a change set, unless it was deleted meanwhile. */
export function amendChangeSet(context: OperationContext, id: string, changes: Partial<ChangeSetRow>): void {
  const row = changeSetTable(context).get(id);
  if (row !== undefined) changeSetTable(context).put(id, { ...row, ...changes });
}
