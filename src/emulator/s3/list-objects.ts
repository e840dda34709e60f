import type { ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { findBucket, objectTable } from "./bucket-rows";
import type { ObjectRow } from "./bucket-rows";

/** An entry of the answer: an object, or a prefix that stands for all objects under it. */
interface Entry {
  /** What the entry is sorted by and continued after. */
  readonly name: string;
  readonly object: ObjectRow | undefined;
}

/** ListObjectsV2. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = defineOperation<ListObjectsV2Request, ListObjectsV2Output>({
  name: "ListObjectsV2",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const { Prefix = "", Delimiter = "", EncodingType } = input;
    const size = Math.min(input.MaxKeys ?? 1000, 1000);
    const after = input.ContinuationToken === undefined ? (input.StartAfter ?? "") : readToken(input.ContinuationToken);
    const entries = collectEntries(objectTable(context, bucket).values(), Prefix, Delimiter).filter(
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
      Contents: page.flatMap(({ object }) =>
        object === undefined
          ? []
          : [
              {
                Key: show(object.key),
                LastModified: object.lastModified,
                ETag: object.etag,
                Size: object.body.length,
                StorageClass: "STANDARD" as const,
              },
            ],
      ),
      CommonPrefixes: page.flatMap(({ name, object }) => (object === undefined ? [{ Prefix: show(name) }] : [])),
    };
  },
});

function collectEntries(objects: Iterable<ObjectRow>, prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? object.key : object.key.slice(0, end + delimiter.length);
    entries.set(name, { name, object: end === -1 ? object : undefined });
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replace(/%2F/g, "/");
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
