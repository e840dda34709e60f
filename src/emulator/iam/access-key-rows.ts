import { keyTable } from "../credential-rows";
import type { KeyRow } from "../credential-rows";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { nameKey } from "./principals";

export function accessKeyTable(context: OperationContext): Table<KeyRow> {
  return keyTable(context.store);
}

export function listKeysOfUser(context: OperationContext, userName: string): KeyRow[] {
  const { accountId } = context.caller;
  return [...accessKeyTable(context).values()].filter(
    (row) => row.accountId === accountId && nameKey(row.userName) === nameKey(userName),
  );
}
