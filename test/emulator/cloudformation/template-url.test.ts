import { parseTemplateUrl } from "../../../src/emulator/cloudformation/template-source";

const context = { endpoint: "http://127.0.0.1:4566" };

describe("where a TemplateURL points", () => {
  test.each([
    ["https://s3.amazonaws.com/bucket/key.yaml", "bucket", "key.yaml"],
    ["https://s3.eu-west-1.amazonaws.com/bucket/a/b.yaml", "bucket", "a/b.yaml"],
    ["https://s3-eu-west-1.amazonaws.com/bucket/key", "bucket", "key"],
    ["https://s3.dualstack.eu-west-1.amazonaws.com/bucket/key", "bucket", "key"],
    ["https://bucket.s3.amazonaws.com/key", "bucket", "key"],
    ["https://my.dotted.bucket.s3.us-west-2.amazonaws.com/a/b", "my.dotted.bucket", "a/b"],
    ["https://bucket.s3.cn-north-1.amazonaws.com.cn/key", "bucket", "key"],
    ["http://127.0.0.1:4566/bucket/a/b", "bucket", "a/b"],
    ["http://localhost:4566/bucket/a%20b", "bucket", "a b"],
  ])("%s is an object", (url, bucket, key) => {
    expect(parseTemplateUrl(url, context)).toEqual({ bucket, key });
  });

  test("a version id is kept", () => {
    const url = "https://s3.amazonaws.com/bucket/key?versionId=abc";

    expect(parseTemplateUrl(url, context)).toEqual({ bucket: "bucket", key: "key", versionId: "abc" });
  });

  // Sentences: facts/cloudformation.md 2.4 (LocalStack's recordings http_invalid and s3_url, and public reports).
  test.each([
    ["http://s3.amazonaws.com/bucket/key", "TemplateURL must be a supported URL."],
    ["http://127.0.0.1:4567/bucket/key", "TemplateURL must be a supported URL."],
    ["file:///etc/passwd", "TemplateURL must be a supported URL."],
    ["no url", "TemplateURL must be a supported URL."],
    ["https://s3.amazonaws.com/bucket/%E0%A4%A", "TemplateURL must be a supported URL."],
    ["s3://bucket/key", "S3 error: Domain name specified in bucket is not a valid S3 domain"],
    ["https://example.com/bucket/key", "TemplateURL must be an Amazon S3 URL."],
    ["https://s3.amazonaws.com.example.com/bucket/key", "TemplateURL must be an Amazon S3 URL."],
    ["https://s3.amazonaws.com/bucket", "TemplateURL must be an Amazon S3 URL."],
    ["https://bucket.s3-website-us-east-1.amazonaws.com/key", "TemplateURL must be an Amazon S3 URL."],
  ])("%s is refused", (url, message) => {
    expect(() => parseTemplateUrl(url, context)).toThrow(message);
  });
});
