import { AwsFault } from "../fault";
import { mfaDeviceKey, mfaDeviceTable } from "../mfa-devices";
import type { MfaDeviceRow } from "../mfa-devices";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

export function deviceTable(context: OperationContext): Table<MfaDeviceRow> {
  return mfaDeviceTable(context.store, context.caller.accountId);
}

/** The device of that serial number; NoSuchEntity where there is none (recorded: facts/aws-errors.tsv, test_iam_mfa). */
export function findDevice(context: OperationContext, serialNumber: string): MfaDeviceRow {
  const row = deviceTable(context).get(mfaDeviceKey(serialNumber));
  if (row !== undefined) return row;
  throw new AwsFault("NoSuchEntity", `MFA Device with serial number ${serialNumber} does not exist.`);
}

export function putDevice(context: OperationContext, row: MfaDeviceRow): void {
  deviceTable(context).put(mfaDeviceKey(row.serialNumber), row);
}

/** Sorts devices by path and name; without what all serial numbers begin with, so that it is short enough for a marker. */
export function deviceOrder({ serialNumber }: MfaDeviceRow): string {
  return mfaDeviceKey(serialNumber.slice(serialNumber.indexOf("/")));
}
