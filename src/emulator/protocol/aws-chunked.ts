import { AwsFault } from "../fault";
import type { WireRequest } from "../wire";

/**
 * The body of a request, taken out of its `aws-chunked` envelope where it has one. Signatures of chunks and checksums in
 * trailers are not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function readPayload(request: WireRequest): Uint8Array {
  const { "content-encoding": encoding = "", "x-amz-content-sha256": hash = "" } = request.headers;
  if (!encoding.includes("aws-chunked") && !hash.startsWith("STREAMING-")) return request.body;
  const payload = joinChunks(Buffer.from(request.body.buffer, request.body.byteOffset, request.body.byteLength));
  const expected = request.headers["x-amz-decoded-content-length"];
  if (expected !== undefined && Number(expected) !== payload.length) throw incompleteBody();
  return payload;
}

function joinChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    // `3e8` or `3e8;chunk-signature=…`, in hexadecimal.
    const size = /^[0-9a-f]{1,8}(?=;|$)/i.exec(body.toString("latin1", at, end === -1 ? at : end))?.[0];
    if (size === undefined) throw incompleteBody();
    const length = parseInt(size, 16);
    const start = end + 2;
    if (length === 0) return Buffer.concat(chunks);
    if (start + length + 2 > body.length) throw incompleteBody();
    chunks.push(body.subarray(start, start + length));
    at = start + length + 2;
  }
}

function incompleteBody(): AwsFault {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header.";
  return new AwsFault("IncompleteBody", message, 400);
}
