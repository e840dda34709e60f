import { S3 } from "@aws-sdk/client-s3";
import type { ListObjectVersionsCommandOutput } from "@aws-sdk/client-s3";
import { clientConfig, faultOf, startForTests } from "../support";

const box = startForTests();
let s3: S3;
let Bucket: string;
let count = 0;

beforeEach(async () => {
  s3 = new S3(clientConfig(box.emulator));
  Bucket = `versions-${(count += 1)}`;
  await s3.createBucket({ Bucket });
});

const keep = (Status: "Enabled" | "Suspended") =>
  s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
const put = async (Key: string, Body: string) => (await s3.putObject({ Bucket, Key, Body })).VersionId;
const read = async (Key: string, VersionId?: string) =>
  await (await s3.getObject({ Bucket, Key, VersionId })).Body?.transformToString();

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
describe("behaviour: versions of objects", () => {
  it("are not kept unless the bucket is told to", async () => {
    expect(await put("a", "1")).toBeUndefined();
    expect(await put("a", "2")).toBeUndefined();

    const { Versions } = await s3.listObjectVersions({ Bucket });

    expect(Versions).toMatchObject([{ Key: "a", VersionId: "null", IsLatest: true, Size: 1 }]);
    expect((await s3.deleteObject({ Bucket, Key: "a" })).DeleteMarker).toBeUndefined();
    expect((await s3.listObjectVersions({ Bucket })).Versions).toBeUndefined();
  });

  it("are kept, read by their id, and the one from before is null", async () => {
    await put("a", "before");
    await keep("Enabled");
    const first = await put("a", "one");
    const second = await put("a", "two");

    const { Versions } = await s3.listObjectVersions({ Bucket });

    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second, true],
      [first, false],
      ["null", false],
    ]);
    expect([await read("a"), await read("a", first), await read("a", "null")]).toEqual(["two", "one", "before"]);
    expect((await s3.headObject({ Bucket, Key: "a", VersionId: first })).VersionId).toBe(first);
    expect(await faultOf(s3.getObject({ Bucket, Key: "a", VersionId: "unknown" }))).toEqual({
      code: "NoSuchVersion",
      status: 404,
      message: "The specified version does not exist.",
    });
  });

  it("survive a deletion, which leaves a marker that can be taken away", async () => {
    await keep("Enabled");
    const version = await put("a", "one");

    const { DeleteMarker, VersionId } = await s3.deleteObject({ Bucket, Key: "a" });

    expect(DeleteMarker).toBe(true);
    expect((await faultOf(s3.getObject({ Bucket, Key: "a" }))).code).toBe("NoSuchKey");
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
    expect(await read("a", version)).toBe("one");
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html: a GET of a marker is answered with 405.
    expect((await faultOf(s3.getObject({ Bucket, Key: "a", VersionId }))).status).toBe(405);
    expect((await s3.listObjectVersions({ Bucket })).DeleteMarkers).toMatchObject([{ VersionId, IsLatest: true }]);
    expect((await faultOf(s3.deleteBucket({ Bucket }))).code).toBe("BucketNotEmpty");

    expect((await s3.deleteObject({ Bucket, Key: "a", VersionId })).DeleteMarker).toBe(true);
    expect(await read("a")).toBe("one");
    await s3.deleteObject({ Bucket, Key: "a", VersionId: version });
    await s3.deleteBucket({ Bucket });
  });

  it("that were kept stay when the bucket keeps no more; new ones are null", async () => {
    await keep("Enabled");
    const old = await put("a", "kept");
    await keep("Suspended");
    await put("a", "two");
    await put("a", "three");

    expect((await s3.listObjectVersions({ Bucket })).Versions?.map(({ VersionId }) => VersionId)).toEqual([
      "null",
      old,
    ]);
    expect(await read("a")).toBe("three");
    expect(await s3.deleteObject({ Bucket, Key: "a" })).toMatchObject({ DeleteMarker: true, VersionId: "null" });
    expect(await read("a", old)).toBe("kept");
  });

  it("are listed page by page, each once", async () => {
    await keep("Enabled");
    for (const key of ["a", "b", "c/1", "c/2"]) for (const body of ["1", "2", "3"]) await put(key, body);
    await s3.deleteObject({ Bucket, Key: "b" });

    const seen: string[] = [];
    const prefixes: (string | undefined)[] = [];
    let next: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
    while (next !== undefined) {
      const page: ListObjectVersionsCommandOutput = await s3.listObjectVersions({
        Bucket,
        Delimiter: "/",
        MaxKeys: 2,
        ...next,
      });
      for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
        seen.push(`${Key} ${VersionId}`);
      }
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      next =
        page.IsTruncated === true
          ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
          : undefined;
    }

    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(prefixes).toEqual(["c/"]);
  });
});

