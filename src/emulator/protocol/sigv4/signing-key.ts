import { createHash, createHmac, hash } from "node:crypto";
import type { RequestSignature } from "./request-signature";

type Scope = Pick<RequestSignature, "day" | "region" | "service">;

/** A key, its two halves ready for HMAC where Node hashes in one go (20.12), which takes half the time. */
export interface SigningKey {
  readonly bytes: Buffer;
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** Keys derived; a key of one day, region and service is asked for with every request. */
const keys = new Map<string, SigningKey>();
const MOST_KEYS = 1000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signingKey(secret: string, { day, region, service }: Scope): SigningKey {
  const name = `${secret} ${day} ${region} ${service}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  let bytes = hmac(`AWS4${secret}`, day);
  for (const part of [region, service, "aws4_request"]) bytes = hmac(bytes, part);
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = { bytes, inner: padded(bytes, 0x36), outer: padded(bytes, 0x5c) };
  keys.set(name, key);
  return key;
}

export function scopeOf({ day, region, service }: Scope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

/** A block of SHA-256 with the key in it: https://www.rfc-editor.org/rfc/rfc2104 */
function padded(key: Buffer, pad: number): Buffer {
  return Buffer.alloc(64, pad).map((byte, index) => byte ^ (key[index] ?? 0)) as Buffer;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

export function hexHmac({ bytes, inner, outer }: SigningKey, text: string): string {
  if (typeof hash !== "function") return createHmac("sha256", bytes).update(text).digest("hex");
  const first = hash("sha256", Buffer.concat([inner, Buffer.from(text)]), "buffer");
  return hash("sha256", Buffer.concat([outer, first]), "hex");
}

export function hexSha256(data: string | Uint8Array): string {
  return typeof hash === "function" ? hash("sha256", data, "hex") : createHash("sha256").update(data).digest("hex");
}
