import { AwsFault } from "../fault";

/** Codes, statuses and sentences: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const FAULTS = {
  AccessDenied: [403, "Access Denied"],
  BadDigest: [400, "The Content-MD5 you specified did not match what we received."],
  BucketAlreadyExists: [
    409,
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
      "Please select a different name and try again.",
  ],
  BucketAlreadyOwnedByYou: [409, "Your previous request to create the named bucket succeeded and you already own it."],
  BucketNotEmpty: [409, "The bucket you tried to delete is not empty"],
  IllegalLocationConstraintException: [
    400,
    "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
  ],
  InvalidBucketName: [400, "The specified bucket is not valid."],
  InvalidDigest: [400, "The Content-MD5 you specified was invalid."],
  InvalidLocationConstraint: [400, "The specified location-constraint is not valid"],
  InvalidRange: [416, "The requested range is not satisfiable"],
  KeyTooLongError: [400, "Your key is too long"],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold"],
} as const;

/** S3's error of that code. */
export function s3Fault(code: keyof typeof FAULTS): AwsFault {
  const [status, message] = FAULTS[code];
  return new AwsFault(code, message, status);
}
