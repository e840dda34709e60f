import { readSignature } from "../../../../src/emulator/protocol/sigv4/request-signature";
import type { RequestSignature } from "../../../../src/emulator/protocol/sigv4/request-signature";
import type { SignatureFlaw } from "../../../../src/emulator/protocol/sigv4/signature-flaw";
import { hexHmac, hexSha256, signingKey } from "../../../../src/emulator/protocol/sigv4/signing-key";
import { verifySignature } from "../../../../src/emulator/protocol/sigv4/verify-signature";
import type { WireRequest } from "../../../../src/emulator/wire";
import { KEY_ID, NOW, SECRET, sign } from "./sign";
import type { Signing, Unsigned } from "./sign";

function verify(request: WireRequest, { secret = SECRET, now = NOW } = {}): SignatureFlaw | undefined {
  const signature = readSignature(request);
  if (signature === undefined) throw new Error("unsigned");
  return "kind" in signature ? signature : verifySignature(request, signature, secret, now);
}

function later(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const LIST: Unsigned = { method: "POST", headers: FORM, body: "Action=ListRoles&Version=2010-05-08" };

/** As the presigners of the SDKs have it. */
const DOWNLOAD: Unsigned = { path: "/b/k", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } };

describe("a request that the SDK's signer signed", () => {
  it.each<[string, Unsigned, Signing]>([
    ["is a form", LIST, {}],
    ["has a session token", LIST, { sessionToken: "a/token+with=signs" }],
    ["has values in its query", { query: { Action: "ListRoles", B: "x y+z/é*'()!~", a: ["2", "1"], empty: "" } }, {}],
    ["has headers with spaces", { headers: { "x-amz-meta-a": "  many   spaces  " } }, { service: "s3" }],
    ["has a path that needs encoding", { path: "/bucket/a%20key/%C3%A9%2B/x~y" }, { service: "s3" }],
    ["has a path that S3 leaves as it is", { path: "/bucket/a//b/../c" }, { service: "s3" }],
    ["is an upload", { method: "PUT", path: "/b/k", body: "the body" }, { service: "s3" }],
    [
      "is JSON",
      { method: "POST", headers: { "x-amz-target": "AmazonSSM.GetParameter" }, body: "{}" },
      { service: "ssm" },
    ],
    ["is a pre-signed URL of S3", DOWNLOAD, { service: "s3", expiresIn: 60 }],
    ["is a pre-signed URL with a token", DOWNLOAD, { service: "s3", expiresIn: 60, sessionToken: "t/+=" }],
    ["is a pre-signed URL of STS", { query: { Action: "GetCallerIdentity" } }, { service: "sts", expiresIn: 60 }],
  ])("holds where it %s", async (_what, unsigned, signing) => {
    expect(verify(await sign(unsigned, signing))).toBeUndefined();
  });

  it("tells its key, region, service and token", async () => {
    expect(readSignature(await sign(LIST, { sessionToken: "token" }))).toMatchObject({
      form: "header",
      accessKeyId: KEY_ID,
      region: "us-east-1",
      service: "iam",
      day: "20260102",
      time: "20260102T030405Z",
      sessionToken: "token",
    });
  });
});

describe("a request that was changed after it was signed", () => {
  it.each<[string, (request: WireRequest) => WireRequest]>([
    ["another method", (request) => ({ ...request, method: "DELETE" })],
    ["another path", (request) => ({ ...request, path: "/other" })],
    ["another query", (request) => ({ ...request, query: "a=1" })],
    ["another body", (request) => ({ ...request, body: Buffer.from("Action=DeleteRole&Version=2010-05-08") })],
    ["another host", (request) => ({ ...request, headers: { ...request.headers, host: "elsewhere" } })],
    ["another signature", (request) => replaceHeader(request, /Signature=\w+/, `Signature=${"0".repeat(64)}`)],
    ["a short signature", (request) => replaceHeader(request, /Signature=\w+/, "Signature=0")],
  ])("does not hold with %s", async (_what, change) => {
    expect(verify(change(await sign(LIST)))).toEqual({ kind: "mismatch" });
  });

  it("does not hold with another secret", async () => {
    expect(verify(await sign(LIST), { secret: "other" })).toEqual({ kind: "mismatch" });
  });

  it("must have signed the headers of AWS that it brings, and its host", async () => {
    const signed = await sign(LIST);
    const added = { ...signed, headers: { ...signed.headers, "x-amz-acl": "public-read" } };

    expect(verify(added)).toEqual({ kind: "unsigned-headers", names: ["x-amz-acl"] });
    expect(verify(replaceHeader(signed, /host;/, ""))).toEqual({ kind: "unsigned-headers", names: ["host"] });
  });

  it("sends to S3 what it said that it would", async () => {
    const upload = await sign({ method: "PUT", path: "/b/k", body: "the body" }, { service: "s3" });

    expect(verify({ ...upload, body: Buffer.from("another") })).toEqual({ kind: "other-payload" });
  });
});

