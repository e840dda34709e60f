import type { Operation } from "../operation";
import { getBucketAcl, putBucketAcl } from "./bucket-acl";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./buckets";
import { copyObject } from "./copy-object";
import { deleteObjects } from "./delete-objects";
import { listObjectVersions } from "./list-object-versions";
import { listObjects, listObjectsV2 } from "./list-objects";
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from "./multipart-uploads";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./object-tags";
import { deleteObject, getObject, headObject, putObject } from "./objects";
import { settingOperations } from "./setting-operations";

/** Every operation of S3 on the emulator. */
export const operations: readonly Operation[] = [
  createBucket,
  deleteBucket,
  headBucket,
  getBucketLocation,
  listBuckets,
  getBucketAcl,
  putBucketAcl,
  ...settingOperations,
  putObject,
  getObject,
  headObject,
  copyObject,
  deleteObject,
  deleteObjects,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
  listObjects,
  listObjectsV2,
  listObjectVersions,
  createMultipartUpload,
  uploadPart,
  completeMultipartUpload,
  abortMultipartUpload,
];
