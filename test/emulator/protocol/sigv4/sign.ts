import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { WireRequest } from "../../../../src/emulator/wire";

/** A request to be signed. */
export interface Unsigned {
  readonly method?: string;
  /** As on the wire. */
  readonly path?: string;
  /** Values decoded. */
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** With what. */
export interface Signing {
  readonly service?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly date?: Date;
  /** Host and port. */
  readonly host?: string;
  /** Seconds; makes a pre-signed URL. */
  readonly expiresIn?: number;
}

export const NOW = new Date("2026-01-02T03:04:05Z");
export const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

class Sha256 {
  readonly #made;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#made = key === undefined ? createHash("sha256") : createHmac("sha256", key as string | Uint8Array);
  }
  update(data: string | Uint8Array): void {
    this.#made.update(data);
  }
  reset(): void {
    throw new Error("not asked for by the signer");
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#made.digest());
  }
}

interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
}

/** A request that the signer of the AWS SDK signed, as the emulator gets it: the oracle of the verifier. */
export async function sign(unsigned: Unsigned, signing: Signing = {}): Promise<WireRequest> {
  const { service = "iam", accessKeyId = KEY_ID, secretAccessKey = SECRET, sessionToken, date = NOW } = signing;
  const host = signing.host ?? "127.0.0.1:4566";
  const signer = new SignatureV4({
    service,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Sha256 as never,
    uriEscapePath: service !== "s3",
    applyChecksum: true,
  });
  const request = {
    method: unsigned.method ?? "GET",
    protocol: "http:",
    hostname: host.split(":")[0],
    port: Number(host.split(":")[1]),
    path: unsigned.path ?? "/",
    query: unsigned.query ?? {},
    headers: { host, ...unsigned.headers },
    body: unsigned.body,
  };
  const signed: Signed =
    signing.expiresIn === undefined
      ? ((await signer.sign(request as never, { signingDate: date })) as unknown as Signed)
      : await signer.presign(request as never, { signingDate: date, expiresIn: signing.expiresIn });
  return {
    method: signed.method,
    path: signed.path,
    query: queryText(signed.query ?? {}),
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(unsigned.body ?? ""),
  };
}

function queryText(query: Record<string, string | string[] | null>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => [value ?? ""].flat().map((one) => `${encode(name)}=${encode(one)}`))
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
