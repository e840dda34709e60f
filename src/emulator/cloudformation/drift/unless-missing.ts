import { AwsFault } from "../../fault";

const NOT_FOUND = new Set(["NoSuchEntity", "NoSuchBucket", "NoSuchBucketPolicy", "NotFound", "ParameterNotFound"]);

/** What a read answers; undefined where there is no such thing. */
export async function unlessMissing<Output>(read: Promise<Output>): Promise<Output | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AwsFault && NOT_FOUND.has(error.code)) return undefined;
    throw error;
  }
}