describe("behaviour: objects in numbers", () => {
  it("are deleted, some by version, and the answer says which unless told to be quiet", async () => {
    await keep("Enabled");
    const version = await put("a", "1");
    await put("b", "1");

    const { Deleted } = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: "a", VersionId: version }, { Key: "b" }, { Key: "none" }] },
    });

    expect(Deleted).toMatchObject([
      { Key: "a", VersionId: version },
      { Key: "b", DeleteMarker: true },
      { Key: "none", DeleteMarker: true },
    ]);
    const quiet = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "b" }], Quiet: true } });
    expect(quiet.Deleted).toBeUndefined();
    const tooMany = Array.from({ length: 1001 }, (_, index) => ({ Key: `k${index}` }));
    expect((await faultOf(s3.deleteObjects({ Bucket, Delete: { Objects: tooMany } }))).code).toBe("MalformedXML");
  });

  it("are listed the older way, after a key", async () => {
    for (const key of ["a", "b", "d/1", "d/2", "e"]) await put(key, key);

    const first = await s3.listObjects({ Bucket, Delimiter: "/", MaxKeys: 3 });
    const rest = await s3.listObjects({ Bucket, Delimiter: "/", Marker: first.NextMarker });

    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "d/", CommonPrefixes: [{ Prefix: "d/" }] });
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["e"]);
  });
});

describe("behaviour: tags, encryption and copies of objects", () => {
  it("tags come with the object or later, and go", async () => {
    await s3.putObject({ Bucket, Key: "a", Body: "1", Tagging: "team=core&stage=a%20b" });

    expect((await s3.headObject({ Bucket, Key: "a" })).ETag).toBe('"c4ca4238a0b923820dcc509a6f75849b"');
    expect((await s3.getObject({ Bucket, Key: "a" })).TagCount).toBe(2);
    expect((await s3.getObjectTagging({ Bucket, Key: "a" })).TagSet).toEqual([
      { Key: "team", Value: "core" },
      { Key: "stage", Value: "a b" },
    ]);
    await s3.putObjectTagging({ Bucket, Key: "a", Tagging: { TagSet: [{ Key: "only", Value: "" }] } });
    expect((await s3.getObjectTagging({ Bucket, Key: "a" })).TagSet).toEqual([{ Key: "only", Value: "" }]);
    await s3.deleteObjectTagging({ Bucket, Key: "a" });
    expect((await s3.getObjectTagging({ Bucket, Key: "a" })).TagSet).toEqual([]);
    const eleven = Array.from({ length: 11 }, (_, index) => `k${index}=v`).join("&");
    expect(await faultOf(s3.putObject({ Bucket, Key: "b", Body: "1", Tagging: eleven }))).toMatchObject({
      code: "BadRequest",
      message: "Object tags cannot be greater than 10",
    });
  });

  it("encryption is the bucket's unless the object has its own", async () => {
    await put("plain", "1");
    await s3.putBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key-1" },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
    await put("kms", "1");

    expect((await s3.headObject({ Bucket, Key: "plain" })).ServerSideEncryption).toBe("AES256");
    expect(await s3.headObject({ Bucket, Key: "kms" })).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: "key-1",
      BucketKeyEnabled: true,
    });
  });

  it("copies take everything along, or what they are given instead", async () => {
    await s3.putObject({
      Bucket,
      Key: "from/ü b",
      Body: "text",
      ContentType: "text/plain",
      Metadata: { by: "me" },
      Tagging: "a=b",
    });
    const CopySource = `${Bucket}/${encodeURIComponent("from/ü b")}`;

    await s3.copyObject({ Bucket, Key: "same", CopySource });
    await s3.copyObject({ Bucket, Key: "other", CopySource, MetadataDirective: "REPLACE", ContentType: "text/html" });

    expect(await read("same")).toBe("text");
    expect(await s3.headObject({ Bucket, Key: "same" })).toMatchObject({
      ContentType: "text/plain",
      Metadata: { by: "me" },
    });
    expect((await s3.getObjectTagging({ Bucket, Key: "same" })).TagSet).toEqual([{ Key: "a", Value: "b" }]);
    expect(await s3.headObject({ Bucket, Key: "other" })).toMatchObject({ ContentType: "text/html", Metadata: {} });
    expect((await faultOf(s3.copyObject({ Bucket, Key: "x", CopySource: `${Bucket}/none` }))).code).toBe("NoSuchKey");
    expect((await faultOf(s3.copyObject({ Bucket, Key: "x", CopySource: "%" }))).code).toBe("InvalidArgument");
  });
});

