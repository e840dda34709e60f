import { ALPHANUMERIC } from "../../base";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import type { BucketRow } from "./bucket-rows";
import { s3Fault } from "./faults";
import type { Tag } from "./tags";

/** The version of an object that was put while its bucket kept no versions. */
export const NULL_VERSION = "null";

interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

/** An object as it was put. */
export interface StoredObject extends Version {
  readonly kind: "object";
  readonly body: Uint8Array;
  /** With its quotes. */
  readonly etag: string;
  readonly contentType: string;
  /** Members that come back as they were given: ContentEncoding, CacheControl and others. */
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  /** `ServerSideEncryption` and what goes with it. */
  readonly encryption: Readonly<Record<string, string | boolean>>;
  readonly storageClass: string;
}

/** What a deletion leaves where a bucket keeps versions. */
export interface DeleteMarker extends Version {
  readonly kind: "delete-marker";
}

export type ObjectVersion = StoredObject | DeleteMarker;

/** All versions of a key, newest first; never none. */
export interface KeyRow {
  readonly key: string;
  readonly versions: readonly ObjectVersion[];
}

/** Whether a bucket keeps versions: never did, does, or does no more. */
export type Versioning = "off" | "enabled" | "suspended";

export function versioningOf({ settings }: BucketRow): Versioning {
  const { Status } = (settings["versioning"] ?? {}) as { readonly Status?: string };
  return Status === "Enabled" ? "enabled" : Status === "Suspended" ? "suspended" : "off";
}

export function keyTable(context: OperationContext, bucket: BucketRow): Table<KeyRow> {
  return context.store.table<KeyRow>(`s3-objects/${bucket.name}`, {});
}

/** The newest version of every key that is not deleted. */
export function* listCurrentObjects(context: OperationContext, bucket: BucketRow): Iterable<StoredObject> {
  for (const { versions } of keyTable(context, bucket).values()) {
    const [newest] = versions;
    if (newest?.kind === "object") yield newest;
  }
}

export function findCurrentObject(
  context: OperationContext,
  bucket: BucketRow,
  key: string | undefined,
): StoredObject | undefined {
  const newest = keyTable(context, bucket).get(key ?? "")?.versions[0];
  return newest?.kind === "object" ? newest : undefined;
}

/** The object of that key, or that version of it; NoSuchKey, NoSuchVersion or MethodNotAllowed where there is none. */
export function findObject(
  context: OperationContext,
  bucket: BucketRow,
  key: string | undefined,
  versionId?: string,
): StoredObject {
  if (versionId === undefined) {
    const current = findCurrentObject(context, bucket, key);
    if (current === undefined) throw s3Fault("NoSuchKey");
    return current;
  }
  const row = keyTable(context, bucket).get(key ?? "");
  const version = row?.versions.find((one) => one.versionId === versionId);
  if (version === undefined) throw s3Fault("NoSuchVersion");
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
  if (version.kind === "delete-marker") throw s3Fault("MethodNotAllowed");
  return version;
}

/** The id that a new version gets. */
export function makeVersionId(context: OperationContext, bucket: BucketRow): string {
  return versioningOf(bucket) === "enabled" ? context.random.text(32, ALPHANUMERIC) : NULL_VERSION;
}

/**
 * Puts a version on top. In a bucket that keeps no versions, or no more, it takes the place of the version "null".
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/AddingObjectstoVersionSuspendedBuckets.html
 */
export function addVersion(context: OperationContext, bucket: BucketRow, version: ObjectVersion): void {
  const table = keyTable(context, bucket);
  const others = (table.get(version.key)?.versions ?? []).filter((one) => one.versionId !== version.versionId);
  table.put(version.key, { key: version.key, versions: [version, ...others] });
}

/** Stores a changed version in the place of the old one. */
export function replaceVersion(context: OperationContext, bucket: BucketRow, version: ObjectVersion): void {
  const table = keyTable(context, bucket);
  const versions = table.get(version.key)?.versions ?? [];
  const replaced = versions.map((one) => (one.versionId === version.versionId ? version : one));
  table.put(version.key, { key: version.key, versions: replaced });
}

/** Removes a version for good. @returns what was removed, if it was there */
export function removeVersion(
  context: OperationContext,
  bucket: BucketRow,
  key: string,
  versionId: string,
): ObjectVersion | undefined {
  const table = keyTable(context, bucket);
  const versions = table.get(key)?.versions ?? [];
  const rest = versions.filter((one) => one.versionId !== versionId);
  if (rest.length === 0) table.delete(key);
  else table.put(key, { key, versions: rest });
  return versions.find((one) => one.versionId === versionId);
}

/** S3 keeps times to the second. */
export function wholeSeconds(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}
