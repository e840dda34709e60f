import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import { validationError } from "./faults";

/** Where a request says that its template is. */
export interface TemplateSource {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
}

/** Bytes that a template in S3 may have; decimal, not 1 MiB. */
const LARGEST_OBJECT = 1_000_000;

interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

interface GetObjectOutput {
  readonly Body?: Uint8Array;
}

/** The text of the template that a request names; throws ValidationError where there is none to be had. */
export async function readTemplateSource(source: TemplateSource, context: OperationContext): Promise<string> {
  if (source.TemplateBody !== undefined && source.TemplateURL !== undefined) {
    throw validationError("You cannot specify both Template URL and Template Body");
  }
  if (source.TemplateBody !== undefined) return checkBody(source.TemplateBody);
  if (source.TemplateURL === undefined) {
    throw validationError("Either Template URL or Template Body must be specified.");
  }
  return readTemplateUrl(source.TemplateURL, context);
}

/** The text of the S3 object that a TemplateURL or StackPolicyURL names. */
export async function readTemplateUrl(url: string, context: OperationContext): Promise<string> {
  return readObject(parseTemplateUrl(url, context), context);
}

/** Bytes that TemplateBody may have. */
const LARGEST_BODY = 51_200;

function checkBody(body: string): string {
  if (Buffer.byteLength(body, "utf8") <= LARGEST_BODY) return body;
  throw validationError(
    `1 validation error detected: Value '${body}' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${LARGEST_BODY}`,
  );
}

async function readObject({ bucket, key, versionId }: ObjectAddress, context: OperationContext): Promise<string> {
  const input = { Bucket: bucket, Key: key, VersionId: versionId };
  let body: Uint8Array;
  try {
    const output = await context.invoke<GetObjectOutput>("s3", "GetObject", input);
    body = output.Body ?? new Uint8Array();
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    throw validationError(
      `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
  if (body.byteLength > LARGEST_OBJECT) {
    throw validationError(`Template may not exceed ${LARGEST_OBJECT} bytes in size.`);
  }
  return new TextDecoder().decode(body);
}

/**
 * Bucket and key of a TemplateURL: AWS's path style and virtual-hosted style, and path style at the emulator's own
 * endpoint.
 */
export function parseTemplateUrl(text: string, context: Pick<OperationContext, "endpoint">): ObjectAddress {
  if (!URL.canParse(text)) throw validationError("TemplateURL must be a supported URL.");
  const url = new URL(text);
  if (url.protocol === "s3:") {
    throw validationError("S3 error: Domain name specified in bucket is not a valid S3 domain");
  }
  if (isOwnEndpoint(url, context.endpoint)) return atPath(url);
  if (url.protocol !== "https:") throw validationError("TemplateURL must be a supported URL.");

  const host =
    /^(?:(?<bucket>[a-z0-9][a-z0-9.-]*)\.)?s3(?:[.-](?!website)(?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(
      url.hostname,
    );
  if (host === null) throw validationError("TemplateURL must be an Amazon S3 URL.");
  const bucket = host.groups?.["bucket"];
  return bucket === undefined ? atPath(url) : { bucket, key: decode(url.pathname.slice(1)), ...versionOf(url) };
}

function atPath(url: URL): ObjectAddress {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(url.pathname) ?? [];
  if (bucket === "" || key === "") throw validationError("TemplateURL must be an Amazon S3 URL.");
  return { bucket: decode(bucket), key: decode(key), ...versionOf(url) };
}

function versionOf(url: URL): { versionId?: string } {
  const versionId = url.searchParams.get("versionId");
  return versionId === null ? {} : { versionId };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) throw validationError("TemplateURL must be a supported URL.");
    throw error;
  }
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** True for the emulator's endpoint by any of its loopback names. */
function isOwnEndpoint(url: URL, endpoint: string): boolean {
  const own = new URL(endpoint);
  if (url.protocol !== own.protocol || url.port !== own.port) return false;
  return url.hostname === own.hostname || (LOOPBACK.has(url.hostname) && LOOPBACK.has(own.hostname));
}
