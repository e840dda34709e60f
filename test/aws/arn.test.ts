import { formatArn, parseArn } from "../../src/aws";

describe("an ARN", () => {
  // Forms from https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  it.each([
    [
      "arn:aws:iam::123456789012:role/app/Reader",
      { partition: "aws", service: "iam", region: "", account: "123456789012", resource: "role/app/Reader" },
    ],
    [
      "arn:aws:s3:::bucket/key:with:colons",
      { partition: "aws", service: "s3", region: "", account: "", resource: "bucket/key:with:colons" },
    ],
    [
      "arn:aws-cn:lambda:cn-north-1:123456789012:function:f:live",
      {
        partition: "aws-cn",
        service: "lambda",
        region: "cn-north-1",
        account: "123456789012",
        resource: "function:f:live",
      },
    ],
    [
      "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-Queue-????????????",
      {
        partition: "${AWS::Partition}",
        service: "sqs",
        region: "${AWS::Region}",
        account: "${AWS::AccountId}",
        resource: "${AppStackName}-Queue-????????????",
      },
    ],
    ["arn:*:sqs:*:*:q", { partition: "*", service: "sqs", region: "*", account: "*", resource: "q" }],
  ])("%s comes apart and together again", (text, parts) => {
    expect(parseArn(text)).toEqual(parts);
    expect(formatArn(parts)).toBe(text);
  });

  it.each([
    [""],
    ["*"],
    ["role/Reader"],
    ["arn:aws:iam::123456789012"],
    ["arn:aws:iam::123456789012:"],
    ["arn::iam::123456789012:role/Reader"],
    ["ARN:aws:s3:::bucket"],
    ["arn:${AWS::Partition"],
  ])("is not %j", (text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});
