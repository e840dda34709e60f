import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import { findBucket } from "./bucket-rows";
import { findObject, replaceVersion } from "./object-rows";
import { versionMember } from "./objects";
import { checkTags } from "./tags";

// References: https://docs.aws.amazon.com/AmazonS3/latest/API/API_{operation name}.html

/** GetObjectTagging. */
export const getObjectTagging = defineOperation<GetObjectTaggingRequest, GetObjectTaggingOutput>({
  name: "GetObjectTagging",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const row = findObject(context, bucket, input.Key, input.VersionId);
    return { TagSet: [...row.tags], ...versionMember(bucket, row.versionId) };
  },
});

/** PutObjectTagging; the tags take the place of all that were there. */
export const putObjectTagging = defineOperation<PutObjectTaggingRequest, PutObjectTaggingOutput>({
  name: "PutObjectTagging",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const row = findObject(context, bucket, input.Key, input.VersionId);
    replaceVersion(context, bucket, { ...row, tags: checkTags(input.Tagging?.TagSet as never, "object") });
    return versionMember(bucket, row.versionId);
  },
});

/** DeleteObjectTagging. */
export const deleteObjectTagging = defineOperation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput>({
  name: "DeleteObjectTagging",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const row = findObject(context, bucket, input.Key, input.VersionId);
    replaceVersion(context, bucket, { ...row, tags: [] });
    return versionMember(bucket, row.versionId);
  },
});
