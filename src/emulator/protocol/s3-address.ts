import { AwsFault } from "../fault";
import type { WireRequest } from "../wire";

/** What an S3 request addresses. */
export interface S3Address {
  readonly bucket: string | undefined;
  /** Decoded; undefined where the request addresses the bucket itself, or none. */
  readonly key: string | undefined;
}

/** Hosts that begin with the bucket's name: `bucket.s3.us-east-1.amazonaws.com`, `bucket.s3.localhost`. */
const BUCKET_AND_SERVICE = /^(.+)\.s3(?:[.-][a-z0-9-]+)*\.(?:localhost|amazonaws\.com|amazonaws\.com\.cn)$/;
/** `bucket.localhost`, as the SDKs address `http://localhost:4566`; but `s3.localhost` is the service itself. */
const BUCKET_OF_LOCALHOST = /^(?!s3(?:[.-]|$))(.+)\.localhost$/;

/**
 * The bucket and key of a request, in either of S3's styles.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function readAddress(request: WireRequest): S3Address {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  const hosted = (BUCKET_AND_SERVICE.exec(host) ?? BUCKET_OF_LOCALHOST.exec(host))?.[1];
  const path = request.path.replace(/^\//, "");
  if (hosted !== undefined) return { bucket: hosted, key: path === "" ? undefined : decode(path) };
  const slash = path.indexOf("/");
  const bucket = slash === -1 ? path : path.slice(0, slash);
  const key = slash === -1 ? "" : path.slice(slash + 1);
  return { bucket: bucket === "" ? undefined : decode(bucket), key: key === "" ? undefined : decode(key) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    throw new AwsFault("InvalidURI", "Couldn't parse the specified URI.", 400);
  }
}
