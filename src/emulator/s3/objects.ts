import { createHash } from "node:crypto";
import type {
  DeleteObjectOutput,
  DeleteObjectRequest,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import { isOwnerEnforced } from "./bucket-acl";
import { findBucket } from "./bucket-rows";
import type { BucketRow } from "./bucket-rows";
import { s3Fault } from "./faults";
import {
  NULL_VERSION,
  addVersion,
  findCurrentObject,
  findObject,
  makeVersionId,
  removeVersion,
  versioningOf,
  wholeSeconds,
} from "./object-rows";
import type { StoredObject } from "./object-rows";
import { parseTagHeader } from "./tags";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

/** GetObject's answer; the body is whole, not a stream. */
export interface ObjectAnswer extends HeadObjectOutput {
  readonly Body: Uint8Array;
}

const KEPT_HEADERS = [
  "CacheControl",
  "ContentDisposition",
  "ContentEncoding",
  "ContentLanguage",
  "WebsiteRedirectLocation",
] as const;

/** What decides the properties of an object that is put, copied or uploaded in parts. */
export type ObjectProperties = Pick<
  PutObjectRequest,
  | "ACL"
  | "BucketKeyEnabled"
  | "ContentType"
  | "Metadata"
  | "ServerSideEncryption"
  | "SSEKMSKeyId"
  | "StorageClass"
  | "Tagging"
  | (typeof KEPT_HEADERS)[number]
>;

/** PutObject. */
export const putObject = defineOperation<PutObjectRequest, PutObjectOutput>({
  name: "PutObject",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const key = input.Key ?? "";
    const present = findCurrentObject(context, bucket, key);
    if (input.IfNoneMatch === "*" && present !== undefined) throw s3Fault("PreconditionFailed");
    if (input.IfMatch !== undefined && present?.etag !== input.IfMatch) throw s3Fault("PreconditionFailed");
    const body = toBytes(input.Body);
    const digest = createHash("md5").update(body).digest();
    checkDigest(input.ContentMD5, digest);
    const row = storeObject(context, bucket, key, body, `"${digest.toString("hex")}"`, input);
    return { ETag: row.etag, ...row.encryption, ...versionMember(bucket, row.versionId) };
  },
});

/** GetObject, whole or a range of bytes. */
export const getObject = defineOperation<GetObjectRequest, ObjectAnswer>({
  name: "GetObject",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const row = findObject(context, bucket, input.Key, input.VersionId);
    const range = readRange(input.Range, row.body.length);
    if (range === undefined) return { ...describeObject(bucket, row), Body: row.body };
    const [from, to] = range;
    return {
      ...describeObject(bucket, row),
      Body: row.body.subarray(from, to + 1),
      ContentLength: to + 1 - from,
      ContentRange: `bytes ${from}-${to}/${row.body.length}`,
    } as ObjectAnswer;
  },
});

/** HeadObject. */
export const headObject = defineOperation<HeadObjectRequest, HeadObjectOutput>({
  name: "HeadObject",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    return describeObject(bucket, findObject(context, bucket, input.Key, input.VersionId));
  },
});

/** DeleteObject; deleting what is not there succeeds. */
export const deleteObject = defineOperation<DeleteObjectRequest, DeleteObjectOutput>({
  name: "DeleteObject",
  run(input, context) {
    return eraseObject(context, findBucket(context, input.Bucket), input.Key ?? "", input.VersionId);
  },
});

