import { createHmac, timingSafeEqual } from "node:crypto";
import type { WireRequest } from "../../wire";
import { readAddress } from "../s3-address";
import { formatTime } from "./request-signature";
import type { SignatureFlaw } from "./signature-flaw";

/**
 * A signature of S3's older version, 2, which the AWS CLI and boto3 still make pre-signed URLs with.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export interface OlderSignature {
  readonly form: "header" | "query";
  readonly accessKeyId: string;
  /** Base64. */
  readonly signature: string;
  /** Seconds since 1970, of a pre-signed URL. */
  readonly expires: string | undefined;
  readonly sessionToken: string | undefined;
}

/** The older signature of a request; undefined where it has none. */
export function readOlderSignature({ headers, query }: WireRequest): OlderSignature | undefined {
  const [, inHeader, signed] = /^AWS ([^:\s]+):(\S+)$/.exec(headers["authorization"] ?? "") ?? [];
  if (inHeader !== undefined && signed !== undefined) {
    return {
      form: "header",
      accessKeyId: inHeader,
      signature: signed,
      expires: undefined,
      sessionToken: headers["x-amz-security-token"],
    };
  }
  const parameters = new URLSearchParams(query);
  const accessKeyId = parameters.get("AWSAccessKeyId");
  if (accessKeyId === null) return undefined;
  return {
    form: "query",
    accessKeyId,
    signature: parameters.get("Signature") ?? "",
    expires: parameters.get("Expires") ?? "",
    sessionToken: parameters.get("x-amz-security-token") ?? undefined,
  };
}

const FIFTEEN_MINUTES = 900_000;

/** Checks a signature with the secret of its key; returns what is wrong with it, undefined where it holds. */
export function verifyOlderSignature(
  request: WireRequest,
  older: OlderSignature,
  secret: string,
  now: Date,
): SignatureFlaw | undefined {
  const dated = request.headers["x-amz-date"] ?? request.headers["date"];
  if (older.form === "query") {
    if (!/^\d+$/.test(older.expires ?? "")) return { kind: "incomplete", missing: ["Expires"] };
    if (Number(older.expires) * 1000 < now.getTime()) return { kind: "expired" };
  } else {
    const at = Date.parse(dated ?? "");
    if (Number.isNaN(at)) return { kind: "incomplete", missing: ["Date"] };
    if (Math.abs(at - now.getTime()) > FIFTEEN_MINUTES) {
      const earliest = formatTime(new Date(now.getTime() - FIFTEEN_MINUTES));
      return { kind: "too-old", request: formatTime(new Date(at)), earliest, now: formatTime(now) };
    }
  }
  const expected = createHmac("sha1", secret).update(textToSign(request, older)).digest();
  const given = Buffer.from(older.signature, "base64");
  return expected.length === given.length && timingSafeEqual(expected, given) ? undefined : { kind: "mismatch" };
}

/** A pre-signed URL has in its query what a header would say. */
function textToSign(request: WireRequest, { form, expires }: OlderSignature): string {
  const { headers, method, query } = request;
  const inQuery = form === "query" ? [...new URLSearchParams(query)] : [];
  const said = new Map([
    ...Object.entries(headers),
    ...inQuery.map(([name, value]) => [name.toLowerCase(), value] as const),
  ]);
  const amazon = [...said].filter(([name]) => name.startsWith("x-amz-")).sort(([a], [b]) => (a < b ? -1 : 1));
  const date = form === "query" ? expires : said.has("x-amz-date") ? "" : (headers["date"] ?? "");
  return [
    method,
    said.get("content-md5") ?? "",
    said.get("content-type") ?? "",
    date,
    ...amazon.map(([name, value]) => `${name}:${value.trim()}`),
    resourceOf(request),
  ].join("\n");
}

/** Parameters that are part of what is asked for. */
const SUBRESOURCES: ReadonlySet<string> = new Set([
  "acl",
  "cors",
  "delete",
  "lifecycle",
  "location",
  "logging",
  "notification",
  "partNumber",
  "policy",
  "requestPayment",
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
  "restore",
  "tagging",
  "torrent",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
  "website",
]);

function resourceOf(request: WireRequest): string {
  const { bucket } = readAddress(request);
  // Where the host names the bucket, the path does not.
  const isHosted = bucket !== undefined && readAddress({ ...request, headers: {} }).bucket !== bucket;
  const parts = [...new URLSearchParams(request.query)]
    .filter(([name]) => SUBRESOURCES.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return `${isHosted ? `/${bucket}` : ""}${request.path}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}
