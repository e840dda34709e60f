import type { WireRequest } from "../../wire";
import type { RequestSignature } from "./request-signature";

/**
 * What a signature is made of, of the request as it arrived.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(request: WireRequest, signature: RequestSignature, payloadHash: string): string {
  const { signedHeaders, form, service } = signature;
  let headers = "";
  for (const name of signedHeaders) headers += `${name}:${canonicalValue(request.headers[name])}\n`;
  return [
    request.method,
    service === "s3" ? encodePath(request.path, decodeText) : encodePath(request.path, (text) => text),
    canonicalQuery(request.query, form === "query"),
    headers,
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

function canonicalValue(value: string | undefined): string {
  const trimmed = (value ?? "").trim();
  return trimmed.includes("  ") ? trimmed.replace(/ +/g, " ") : trimmed;
}

/** S3 takes the path as it is meant; the other services encode once more what is encoded on the wire. */
function encodePath(path: string, read: (text: string) => string): string {
  if (path === "/") return path;
  return path
    .split("/")
    .map((segment) => encode(read(segment)))
    .join("/");
}

function canonicalQuery(query: string, isSigned: boolean): string {
  if (query === "") return "";
  const pairs: [name: string, value: string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decodeText(equals === -1 ? part : part.slice(0, equals));
    if (isSigned && name === "X-Amz-Signature") continue;
    pairs.push([encode(name), encode(equals === -1 ? "" : decodeText(part.slice(equals + 1)))]);
  }
  // By the bytes of the encoded name, then of the value; both are ASCII.
  pairs.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Text that is not well encoded is taken as it stands: its signature can match only if the signer did so. */
function decodeText(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}

/** All but the unreserved characters of RFC 3986, which encodeURIComponent leaves five more of. */
function encode(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
