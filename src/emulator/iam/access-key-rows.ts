import { ACCESS_KEYS } from "../authenticate";
import type { KnownAccessKey } from "../authenticate";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { nameKey } from "./principals";

/** An access key; rows of a table of no account, as a key says nothing but itself. */
export interface AccessKeyRow extends KnownAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly userName: string;
  readonly status: "Active" | "Inactive";
  readonly createDate: Date;
}

export function accessKeyTable(context: OperationContext): Table<AccessKeyRow> {
  return context.store.table<AccessKeyRow>(ACCESS_KEYS, {});
}

export function listKeysOfUser(context: OperationContext, userName: string): AccessKeyRow[] {
  const { accountId } = context.caller;
  return [...accessKeyTable(context).values()].filter(
    (row) => row.accountId === accountId && nameKey(row.userName) === nameKey(userName),
  );
}
