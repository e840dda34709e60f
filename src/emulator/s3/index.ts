import * as client from "@aws-sdk/client-s3";
import { restXml } from "../protocol/rest-xml";
import { defineService } from "../service";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./buckets";
import { listObjectsV2 } from "./list-objects";
import { deleteObject, getObject, headObject, putObject } from "./objects";

/** Amazon S3, as far as CloudFormation templates need it. */
export const s3 = defineService({
  name: "s3",
  version: "2006-03-01",
  namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
  protocol: restXml,
  client,
  operations: [
    createBucket,
    deleteBucket,
    headBucket,
    getBucketLocation,
    listBuckets,
    putObject,
    getObject,
    headObject,
    deleteObject,
    listObjectsV2,
  ],
  constraints: {},
  wording: "with-value",
});
