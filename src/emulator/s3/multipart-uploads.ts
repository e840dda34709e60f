import { createHash } from "node:crypto";
import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
  UploadPartOutput,
  UploadPartRequest,
} from "@aws-sdk/client-s3";
import { ALPHANUMERIC } from "../../base";
import { defineOperation } from "../operation";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { findBucket } from "./bucket-rows";
import { s3Fault } from "./faults";
import { checkDigest, storeObject, toBytes, versionMember } from "./objects";
import type { ObjectProperties } from "./objects";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

interface Part {
  readonly body: Uint8Array;
  readonly etag: string;
}

/** An upload under way. */
interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly properties: ObjectProperties;
  /** By part number. */
  readonly parts: Readonly<Record<number, Part>>;
}

/** Every part but the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

function uploadTable(context: OperationContext): Table<UploadRow> {
  return context.store.table<UploadRow>("s3-uploads", {});
}

function findUpload(
  context: OperationContext,
  { Bucket, Key, UploadId }: Pick<UploadPartRequest, "Bucket" | "Key" | "UploadId">,
): UploadRow {
  const bucket = findBucket(context, Bucket);
  const row = uploadTable(context).get(UploadId ?? "");
  if (row === undefined || row.bucket !== bucket.name || row.key !== Key) throw s3Fault("NoSuchUpload");
  return row;
}

/** CreateMultipartUpload. */
export const createMultipartUpload = defineOperation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>({
  name: "CreateMultipartUpload",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const key = input.Key ?? "";
    const id = context.random.text(64, ALPHANUMERIC);
    uploadTable(context).put(id, { id, bucket: bucket.name, key, properties: input, parts: {} });
    return { Bucket: bucket.name, Key: key, UploadId: id };
  },
});

/** UploadPart. */
export const uploadPart = defineOperation<UploadPartRequest, UploadPartOutput>({
  name: "UploadPart",
  run(input, context) {
    const row = findUpload(context, input);
    const body = toBytes(input.Body);
    const digest = createHash("md5").update(body).digest();
    checkDigest(input.ContentMD5, digest);
    const part: Part = { body, etag: `"${digest.toString("hex")}"` };
    uploadTable(context).put(row.id, { ...row, parts: { ...row.parts, [input.PartNumber ?? 0]: part } });
    return { ETag: part.etag };
  },
});

/** CompleteMultipartUpload; the ETag is the digest of the parts' digests, with their number. */
export const completeMultipartUpload = defineOperation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>({
  name: "CompleteMultipartUpload",
  run(input, context) {
    const row = findUpload(context, input);
    const bucket = findBucket(context, input.Bucket);
    const parts = chooseParts(row, input.MultipartUpload?.Parts ?? []);
    const digests = parts.map(({ etag }) => Buffer.from(etag.slice(1, -1), "hex"));
    const digest = createHash("md5").update(Buffer.concat(digests)).digest("hex");
    const body = Buffer.concat(parts.map((part) => part.body));
    const stored = storeObject(context, bucket, row.key, body, `"${digest}-${parts.length}"`, row.properties);
    uploadTable(context).delete(row.id);
    return {
      Location: `${context.endpoint}/${bucket.name}/${row.key}`,
      Bucket: bucket.name,
      Key: row.key,
      ETag: stored.etag,
      ...stored.encryption,
      ...versionMember(bucket, stored.versionId),
    };
  },
});

/** AbortMultipartUpload. */
export const abortMultipartUpload = defineOperation<AbortMultipartUploadRequest, AbortMultipartUploadOutput>({
  name: "AbortMultipartUpload",
  run(input, context) {
    uploadTable(context).delete(findUpload(context, input).id);
    return {};
  },
});

function chooseParts(
  row: UploadRow,
  asked: readonly { readonly PartNumber?: number | undefined; readonly ETag?: string | undefined }[],
): Part[] {
  if (asked.length === 0) throw s3Fault("MalformedXML");
  const numbers = asked.map(({ PartNumber = 0 }) => PartNumber);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)))
    throw s3Fault("InvalidPartOrder");
  const parts = asked.map(({ PartNumber = 0, ETag = "" }) => {
    const part = Object.hasOwn(row.parts, PartNumber) ? row.parts[PartNumber] : undefined;
    if (part === undefined || part.etag.replace(/"/g, "") !== ETag.replace(/"/g, "")) throw s3Fault("InvalidPart");
    return part;
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < SMALLEST_PART_BYTES)) throw s3Fault("EntityTooSmall");
  return parts;
}