describe("behaviour: uploads in parts", () => {
  const part = Buffer.alloc(5 * 1024 * 1024, "a");

  async function begin(Key: string): Promise<string> {
    return (await s3.createMultipartUpload({ Bucket, Key, ContentType: "text/plain" })).UploadId ?? "";
  }

  it("become one object, whose ETag tells the parts", async () => {
    const UploadId = await begin("big");
    const one = await s3.uploadPart({ Bucket, Key: "big", UploadId, PartNumber: 1, Body: part });
    const two = await s3.uploadPart({ Bucket, Key: "big", UploadId, PartNumber: 2, Body: "end" });

    const done = await s3.completeMultipartUpload({
      Bucket,
      Key: "big",
      UploadId,
      MultipartUpload: { Parts: [one, two].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 })) },
    });

    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await s3.headObject({ Bucket, Key: "big" })).toMatchObject({
      ContentLength: part.length + 3,
      ContentType: "text/plain",
    });
    expect((await faultOf(s3.abortMultipartUpload({ Bucket, Key: "big", UploadId }))).code).toBe("NoSuchUpload");
  });

  it("are refused out of order, with a part that is not there, and with a small part that is not the last", async () => {
    const UploadId = await begin("bad");
    const tags: (string | undefined)[] = [];
    for (const PartNumber of [1, 2]) {
      tags.push((await s3.uploadPart({ Bucket, Key: "bad", UploadId, PartNumber, Body: "small" })).ETag);
    }
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      faultOf(s3.completeMultipartUpload({ Bucket, Key: "bad", UploadId, MultipartUpload: { Parts } }));
    const [first, second] = tags.map((ETag, index) => ({ PartNumber: index + 1, ETag })) as [
      { PartNumber: number; ETag: string | undefined },
      { PartNumber: number; ETag: string | undefined },
    ];

    expect((await complete([second, first])).code).toBe("InvalidPartOrder");
    expect((await complete([first, { PartNumber: 3, ETag: second.ETag }])).code).toBe("InvalidPart");
    expect((await complete([{ ...first, ETag: '"0"' }])).code).toBe("InvalidPart");
    expect((await complete([first, second])).code).toBe("EntityTooSmall");
    expect((await complete([])).code).toBe("MalformedXML");
    await s3.abortMultipartUpload({ Bucket, Key: "bad", UploadId });
    expect((await complete([first])).code).toBe("NoSuchUpload");
  });
});
