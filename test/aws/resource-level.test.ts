import { resourceLevel } from "../../src/aws";

describe("the level of an S3 action", () => {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
  it.each([
    ["ListBucket", "bucket"],
    ["GetBucketLocation", "bucket"],
    ["ListBucketMultipartUploads", "bucket"],
    ["GetObject", "object"],
    ["PutObject", "object"],
    ["AbortMultipartUpload", "object"],
    ["ListMultipartUploadParts", "object"],
    ["ListAllMyBuckets", "other"],
    ["CreateAccessPoint", "other"],
    ["getobject", "object"],
    ["GetObject*", "object"],
    ["*Object", "object"],
    ["PutBucket*", "bucket"],
    ["Get*", "mixed"],
    ["*", "mixed"],
    ["NoSuchAction", undefined],
    ["", undefined],
  ])("%s is %s", (action, level) => {
    expect(resourceLevel("s3", action)).toBe(level);
  });

  it("is not known for other services", () => {
    expect(resourceLevel("dynamodb", "GetItem")).toBeUndefined();
  });
});
