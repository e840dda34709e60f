import { createHash, createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";

// Two ways to write an RSA key: `ssh-rsa AAAA… comment` (RFC 4253, 6.6) and PEM (RFC 7468, PUBLIC KEY). IAM takes no others.

const PEM = /^-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]*-----END PUBLIC KEY-----$/;
const SSH = /^ssh-rsa[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t][^\r\n]*)?$/;

/** The RSA key of a text in either form; undefined where it is none. */
export function readPublicKey(body: string): KeyObject | undefined {
  const text = body.trim();
  const blob = SSH.exec(text)?.[1];
  const key = blob === undefined ? readPem(text) : readBlob(Buffer.from(blob, "base64"));
  return key?.asymmetricKeyType === "rsa" ? key : undefined;
}

function readPem(text: string): KeyObject | undefined {
  if (!PEM.test(text)) return undefined;
  try {
    return createPublicKey(text);
  } catch {
    // What OpenSSL cannot read is no key.
    return undefined;
  }
}

function readBlob(blob: Buffer): KeyObject | undefined {
  const fields = readFields(blob);
  const [type, exponent, modulus] = fields ?? [];
  if (fields?.length !== 3 || type?.toString("latin1") !== "ssh-rsa") return undefined;
  try {
    const jwk = { kty: "RSA", e: toBase64Url(exponent), n: toBase64Url(modulus) };
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
}

/** Fields of four bytes of length and as many bytes; undefined where they do not add up. */
function readFields(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function toBase64Url(number: Buffer | undefined): string {
  return (number ?? Buffer.alloc(0)).toString("base64url");
}

/** `ssh-rsa AAAA…`, without a comment and a line end. */
export function formatSsh(key: KeyObject): string {
  return `ssh-rsa ${makeBlob(key).toString("base64")}`;
}

/** PEM with a line end. */
export function formatPem(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

/** MD5 of the SSH form, as `ssh-keygen -E md5 -l` shows it: `7a:1d:…`. */
export function fingerprint(key: KeyObject): string {
  const digest = createHash("md5").update(makeBlob(key)).digest("hex");
  return digest.replace(/..(?!$)/g, "$&:");
}

function makeBlob(key: KeyObject): Buffer {
  const { e = "", n = "" } = key.export({ format: "jwk" });
  const numbers = [e, n].map((number) => signed(Buffer.from(number, "base64url")));
  return Buffer.concat([Buffer.from("ssh-rsa", "latin1"), ...numbers].flatMap((field) => [lengthOf(field), field]));
}

/** Numbers are signed: a first byte of 128 or more would make them negative. */
function signed(number: Buffer): Buffer {
  return (number[0] ?? 0) >= 128 ? Buffer.concat([Buffer.from([0]), number]) : number;
}

function lengthOf(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}