describe("the time of a signature", () => {
  it.each<[string, number, SignatureFlaw | undefined]>([
    ["15 minutes old", 900, undefined],
    [
      "older than 15 minutes",
      901,
      { kind: "too-old", request: "20260102T030405Z", earliest: "20260102T030406Z", now: "20260102T031906Z" },
    ],
    ["15 minutes ahead", -900, undefined],
    [
      "further ahead than 15 minutes",
      -901,
      { kind: "too-new", request: "20260102T030405Z", latest: "20260102T030404Z", now: "20260102T024904Z" },
    ],
  ])("may be %s, or not", async (_what, seconds, flaw) => {
    expect(verify(await sign(LIST), { now: later(seconds) })).toEqual(flaw);
  });

  it("of a pre-signed URL lasts as long as it says", async () => {
    const url = await sign(DOWNLOAD, { service: "s3", expiresIn: 60 });

    expect(verify(url, { now: later(60) })).toBeUndefined();
    expect(verify(url, { now: later(61) })).toEqual({ kind: "expired" });
  });

  it("is of the day of the credential scope", async () => {
    const request = replaceHeader(await sign(LIST), /20260102\/us/, "20260103/us");

    expect(verify(request)).toEqual({ kind: "other-day", scope: "20260103", request: "20260102T030405Z" });
  });
});

describe("a signature that cannot be read", () => {
  const signed = (authorization: string): WireRequest => ({
    method: "GET",
    path: "/",
    query: "",
    headers: { authorization, "x-amz-date": "20260102T030405Z", host: "h" },
    body: new Uint8Array(),
  });

  it.each<[string, WireRequest, SignatureFlaw]>([
    ["has another algorithm", signed("AWS4-ECDSA-P256-SHA256 Credential=x"), { kind: "unsupported" }],
    ["is of version 2", signed("AWS AKIA:signature"), { kind: "unsupported" }],
    ["is empty", signed(""), { kind: "unsupported" }],
    [
      "has no parts",
      signed("AWS4-HMAC-SHA256"),
      { kind: "incomplete", missing: ["Credential", "Signature", "SignedHeaders"] },
    ],
    [
      "has a short credential",
      signed("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0"),
      { kind: "incomplete", missing: ["Credential"] },
    ],
    [
      "has a time that no calendar has",
      {
        ...signed("AWS4-HMAC-SHA256 Credential=a/20269999/r/s/aws4_request, SignedHeaders=host, Signature=0"),
        headers: {
          authorization: "AWS4-HMAC-SHA256 Credential=a/20269999/r/s/aws4_request, SignedHeaders=host, Signature=0",
          "x-amz-date": "20269999T000000Z",
        },
      },
      { kind: "incomplete", missing: ["Date"] },
    ],
  ])("because it %s says what is missing", (_what, request, flaw) => {
    expect(verify(request)).toEqual(flaw);
  });

  it.each<[string, SignatureFlaw]>([
    ["X-Amz-Expires=soon", { kind: "bad-expiry", reason: "not a number" }],
    ["X-Amz-Expires=-1", { kind: "bad-expiry", reason: "negative" }],
    ["X-Amz-Expires=604801", { kind: "bad-expiry", reason: "more than a week" }],
  ])("has a life of %s", (expiry, flaw) => {
    expect(verify({ ...signed(""), headers: {}, query: `X-Amz-Algorithm=AWS4-HMAC-SHA256&${expiry}` })).toEqual(flaw);
  });

  it("is not there where nothing was signed", () => {
    expect(readSignature({ ...signed(""), headers: {} })).toBeUndefined();
  });
});

describe("a body in chunks", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
  async function upload(chunks: string[], form: string, trailer?: string): Promise<WireRequest> {
    const head = await sign(
      { method: "PUT", path: "/b/k", headers: { "x-amz-content-sha256": form } },
      { service: "s3" },
    );
    const seed = readSignature(head) as RequestSignature;
    const key = signingKey(SECRET, seed);
    const about = "20260102T030405Z\n20260102/us-east-1/s3/aws4_request";
    let previous = seed.signature;
    let body = "";
    for (const chunk of [...chunks, ""]) {
      const text = `AWS4-HMAC-SHA256-PAYLOAD\n${about}\n${previous}\n${hexSha256("")}\n${hexSha256(chunk)}`;
      previous = hexHmac(key, text);
      body += `${chunk.length.toString(16)};chunk-signature=${previous}\r\n${chunk === "" ? "" : `${chunk}\r\n`}`;
    }
    if (trailer !== undefined) {
      const text = `AWS4-HMAC-SHA256-TRAILER\n${about}\n${previous}\n${hexSha256(`${trailer}\n`)}`;
      body += `${trailer}\r\nx-amz-trailer-signature:${hexHmac(key, text)}\r\n`;
    }
    return { ...head, body: Buffer.from(`${body}\r\n`) };
  }
  const PAYLOAD = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  it("holds where each chunk's signature does", async () => {
    expect(verify(await upload(["one", "two"], PAYLOAD))).toBeUndefined();
  });

  it("does not hold where a chunk was changed", async () => {
    const request = await upload(["one", "two"], PAYLOAD);
    const body = Buffer.from(Buffer.from(request.body).toString().replace("two", "six"));

    expect(verify({ ...request, body })).toEqual({ kind: "mismatch" });
  });

  it("covers its trailer", async () => {
    const request = await upload(["one"], `${PAYLOAD}-TRAILER`, "x-amz-checksum-crc32:abc=");
    const body = Buffer.from(Buffer.from(request.body).toString().replace("abc=", "abd="));

    expect(verify(request)).toBeUndefined();
    expect(verify({ ...request, body })).toEqual({ kind: "mismatch" });
  });

  it("may be unsigned, or of a form that is not checked here", async () => {
    expect(verify(await upload(["one"], "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))).toBeUndefined();
    expect(verify(await upload(["one"], "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"))).toEqual({ kind: "unsupported" });
  });
});

function replaceHeader(request: WireRequest, pattern: RegExp, text: string): WireRequest {
  const authorization = (request.headers["authorization"] ?? "").replace(pattern, text);
  return { ...request, headers: { ...request.headers, authorization } };
}
