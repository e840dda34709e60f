import { AwsFault } from "../fault";
import type { WireRequest } from "../wire";

/**
 * The body of a request, taken out of its `aws-chunked` envelope where it has one. Signatures of chunks are checked
 * with the request's (sigv4), checksums in trailers are not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function readPayload(request: WireRequest): Uint8Array {
  const { "content-encoding": encoding = "", "x-amz-content-sha256": hash = "" } = request.headers;
  if (!encoding.includes("aws-chunked") && !hash.startsWith("STREAMING-")) return request.body;
  const payload = joinChunks(request.body);
  const expected = request.headers["x-amz-decoded-content-length"];
  if (expected !== undefined && Number(expected) !== payload.length) throw incompleteBody();
  return payload;
}

function joinChunks(body: Uint8Array): Buffer {
  return Buffer.concat(splitChunks(body).chunks.map(({ data }) => data));
}

/** A chunk of a body; the last one is empty. */
export interface Chunk {
  readonly data: Buffer;
  readonly signature: string | undefined;
}

/** A body's chunks, and the lines of its trailer. */
export interface ChunkedBody {
  readonly chunks: readonly Chunk[];
  readonly trailer: string;
}

/** Takes a body apart; IncompleteBody where it ends too soon or is none. */
export function splitChunks({ buffer, byteOffset, byteLength }: Uint8Array): ChunkedBody {
  const body = Buffer.from(buffer, byteOffset, byteLength);
  const chunks: Chunk[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    const head = body.toString("latin1", at, end === -1 ? at : end);
    // `3e8` or `3e8;chunk-signature=…`, in hexadecimal.
    const size = /^[0-9a-f]{1,8}(?=;|$)/i.exec(head)?.[0];
    if (size === undefined) throw incompleteBody();
    const length = parseInt(size, 16);
    const signature = /;chunk-signature=([0-9a-f]+)/.exec(head)?.[1];
    const start = end + 2;
    if (length === 0) {
      chunks.push({ data: body.subarray(start, start), signature });
      return { chunks, trailer: body.toString("latin1", start) };
    }
    if (start + length + 2 > body.length) throw incompleteBody();
    chunks.push({ data: body.subarray(start, start + length), signature });
    at = start + length + 2;
  }
}

function incompleteBody(): AwsFault {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header.";
  return new AwsFault("IncompleteBody", message, 400);
}
