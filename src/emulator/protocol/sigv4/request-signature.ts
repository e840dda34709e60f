import type { WireRequest } from "../../wire";
import type { MissingPart, SignatureFlaw } from "./signature-flaw";

/** A request's signature, version 4, as it says of itself; nothing of it is checked yet. */
export interface RequestSignature {
  readonly form: "header" | "query";
  readonly accessKeyId: string;
  /** Day of the credential scope, `20260101`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** Time of the request, `20260101T120000Z`. */
  readonly time: string;
  /** Names in lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** Seconds that a pre-signed URL is good for. */
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const A_WEEK = 604_800;

/**
 * The signature of a request, from its Authorization header or the query of a pre-signed URL; undefined for a request
 * that has none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readSignature(request: WireRequest): RequestSignature | SignatureFlaw | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return readHeader(authorization, request);
  if (!/(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/i.test(request.query)) return undefined;
  return readQuery(new URLSearchParams(request.query));
}

function readHeader(authorization: string, { headers }: WireRequest): RequestSignature | SignatureFlaw {
  const space = authorization.indexOf(" ");
  if ((space === -1 ? authorization : authorization.slice(0, space)) !== ALGORITHM) return { kind: "unsupported" };
  const parts = new Map<string, string>();
  for (const part of authorization.slice(space + 1).split(",")) {
    const equals = part.indexOf("=");
    parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return assemble("header", {
    credential: parts.get("Credential"),
    signature: parts.get("Signature"),
    signedHeaders: parts.get("SignedHeaders"),
    time: headers["x-amz-date"] ?? compact(headers["date"]),
    sessionToken: headers["x-amz-security-token"],
  });
}

function readQuery(query: URLSearchParams): RequestSignature | SignatureFlaw {
  const algorithm = query.get("X-Amz-Algorithm");
  if (algorithm === null) return { kind: "incomplete", missing: ["Algorithm"] };
  if (algorithm !== ALGORITHM) return { kind: "unsupported" };
  const expiry = query.get("X-Amz-Expires");
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  if (expiry !== null && !/^-?\d+$/.test(expiry)) return { kind: "bad-expiry", reason: "not a number" };
  const expires = expiry === null ? undefined : Number(expiry);
  if (expires !== undefined && expires < 0) return { kind: "bad-expiry", reason: "negative" };
  if (expires !== undefined && expires > A_WEEK) return { kind: "bad-expiry", reason: "more than a week" };
  return assemble("query", {
    credential: query.get("X-Amz-Credential") ?? undefined,
    signature: query.get("X-Amz-Signature") ?? undefined,
    signedHeaders: query.get("X-Amz-SignedHeaders") ?? undefined,
    time: query.get("X-Amz-Date") ?? undefined,
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    expires,
  });
}

interface Parts {
  readonly credential: string | undefined;
  readonly signature: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly time: string | undefined;
  readonly sessionToken: string | undefined;
  readonly expires?: number | undefined;
}

function assemble(form: RequestSignature["form"], parts: Parts): RequestSignature | SignatureFlaw {
  const { credential, signature, signedHeaders, time } = parts;
  const day = credential?.split("/").at(-4);
  const isTime = time !== undefined && /^\d{8}T\d{6}Z$/.test(time);
  if (!credential || !signature || !signedHeaders || !isTime || day === undefined) {
    const missing: MissingPart[] = [];
    if (!credential || day === undefined) missing.push("Credential");
    if (!signature) missing.push("Signature");
    if (!signedHeaders) missing.push("SignedHeaders");
    if (!isTime) missing.push("Date");
    return { kind: "incomplete", missing };
  }
  const scope = credential.split("/");
  return {
    form,
    accessKeyId: scope.slice(0, -4).join("/"),
    day,
    region: scope.at(-3) ?? "",
    service: scope.at(-2) ?? "",
    time,
    signedHeaders: signedHeaders.split(";").map((name) => name.trim().toLowerCase()),
    signature,
    expires: parts.expires,
    sessionToken: parts.sessionToken,
  };
}

/** The header `Date` stands in for `X-Amz-Date`: `Sun, 22 Nov 2026 01:00:00 GMT`, or the compact form. */
function compact(date: string | undefined): string | undefined {
  if (date === undefined || /^\d{8}T\d{6}Z$/.test(date)) return date;
  const at = new Date(date);
  return Number.isNaN(at.getTime()) ? undefined : formatTime(at);
}

/** `20260101T120000Z`. */
export function formatTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** Milliseconds since 1970 of `20260101T120000Z`; NaN for a time that no calendar has. */
export function parseTime(time: string): number {
  const part = (from: number, to: number): number => Number(time.slice(from, to));
  const [day, hour] = [part(6, 8), part(9, 11)];
  const at = new Date(Date.UTC(part(0, 4), part(4, 6) - 1, day, hour, part(11, 13), part(13, 15)));
  // A month, a day or an hour too many runs over into the next.
  const isReal = part(4, 6) === at.getUTCMonth() + 1 && day === at.getUTCDate() && hour === at.getUTCHours();
  return isReal ? at.getTime() : NaN;
}
