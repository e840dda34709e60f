import { createHash } from "node:crypto";
import type {
  DeleteObjectRequest,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  PutObjectOutput,
  PutObjectRequest,
} from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import { findBucket, findObject, objectTable } from "./bucket-rows";
import type { ObjectRow } from "./bucket-rows";
import { s3Fault } from "./faults";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

/** GetObject's answer; the body is whole, not a stream. */
export interface ObjectAnswer extends HeadObjectOutput {
  readonly Body: Uint8Array;
}

const KEPT_HEADERS = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"] as const;

/** PutObject. */
export const putObject = defineOperation<PutObjectRequest, PutObjectOutput>({
  name: "PutObject",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const key = input.Key ?? "";
    // Bytes of UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    if (Buffer.byteLength(key) > 1024) throw s3Fault("KeyTooLongError");
    const table = objectTable(context, bucket);
    if (input.IfNoneMatch === "*" && table.has(key)) throw s3Fault("PreconditionFailed");
    if (input.IfMatch !== undefined && table.get(key)?.etag !== input.IfMatch) throw s3Fault("PreconditionFailed");
    const body = toBytes(input.Body);
    const digest = createHash("md5").update(body).digest();
    checkDigest(input.ContentMD5, digest);
    const row: ObjectRow = {
      key,
      body,
      etag: `"${digest.toString("hex")}"`,
      lastModified: new Date(Math.floor(context.clock.now().getTime() / 1000) * 1000),
      contentType: input.ContentType ?? "binary/octet-stream",
      headers: keptHeaders(input),
      metadata: { ...input.Metadata },
    };
    table.put(key, row);
    return { ETag: row.etag };
  },
});

/** GetObject, whole or a range of bytes. */
export const getObject = defineOperation<GetObjectRequest, ObjectAnswer>({
  name: "GetObject",
  run(input, context) {
    const row = findObject(context, findBucket(context, input.Bucket), input.Key);
    const range = readRange(input.Range, row.body.length);
    if (range === undefined) return { ...describeObject(row), Body: row.body };
    const [from, to] = range;
    return {
      ...describeObject(row),
      Body: row.body.subarray(from, to + 1),
      ContentLength: to + 1 - from,
      ContentRange: `bytes ${from}-${to}/${row.body.length}`,
    } as ObjectAnswer;
  },
});

/** HeadObject. */
export const headObject = defineOperation<HeadObjectRequest, HeadObjectOutput>({
  name: "HeadObject",
  run: (input, context) => describeObject(findObject(context, findBucket(context, input.Bucket), input.Key)),
});

/** DeleteObject; deleting what is not there succeeds. */
export const deleteObject = defineOperation<DeleteObjectRequest, object>({
  name: "DeleteObject",
  run(input, context) {
    objectTable(context, findBucket(context, input.Bucket)).delete(input.Key ?? "");
    return {};
  },
});

function describeObject(row: ObjectRow): HeadObjectOutput {
  return {
    AcceptRanges: "bytes",
    ETag: row.etag,
    LastModified: row.lastModified,
    ContentLength: row.body.length,
    ContentType: row.contentType,
    Metadata: { ...row.metadata },
    ...row.headers,
  };
}

function keptHeaders(input: PutObjectRequest): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      // The envelope of the transfer is no property of the object.
      const value = input[name]?.replace(/\baws-chunked\b,?\s*/g, "");
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

/** A body as callers in this process give it: bytes or text. */
function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return typeof body === "string" ? Buffer.from(body, "utf8") : new Uint8Array();
}

function checkDigest(given: string | undefined, digest: Buffer): void {
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
