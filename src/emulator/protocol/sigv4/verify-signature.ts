import { timingSafeEqual } from "node:crypto";
import type { WireRequest } from "../../wire";
import { canonicalRequest } from "./canonical-request";
import { verifyChunks } from "./chunk-signatures";
import { formatTime, parseTime } from "./request-signature";
import type { RequestSignature } from "./request-signature";
import type { SignatureFlaw } from "./signature-flaw";
import { hexHmac, hexSha256, scopeOf, signingKey } from "./signing-key";
import type { SigningKey } from "./signing-key";

const FIFTEEN_MINUTES = 900_000;

/** Checks a signature with the secret of its key; returns what is wrong with it, undefined where it holds. */
export function verifySignature(
  request: WireRequest,
  signature: RequestSignature,
  secret: string,
  now: Date,
): SignatureFlaw | undefined {
  return (
    checkTime(signature, now) ??
    checkSignedHeaders(request, signature) ??
    checkContent(request, signature, signingKey(secret, signature))
  );
}

function checkTime({ time, day, expires }: RequestSignature, now: Date): SignatureFlaw | undefined {
  if (time.slice(0, 8) !== day) return { kind: "other-day", scope: day, request: time };
  const at = parseTime(time);
  if (Number.isNaN(at)) return { kind: "incomplete", missing: ["Date"] };
  const current = now.getTime();
  if (at > current + FIFTEEN_MINUTES) {
    const latest = formatTime(new Date(current + FIFTEEN_MINUTES));
    return { kind: "too-new", request: time, latest, now: formatTime(now) };
  }
  if (expires !== undefined) return at + expires * 1000 < current ? { kind: "expired" } : undefined;
  if (at >= current - FIFTEEN_MINUTES) return undefined;
  const earliest = formatTime(new Date(current - FIFTEEN_MINUTES));
  return { kind: "too-old", request: time, earliest, now: formatTime(now) };
}

/** The host must be signed, and every header of AWS's that came along. */
function checkSignedHeaders(request: WireRequest, { signedHeaders }: RequestSignature): SignatureFlaw | undefined {
  if (!signedHeaders.includes("host")) return { kind: "unsigned-headers", names: ["host"] };
  let unsigned: string[] | undefined;
  for (const name in request.headers) {
    if (name.startsWith("x-amz-") && !signedHeaders.includes(name)) (unsigned ??= []).push(name);
  }
  return unsigned === undefined ? undefined : { kind: "unsigned-headers", names: unsigned };
}

function checkContent(request: WireRequest, signature: RequestSignature, key: SigningKey): SignatureFlaw | undefined {
  const payloadHash = signature.service === "s3" ? claimedHash(request, signature) : hexSha256(request.body);
  if (payloadHash === undefined) return { kind: "no-payload-hash" };
  const canonical = canonicalRequest(request, signature, payloadHash);
  const text = `AWS4-HMAC-SHA256\n${signature.time}\n${scopeOf(signature)}\n${hexSha256(canonical)}`;
  if (!isSame(hexHmac(key, text), signature.signature)) return { kind: "mismatch" };
  if (signature.service !== "s3" || payloadHash === UNSIGNED) return undefined;
  if (payloadHash.startsWith("STREAMING-")) return verifyChunks(request, signature, key, payloadHash);
  return hexSha256(request.body) === payloadHash ? undefined : { kind: "other-payload" };
}

const UNSIGNED = "UNSIGNED-PAYLOAD";

/** What an S3 request says that it sends; a pre-signed URL seldom does. */
function claimedHash({ headers, query }: WireRequest, { form }: RequestSignature): string | undefined {
  const claimed = headers["x-amz-content-sha256"];
  if (claimed !== undefined || form === "header") return claimed;
  return new URLSearchParams(query).get("X-Amz-Content-Sha256") ?? UNSIGNED;
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
