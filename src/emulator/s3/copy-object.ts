import type { CopyObjectOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import { AwsFault } from "../fault";
import { defineOperation } from "../operation";
import { findBucket } from "./bucket-rows";
import { findObject } from "./object-rows";
import { storeObject, versionMember } from "./objects";
import type { ObjectProperties } from "./objects";

/** CopyObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject = defineOperation<CopyObjectRequest, CopyObjectOutput>({
  name: "CopyObject",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const source = readSource(input.CopySource ?? "");
    const from = findBucket(context, source.bucket);
    const original = findObject(context, from, source.key, source.versionId);
    const { ACL, BucketKeyEnabled, ServerSideEncryption, SSEKMSKeyId, StorageClass } = input;
    const described: ObjectProperties =
      input.MetadataDirective === "REPLACE"
        ? { ...input, Tagging: undefined }
        : { ...original.headers, ContentType: original.contentType, Metadata: { ...original.metadata } };
    const Tagging =
      input.TaggingDirective === "REPLACE"
        ? input.Tagging
        : new URLSearchParams(original.tags.map(({ Key, Value }): [string, string] => [Key, Value])).toString();
    const row = storeObject(context, bucket, input.Key ?? "", original.body, original.etag, {
      ...described,
      ACL,
      BucketKeyEnabled,
      ServerSideEncryption,
      SSEKMSKeyId,
      StorageClass,
      Tagging,
    });
    return {
      CopyObjectResult: { ETag: row.etag, LastModified: row.lastModified },
      ...row.encryption,
      ...versionMember(bucket, row.versionId),
      ...(versionMember(from, original.versionId).VersionId !== undefined && {
        CopySourceVersionId: original.versionId,
      }),
    };
  },
});

/** `/bucket/key?versionId=…`, percent-encoded, with or without the first slash. */
export function readSource(text: string): {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
} {
  const [, bucket = "", encoded = "", versionId] =
    /^\/?([^/?]+)\/([^?]+)(?:\?versionId=([^&]+))?$/.exec(text.replace(/%2F/gi, "/")) ?? [];
  let key: string;
  try {
    key = decodeURIComponent(encoded);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    key = "";
  }
  // Sentence observed in public logs.
  if (key === "") throw new AwsFault("InvalidArgument", "Invalid copy source object key", 400);
  return { bucket, key, versionId };
}
