import { X509Certificate, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** A certificate made for a test, PEM, with its key. */
export interface MadeCertificate {
  readonly name: string;
  readonly pem: string;
  readonly privateKey: string;
  readonly der: Buffer;
  readonly key: KeyObject;
}

export interface CertificateWish {
  readonly name: string;
  /** @default - signed by itself */
  readonly issuer?: MadeCertificate;
  readonly from?: Date;
  readonly to?: Date;
  /** Whether it may sign others. @default false */
  readonly ca?: boolean;
  /** @default "ec" */
  readonly keyType?: "ec" | "rsa";
}

const ECDSA_WITH_SHA256 = oid(1, 2, 840, 10045, 4, 3, 2);
const RSA_WITH_SHA256 = oid(1, 2, 840, 113549, 1, 1, 11);
const COMMON_NAME = oid(2, 5, 4, 3);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);

/** An X.509 certificate on the curve P-256 (RFC 5280, 4.1). */
export function makeCertificate({
  name,
  issuer,
  from,
  to,
  ca = false,
  keyType = "ec",
}: CertificateWish): MadeCertificate {
  const { publicKey, privateKey } =
    keyType === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signsWithRsa = (issuer?.key ?? privateKey).asymmetricKeyType === "rsa";
  const algorithm = signsWithRsa ? sequence(RSA_WITH_SHA256, der(0x05, Buffer.alloc(0))) : sequence(ECDSA_WITH_SHA256);
  const basicConstraints = sequence(ca ? der(0x01, Buffer.from([255])) : Buffer.alloc(0));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    commonName(issuer?.name ?? name),
    sequence(time(from ?? new Date("2020-01-01T00:00:00Z")), time(to ?? new Date("2049-01-01T00:00:00Z"))),
    commonName(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(BASIC_CONSTRAINTS, der(0x04, basicConstraints)))),
  );
  const signature = sign("sha256", content, issuer?.key ?? privateKey);
  const certificate = new X509Certificate(sequence(content, algorithm, der(0x03, Buffer.from([0]), signature)));
  return {
    name,
    pem: certificate.toString(),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    der: certificate.raw,
    key: privateKey,
  };
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return der(0x17, Buffer.from(date.toISOString().replace(/^..|[-:T]|\.\d+/g, "")));
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    bytes.push(...digits);
  }
  return der(0x06, Buffer.from(bytes));
}
