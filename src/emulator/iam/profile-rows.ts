import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { instanceProfileNotFound } from "./faults";
import { nameKey } from "./principals";
import type { Tag } from "./tags";

export interface InstanceProfileRow {
  readonly name: string;
  /** `AIPA…` */
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createDate: Date;
  /** At most one. */
  readonly roleNames: readonly string[];
  readonly tags: readonly Tag[];
}

export function profileTable(context: OperationContext): Table<InstanceProfileRow> {
  return context.store.table<InstanceProfileRow>("iam-instance-profiles", { account: context.caller.accountId });
}

export function findProfile(context: OperationContext, name: string): InstanceProfileRow {
  const row = profileTable(context).get(nameKey(name));
  if (row === undefined) throw instanceProfileNotFound(name);
  return row;
}

/** Instance profiles that hold the role. */
export function listProfilesOfRole(context: OperationContext, roleName: string): InstanceProfileRow[] {
  const key = nameKey(roleName);
  return [...profileTable(context).values()].filter((row) => row.roleNames.some((name) => nameKey(name) === key));
}
