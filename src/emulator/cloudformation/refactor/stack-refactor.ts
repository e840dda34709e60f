import type { OperationContext } from "../../operation";
import type { Table } from "../../store/store";
import { validationError } from "../faults";

/** A resource by its place. */
export interface ResourcePlace {
  readonly stackName: string;
  readonly logicalId: string;
}

/** A resource that changes its place. */
export interface ResourceMove {
  readonly from: ResourcePlace;
  readonly to: ResourcePlace;
  readonly type: string;
  readonly physicalId: string;
  /** Whether the request names it, or the templates tell. */
  readonly detection: "MANUAL" | "AUTO";
}

/** What a stack is to be after a refactoring. */
export interface StackDefinition {
  readonly stackName: string;
  /** The new stack's ARN, or that of the stack that there is. */
  readonly stackId: string;
  readonly isNew: boolean;
  readonly templateBody: string;
}

/** A stack refactoring as stored, by its id. Statuses: API_DescribeStackRefactor.html, those that happen here. */
export interface RefactorRow {
  readonly id: string;
  readonly description?: string;
  readonly status: "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "CREATE_FAILED";
  readonly statusReason?: string;
  readonly executionStatus: "UNAVAILABLE" | "AVAILABLE" | "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED";
  readonly executionStatusReason?: string;
  readonly definitions: readonly StackDefinition[];
  readonly moves: readonly ResourceMove[];
}

export function refactorsOf({ caller, region, store }: OperationContext): Table<RefactorRow> {
  return store.table<RefactorRow>("cloudformation.refactors", { account: caller.accountId, region });
}

export function findRefactor(context: OperationContext, id: string): RefactorRow {
  const row = refactorsOf(context).get(id);
  // Unverified wording.
  if (row === undefined) throw validationError(`Stack refactor ${id} does not exist`);
  return row;
}

export function changeRefactor(context: OperationContext, id: string, changes: Partial<RefactorRow>): void {
  refactorsOf(context).put(id, { ...findRefactor(context, id), ...changes });
}