/**
 * Deletes a key or one of its versions; a bucket that keeps versions, or kept some, gets a delete marker for a key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export function eraseObject(
  context: OperationContext,
  bucket: BucketRow,
  key: string,
  versionId: string | undefined,
): DeleteObjectOutput {
  if (versionId !== undefined) {
    const removed = removeVersion(context, bucket, key, versionId);
    return { VersionId: versionId, ...(removed?.kind === "delete-marker" && { DeleteMarker: true }) };
  }
  if (versioningOf(bucket) === "off") {
    removeVersion(context, bucket, key, NULL_VERSION);
    return {};
  }
  const marker = {
    kind: "delete-marker",
    key,
    versionId: makeVersionId(context, bucket),
    lastModified: wholeSeconds(context.clock.now()),
  } as const;
  addVersion(context, bucket, marker);
  return { DeleteMarker: true, VersionId: marker.versionId };
}

/** Stores an object as the newest version of its key; KeyTooLongError and others where S3 refuses. */
export function storeObject(
  context: OperationContext,
  bucket: BucketRow,
  key: string,
  body: Uint8Array,
  etag: string,
  properties: ObjectProperties,
): StoredObject {
  // Bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
  if (Buffer.byteLength(key) > 1024) throw s3Fault("KeyTooLongError");
  const { ACL } = properties;
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html; that `private` passes is lenient (unverified).
  if (isOwnerEnforced(bucket.settings) && ACL !== undefined && !/^(private|bucket-owner-full-control)$/.test(ACL)) {
    throw s3Fault("AccessControlListNotSupported");
  }
  const row: StoredObject = {
    kind: "object",
    key,
    versionId: makeVersionId(context, bucket),
    body,
    etag,
    lastModified: wholeSeconds(context.clock.now()),
    contentType: properties.ContentType ?? "binary/octet-stream",
    headers: keptHeaders(properties),
    metadata: { ...properties.Metadata },
    tags: parseTagHeader(properties.Tagging),
    encryption: encryptionOf(bucket, properties),
    storageClass: properties.StorageClass ?? "STANDARD",
  };
  addVersion(context, bucket, row);
  return row;
}

/** The version's id, where the bucket keeps versions or kept some. */
export function versionMember(bucket: BucketRow, versionId: string): { readonly VersionId?: string } {
  return versioningOf(bucket) === "off" ? {} : { VersionId: versionId };
}

function describeObject(bucket: BucketRow, row: StoredObject): HeadObjectOutput {
  return {
    AcceptRanges: "bytes",
    ETag: row.etag,
    LastModified: row.lastModified,
    ContentLength: row.body.length,
    ContentType: row.contentType,
    Metadata: { ...row.metadata },
    ...row.headers,
    ...row.encryption,
    ...versionMember(bucket, row.versionId),
    // S3 names every class but the usual one. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    ...(row.storageClass !== "STANDARD" && { StorageClass: row.storageClass as never }),
    ...(row.tags.length > 0 && { TagCount: row.tags.length }),
  };
}

function keptHeaders(input: ObjectProperties): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      // The envelope of the transfer is no property of the object.
      const value = input[name]?.replace(/\baws-chunked\b,?\s*/g, "");
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

interface EncryptionRules {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
    readonly BucketKeyEnabled?: boolean;
  }[];
}

/** As asked for, or as the bucket encrypts. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html */
function encryptionOf(bucket: BucketRow, properties: ObjectProperties): Record<string, string | boolean> {
  const [rule] = ((bucket.settings["encryption"] ?? {}) as EncryptionRules).Rules ?? [];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = properties.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? "AES256";
  const key = properties.SSEKMSKeyId ?? byDefault?.KMSMasterKeyID;
  const bucketKey = properties.BucketKeyEnabled ?? rule?.BucketKeyEnabled ?? false;
  if (!algorithm.startsWith("aws:kms")) return { ServerSideEncryption: algorithm };
  return {
    ServerSideEncryption: algorithm,
    ...(key !== undefined && { SSEKMSKeyId: key }),
    ...(bucketKey && { BucketKeyEnabled: true }),
  };
}

/** A body as callers in this process give it: bytes or text. */
export function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return typeof body === "string" ? Buffer.from(body, "utf8") : new Uint8Array();
}

export function checkDigest(given: string | undefined, digest: Buffer): void {
  if (given === undefined) return;
  const bytes = Buffer.from(given, "base64");
  if (bytes.length !== 16) throw s3Fault("InvalidDigest");
  if (!bytes.equals(digest)) throw s3Fault("BadDigest");
}

/** First and last byte; undefined for what is no single range, which S3 passes over. */
function readRange(text: string | undefined, size: number): readonly [number, number] | undefined {
  const [, first = "", last = ""] = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(text ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || (first === "" && Number(last) === 0)) throw s3Fault("InvalidRange");
  return from > to ? undefined : [from, to];
}
