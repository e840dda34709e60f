import type { WireRequest } from "../../wire";
import { splitChunks } from "../aws-chunked";
import type { RequestSignature } from "./request-signature";
import type { SignatureFlaw } from "./signature-flaw";
import { hexHmac, hexSha256, scopeOf } from "./signing-key";
import type { SigningKey } from "./signing-key";

/** How a body in chunks is signed, by what `x-amz-content-sha256` says. */
const FORMS: Readonly<Record<string, { readonly chunks: boolean; readonly trailer: boolean }>> = {
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER": { chunks: false, trailer: false },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": { chunks: true, trailer: false },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": { chunks: true, trailer: true },
};

const NOTHING = hexSha256("");

/**
 * Checks the signatures of a body's chunks, each of which covers the one before.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, sigv4-streaming-trailers.html
 */
export function verifyChunks(
  request: WireRequest,
  signature: RequestSignature,
  key: SigningKey,
  form: string,
): SignatureFlaw | undefined {
  const signed = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
  if (signed === undefined) return { kind: "unsupported" };
  if (!signed.chunks) return undefined;
  const { chunks, trailer } = splitChunks(request.body);
  const about = `${signature.time}\n${scopeOf(signature)}`;
  let previous = signature.signature;
  for (const chunk of chunks) {
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${about}\n${previous}\n${NOTHING}\n${hexSha256(chunk.data)}`;
    if (hexHmac(key, text) !== chunk.signature) return { kind: "mismatch" };
    previous = chunk.signature;
  }
  if (!signed.trailer) return undefined;
  const { headers, signature: last } = readTrailer(trailer);
  const text = `AWS4-HMAC-SHA256-TRAILER\n${about}\n${previous}\n${hexSha256(headers)}`;
  return hexHmac(key, text) === last ? undefined : { kind: "mismatch" };
}

/** `x-amz-checksum-crc32:…` lines, and the signature over them, which is a line of its own. */
function readTrailer(trailer: string): { readonly headers: string; readonly signature: string | undefined } {
  const lines = trailer.split(/\r?\n/).filter((line) => line !== "");
  const name = "x-amz-trailer-signature:";
  const headers = lines.filter((line) => !line.startsWith(name)).map((line) => `${line.trim()}\n`);
  return { headers: headers.join(""), signature: lines.find((line) => line.startsWith(name))?.slice(name.length) };
}
