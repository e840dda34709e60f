import { createHash, createHmac, hash } from "node:crypto";
import type { RequestSignature } from "./request-signature";

type Scope = Pick<RequestSignature, "day" | "region" | "service">;

/** Keys derived; a key of one day, region and service is asked for with every request. */
const keys = new Map<string, Buffer>();
const MOST_KEYS = 1000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function signingKey(secret: string, { day, region, service }: Scope): Buffer {
  const name = JSON.stringify([secret, day, region, service]);
  const known = keys.get(name);
  if (known !== undefined) return known;
  let key = hmac(`AWS4${secret}`, day);
  for (const part of [region, service, "aws4_request"]) key = hmac(key, part);
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

export function scopeOf({ day, region, service }: Scope): string {
  return `${day}/${region}/${service}/aws4_request`;
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

export function hexHmac(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Node 20.12 has `hash`, which spares an object. */
export function hexSha256(data: string | Uint8Array): string {
  return typeof hash === "function" ? hash("sha256", data, "hex") : createHash("sha256").update(data).digest("hex");
}
