import { readOlderSignature, verifyOlderSignature } from "../../../../src/emulator/protocol/sigv4/older-signature";
import type { WireRequest } from "../../../../src/emulator/wire";

// Keys, requests and signatures: the examples of https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const NOW = new Date("2007-03-27T19:36:42Z");

function verify(request: Partial<WireRequest>, now = NOW, secret = SECRET) {
  const whole = { method: "GET", path: "/", query: "", headers: {}, body: new Uint8Array(), ...request };
  const older = readOlderSignature(whole);
  if (older === undefined) throw new Error("unsigned");
  return verifyOlderSignature(whole, older, secret, now);
}

const signed = (signature: string, headers: Record<string, string>): WireRequest["headers"] => ({
  ...headers,
  authorization: `AWS AKIAIOSFODNN7EXAMPLE:${signature}`,
});

const HOSTED = "johnsmith.s3.amazonaws.com";
const GET = {
  path: "/photos/puppy.jpg",
  headers: signed("bWq2s1WEIj+Ydj0vQ697zp+IXMU=", { host: HOSTED, date: "Tue, 27 Mar 2007 19:36:42 +0000" }),
};

describe("an older signature of S3", () => {
  it.each<[string, Partial<WireRequest>]>([
    ["of an object", GET],
    [
      "of an upload",
      {
        method: "PUT",
        path: "/photos/puppy.jpg",
        headers: signed("MyyxeRY7whkBe+bq8fHCL/2kKUg=", {
          host: HOSTED,
          date: "Tue, 27 Mar 2007 21:15:45 +0000",
          "content-type": "image/jpeg",
        }),
      },
    ],
    [
      "of a list, whose prefix is not signed",
      {
        query: "prefix=photos&max-keys=50&marker=puppy",
        headers: signed("htDYFYduRNen8P9ZfE/s9SuKy0U=", { host: HOSTED, date: "Tue, 27 Mar 2007 19:42:41 +0000" }),
      },
    ],
    [
      "of a part of a bucket's configuration",
      {
        query: "acl",
        headers: signed("c2WLPFtWHVgbEmeEG93a4cG37dM=", { host: HOSTED, date: "Tue, 27 Mar 2007 19:44:46 +0000" }),
      },
    ],
  ])("holds: the example %s", (_what, request) => {
    const at = new Date(request.headers?.["date"] ?? "");
    expect(verify(request, at)).toBeUndefined();
  });

  const URL_QUERY = "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1175139620&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D";
  it("holds: the example of a pre-signed URL, for its time", () => {
    const request = { path: "/photos/puppy.jpg", query: URL_QUERY, headers: { host: HOSTED } };

    expect(verify(request, new Date(1175139620_000))).toBeUndefined();
    expect(verify(request, new Date(1175139621_000))).toEqual({ kind: "expired" });
    expect(verify({ ...request, path: "/photos/other.jpg" }, NOW)).toEqual({ kind: "mismatch" });
    expect(verify({ ...request, query: URL_QUERY.replace("1175139620", "soon") }, NOW)).toEqual({
      kind: "incomplete",
      missing: ["Expires"],
    });
  });

  it("does not hold for another method, secret or time", () => {
    expect(verify({ ...GET, method: "DELETE" })).toEqual({ kind: "mismatch" });
    expect(verify(GET, NOW, "other")).toEqual({ kind: "mismatch" });
    expect(verify(GET, new Date("2007-03-27T19:51:43Z"))).toMatchObject({ kind: "too-old" });
  });

  it("is not there in other requests", () => {
    expect(
      readOlderSignature({ method: "GET", path: "/", query: "X-Amz-Signature=x", headers: {}, body: new Uint8Array() }),
    ).toBeUndefined();
  });
});
