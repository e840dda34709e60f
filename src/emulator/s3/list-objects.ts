import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  _Object,
} from "@aws-sdk/client-s3";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { findBucket } from "./bucket-rows";
import { collectEntries, encodeKey, pageSize } from "./list-entries";
import type { Entry } from "./list-entries";
import { listCurrentObjects } from "./object-rows";
import type { StoredObject } from "./object-rows";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

/** ListObjectsV2. */
export const listObjectsV2 = defineOperation<ListObjectsV2Request, ListObjectsV2Output>({
  name: "ListObjectsV2",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const { Prefix = "", Delimiter = "", EncodingType } = input;
    const size = pageSize(input.MaxKeys);
    const after = input.ContinuationToken === undefined ? (input.StartAfter ?? "") : readToken(input.ContinuationToken);
    const entries = collectEntries(listCurrentObjects(context, bucket), Prefix, Delimiter).filter(
      ({ name }) => name > after,
    );
    const page = entries.slice(0, size);
    const last = page.at(-1);
    const truncated = entries.length > page.length && last !== undefined;
    const show = (text: string): string => (EncodingType === "url" ? encodeKey(text) : text);
    return {
      Name: bucket.name,
      Prefix: show(Prefix),
      Delimiter: Delimiter === "" ? undefined : show(Delimiter),
      MaxKeys: size,
      KeyCount: page.length,
      IsTruncated: truncated,
      EncodingType,
      StartAfter: input.StartAfter,
      ContinuationToken: input.ContinuationToken,
      NextContinuationToken: truncated ? writeToken(last.name) : undefined,
      ...describePage(page, show),
    };
  },
});

/** ListObjects, the older way: pages continue after a key. */
export const listObjects = defineOperation<ListObjectsRequest, ListObjectsOutput>({
  name: "ListObjects",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const { Prefix = "", Delimiter = "", Marker = "", EncodingType } = input;
    const size = pageSize(input.MaxKeys);
    const entries = collectEntries(listCurrentObjects(context, bucket), Prefix, Delimiter).filter(
      ({ name }) => name > Marker,
    );
    const page = entries.slice(0, size);
    const truncated = entries.length > page.length && page.length > 0;
    const show = (text: string): string => (EncodingType === "url" ? encodeKey(text) : text);
    return {
      Name: bucket.name,
      Prefix: show(Prefix),
      Marker: show(Marker),
      Delimiter: Delimiter === "" ? undefined : show(Delimiter),
      MaxKeys: size,
      IsTruncated: truncated,
      EncodingType,
      // Without a delimiter clients continue after the last key themselves.
      NextMarker: truncated && Delimiter !== "" ? show(page.at(-1)?.name ?? "") : undefined,
      ...describePage(page, show),
    };
  },
});

function describePage(
  page: readonly Entry<StoredObject>[],
  show: (text: string) => string,
): Pick<ListObjectsV2Output, "Contents" | "CommonPrefixes"> {
  return {
    Contents: page.flatMap(({ items: [object] }): _Object[] =>
      object === undefined
        ? []
        : [
            {
              Key: show(object.key),
              LastModified: object.lastModified,
              ETag: object.etag,
              Size: object.body.length,
              StorageClass: object.storageClass as never,
            },
          ],
    ),
    CommonPrefixes: page.flatMap(({ name, items }) => (items.length === 0 ? [{ Prefix: show(name) }] : [])),
  };
}

function writeToken(name: string): string {
  return Buffer.from(`k1:${name}`, "utf8").toString("base64");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64").toString("utf8");
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; the sentence is observed.
  if (!text.startsWith("k1:")) {
    throw new AwsFault("InvalidArgument", "The continuation token provided is incorrect", 400);
  }
  return text.slice(3);
}
