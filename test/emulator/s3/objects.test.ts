import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectTorrentCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { clientConfig, faultOf, s3Client, startForTests } from "../support";

const box = startForTests();
const Bucket = "templates";
let s3: S3Client;

beforeEach(async () => {
  s3 = s3Client(box.emulator);
  await s3.send(new CreateBucketCommand({ Bucket }));
});

async function put(Key: string, Body: string | Uint8Array = Key): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

// Codes and sentences: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
describe("decoding", () => {
  it("takes the SDK's bodies, checksums in trailers included", async () => {
    const body = "Resources: {}\n# ü <&>\r\n";
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "a b/ü+%25.yaml",
        Body: body,
        ContentType: "text/yaml",
        CacheControl: "no-cache",
        Metadata: { owner: "me" },
      }),
    );

    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: "a b/ü+%25.yaml" }));

    expect(await answer.Body?.transformToString()).toBe(body);
    expect(answer).toMatchObject({
      ContentType: "text/yaml",
      CacheControl: "no-cache",
      Metadata: { owner: "me" },
      ContentLength: Buffer.byteLength(body),
    });
    expect(answer).not.toHaveProperty("ContentEncoding");
  });

  it("takes a stream in the envelope aws-chunked", async () => {
    const body = "0123456789".repeat(20_000);
    const headers = {
      "content-encoding": "aws-chunked",
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": String(body.length),
    };
    const chunks = [body.slice(0, 65_536), body.slice(65_536)].map(
      (chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`,
    );
    const send = (text: string) =>
      fetch(`${box.emulator.url}/${Bucket}/chunked`, { method: "PUT", body: text, headers });

    const response = await send(`${chunks.join("")}0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`);

    expect(response.status).toBe(200);
    expect(await (await s3.send(new GetObjectCommand({ Bucket, Key: "chunked" }))).Body?.transformToString()).toBe(
      body,
    );
    const cut = await send(chunks[0] as string);
    expect([cut.status, await cut.text()]).toEqual([400, expect.stringContaining("<Code>IncompleteBody</Code>")]);
  });

  it.each(["templates.localhost", "templates.s3.localhost", "templates.s3.us-east-1.amazonaws.com", "x.y"])(
    "finds the bucket by host or path: %s",
    async (host) => {
      await put("by-host", "found");
      const path = host === "x.y" ? "/templates/by-host" : "/by-host";
      const { request } = await import("node:http");

      const text = await new Promise<string>((resolve, reject) => {
        const options = { port: box.emulator.port, path, headers: { host: `${host}:${box.emulator.port}` } };
        request(options, (response) => {
          let body = "";
          response.on("data", (chunk: Buffer) => (body += chunk.toString()));
          response.on("end", () => resolve(body));
        })
          .on("error", reject)
          .end();
      });

      expect(text).toBe("found");
    },
  );
});

describe("constraints", () => {
  it.each(["ab", "UPPER", "-edge", "a..b", "192.168.0.1", "x".repeat(64), "xn--a"])(
    "refuse the bucket name %s",
    async (name) => {
      const response = await fetch(`${box.emulator.url}/${name}`, { method: "PUT" });

      expect(response.status).toBe(400);
      expect(await response.text()).toContain("<Code>InvalidBucketName</Code>");
    },
  );

  it("refuse a body that is not what its digest says", async () => {
    const call = s3.send(new PutObjectCommand({ Bucket, Key: "x", Body: "a", ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" }));

    expect((await faultOf(call)).code).toBe("BadDigest");
  });

  it("refuse a path that is no URI, and a method that no resource has", async () => {
    const broken = await fetch(`${box.emulator.url}/${Bucket}/%E0%A4%A`);
    const patched = await fetch(`${box.emulator.url}/${Bucket}`, { method: "PATCH" });

    expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining("<Code>InvalidURI</Code>")]);
    expect([patched.status, await patched.text()]).toEqual([
      405,
      expect.stringContaining("<Code>MethodNotAllowed</Code>"),
    ]);
  });

  it("name an operation of S3 that the emulator does not have", async () => {
    expect(await faultOf(s3.send(new GetObjectTorrentCommand({ Bucket, Key: "x" })))).toEqual({
      code: "NotImplemented",
      status: 501,
      message: "The emulator does not have the operation GetObjectTorrent of s3 yet.",
    });
  });
});

describe("behaviour: buckets", () => {
  it("are created, located, listed and deleted", async () => {
    const west = new S3Client({ ...clientConfig(box.emulator), region: "eu-west-1" });
    await west.send(
      new CreateBucketCommand({ Bucket: "far", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );

    expect((await s3.send(new GetBucketLocationCommand({ Bucket: "far" }))).LocationConstraint).toBe("eu-west-1");
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name)).toEqual(["far", "templates"]);
    expect((await s3.send(new HeadBucketCommand({ Bucket: "far" }))).BucketRegion).toBe("eu-west-1");
    await s3.send(new DeleteBucketCommand({ Bucket: "far" }));
    expect((await faultOf(s3.send(new HeadBucketCommand({ Bucket: "far" })))).status).toBe(404);
  });

  it("belong to one account", async () => {
    const other = s3Client(box.emulator, "999999999999");

    expect((await faultOf(other.send(new CreateBucketCommand({ Bucket })))).code).toBe("BucketAlreadyExists");
    expect(await faultOf(other.send(new GetObjectCommand({ Bucket, Key: "x" })))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Access Denied",
    });
  });

  it("are not deleted while they hold something", async () => {
    await s3.send(new CreateBucketCommand({ Bucket: "full" }));
    await s3.send(new PutObjectCommand({ Bucket: "full", Key: "x", Body: "x" }));

    expect((await faultOf(s3.send(new DeleteBucketCommand({ Bucket: "full" })))).code).toBe("BucketNotEmpty");
    await s3.send(new DeleteObjectCommand({ Bucket: "full", Key: "x" }));
    await s3.send(new DeleteBucketCommand({ Bucket: "full" }));
  });
});

describe("behaviour: objects", () => {
  it("are replaced, measured, cut and deleted", async () => {
    await put("whole", "old");
    await put("whole", "0123456789");

    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "whole" }));
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: "whole", Range: "bytes=2-4" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "whole" }));

    // MD5 of 0123456789.
    expect(head).toMatchObject({ ContentLength: 10, ETag: '"781e5e245d69b566979b86e28d23f2c7"' });
    expect(part).toMatchObject({ ContentRange: "bytes 2-4/10", $metadata: { httpStatusCode: 206 } });
    expect(await part.Body?.transformToString()).toBe("234");
    expect(await faultOf(s3.send(new GetObjectCommand({ Bucket, Key: "whole" })))).toEqual({
      code: "NoSuchKey",
      status: 404,
      message: "The specified key does not exist.",
    });
    expect((await faultOf(s3.send(new GetObjectCommand({ Bucket: "no-such", Key: "x" })))).code).toBe("NoSuchBucket");
  });

  it("are listed by prefix and delimiter, page by page", async () => {
    for (const key of ["list/a", "list/b/1", "list/b/2", "list/c", "list/d&e", "other"]) await put(key);
    const command = { Bucket, Prefix: "list/", Delimiter: "/" };

    const whole = await s3.send(new ListObjectsV2Command(command));
    const keys: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 1 }, command)) {
      keys.push(
        ...(page.Contents ?? []).map((one) => one.Key),
        ...(page.CommonPrefixes ?? []).map((one) => one.Prefix),
      );
    }

    expect(whole.Contents?.map((one) => one.Key)).toEqual(["list/a", "list/c", "list/d&e"]);
    expect(whole.CommonPrefixes).toEqual([{ Prefix: "list/b/" }]);
    expect(keys).toEqual(["list/a", "list/b/", "list/c", "list/d&e"]);
  });

  it("are read by presigned URLs of either signature, as the account that signed", async () => {
    await put("signed", "by me");
    const get = async (query: string) => {
      const response = await fetch(`${box.emulator.url}/${Bucket}/signed?${query}`);
      return response.status === 200 ? response.text() : response.status;
    };
    const credential = (account: string) => encodeURIComponent(`${account}/20261121/us-east-1/s3/aws4_request`);

    expect(await get("AWSAccessKeyId=123456789012&Signature=x&Expires=1")).toBe("by me");
    expect(await get("AWSAccessKeyId=999999999999&Signature=x&Expires=1")).toBe(403);
    expect(await get(`X-Amz-Credential=${credential("123456789012")}`)).toBe("by me");
    expect(await get(`X-Amz-Credential=${credential("999999999999")}`)).toBe(403);
  });

  it("are read by other services of the emulator without HTTP", async () => {
    await put("template.yaml", "Resources: {}");

    const { Body } = await box.emulator.invoke<{ Body: Uint8Array }>("s3", "GetObject", {
      Bucket,
      Key: "template.yaml",
    });

    expect(Buffer.from(Body).toString()).toBe("Resources: {}");
  });
});
