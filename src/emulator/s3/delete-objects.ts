import type { DeleteObjectsOutput, DeleteObjectsRequest } from "@aws-sdk/client-s3";
import { defineOperation } from "../operation";
import { findBucket } from "./bucket-rows";
import { s3Fault } from "./faults";
import { eraseObject } from "./objects";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const MOST_KEYS = 1000;

/** DeleteObjects. */
export const deleteObjects = defineOperation<DeleteObjectsRequest, DeleteObjectsOutput>({
  name: "DeleteObjects",
  run(input, context) {
    const bucket = findBucket(context, input.Bucket);
    const objects = input.Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > MOST_KEYS) throw s3Fault("MalformedXML");
    const deleted = objects.map(({ Key = "", VersionId }) => {
      const outcome = eraseObject(context, bucket, Key, VersionId);
      return {
        Key,
        VersionId,
        ...(outcome.DeleteMarker === true && {
          DeleteMarker: true,
          DeleteMarkerVersionId: outcome.VersionId,
        }),
      };
    });
    return input.Delete?.Quiet === true ? {} : { Deleted: deleted };
  },
});
