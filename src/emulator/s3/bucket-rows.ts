import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { s3Fault } from "./faults";

export interface BucketRow {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly created: Date;
}

/** Names are unique in the whole partition, so the table belongs to no account. */
export function bucketTable(context: OperationContext): Table<BucketRow> {
  return context.store.table<BucketRow>("s3-buckets", {});
}

/** The bucket of that name; NoSuchBucket where there is none, AccessDenied where it is another account's. */
export function findBucket(context: OperationContext, name: string | undefined): BucketRow {
  const row = bucketTable(context).get(name ?? "");
  if (row === undefined) throw s3Fault("NoSuchBucket");
  if (row.accountId !== context.caller.accountId) throw s3Fault("AccessDenied");
  return row;
}

export interface ObjectRow {
  readonly key: string;
  readonly body: Uint8Array;
  /** With its quotes. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  /** Headers that come back as they were given: Content-Encoding, Cache-Control and others. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export function objectTable(context: OperationContext, bucket: BucketRow): Table<ObjectRow> {
  return context.store.table<ObjectRow>(`s3-objects/${bucket.name}`, {});
}

/** The object of that key; NoSuchKey where there is none. */
export function findObject(context: OperationContext, bucket: BucketRow, key: string | undefined): ObjectRow {
  const row = objectTable(context, bucket).get(key ?? "");
  if (row === undefined) throw s3Fault("NoSuchKey");
  return row;
}
