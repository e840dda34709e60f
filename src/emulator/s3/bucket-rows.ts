import { createHash } from "node:crypto";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { s3Fault } from "./faults";

/** Values of a bucket's configuration by the name of the setting; what is not there is not configured. */
export type SettingValues = Readonly<Record<string, unknown>>;

export interface BucketRow {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly created: Date;
  readonly settings: SettingValues;
}

/** Names are unique in the whole partition, so the table belongs to no account. */
export function bucketTable(context: OperationContext): Table<BucketRow> {
  return context.store.table<BucketRow>("s3-buckets", {});
}

/**
 * The bucket of that name; NoSuchBucket where there is none, AccessDenied where it is another account's. Where access is
 * enforced strictly, its policy has decided already.
 */
export function findBucket(context: OperationContext, name: string | undefined): BucketRow {
  const row = bucketTable(context).get(name ?? "");
  if (row === undefined) throw s3Fault("NoSuchBucket");
  if (context.enforcement !== "strict" && row.accountId !== context.caller.accountId) throw s3Fault("AccessDenied");
  return row;
}

/** An account as S3 knows it: 64 hexadecimal digits that say nothing, the same ones every time. */
export function canonicalUserId(accountId: string): string {
  return createHash("sha256").update(`canonical user ${accountId}`).digest("hex");
}
