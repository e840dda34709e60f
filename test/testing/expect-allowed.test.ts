import { CfnPolicy, CfnRole, CfnUser } from "aws-cdk-lib/aws-iam";
import { CfnBucket, CfnBucketPolicy } from "aws-cdk-lib/aws-s3";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { App, Stack } from "aws-cdk-lib/core";
import { expectDeployable } from "../../src/testing";
import type { Deployment } from "../../src/testing";

// Synthesis prints CloudFormation's lint of these small stacks.
beforeEach(() => void jest.spyOn(console, "error").mockImplementation());
afterEach(() => jest.restoreAllMocks());

const document = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });

/** A role that reads objects and sends to a queue, for one team only, from a bucket that refuses plain HTTP and a prefix. */
function shop(): App {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, "shop");
  const bucket = new CfnBucket(stack, "Bucket");
  const queue = new CfnQueue(stack, "Queue");
  new CfnBucketPolicy(stack, "BucketPolicy", {
    bucket: bucket.ref,
    policyDocument: document(
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: `${bucket.attrArn}/*`,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      { Sid: "Sealed", Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: `${bucket.attrArn}/sealed/*` },
    ),
  });
  const role = new CfnRole(stack, "Reader", {
    assumeRolePolicyDocument: document({
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    tags: [{ key: "team", value: "shop" }],
  });
  new CfnPolicy(stack, "ReaderPolicy", {
    policyName: "reading",
    roles: [role.ref],
    policyDocument: document(
      { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket.attrArn}/*` },
      {
        Sid: "Send",
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: queue.attrArn,
        Condition: { StringEquals: { "aws:PrincipalTag/team": "shop", "aws:SourceVpc": "vpc-1" } },
      },
    ),
  });
  new CfnUser(stack, "Somebody");
  return app;
}

describe("access in a deployment", () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await expectDeployable(shop());
  });

  it("is asked by the role's logical id, name, path or ARN, and by a resource's logical id or ARN", () => {
    const reader = deployment.stack("shop").resources.find(({ logicalId }) => logicalId === "Reader");
    const bucket = deployment.stack("shop").resources.find(({ logicalId }) => logicalId === "Bucket");

    deployment.expectAllowed("Reader", "s3:GetObject", "Bucket/a/key");
    deployment.expectAllowed(reader?.physicalId ?? "", "s3:getobject", `arn:aws:s3:::${bucket?.physicalId}/a/key`);
    deployment.expectAllowed("shop/Reader", "s3:GetObject", "Bucket/key");
    deployment.expectAllowed(`arn:aws:iam::123456789012:role/${reader?.physicalId}`, "s3:GetObject", "Bucket/key");
    deployment.expectDenied("Reader", "s3:PutObject", "Bucket/key");
    deployment.expectDenied("Somebody", "s3:GetObject", "Bucket/key");
  });

  it("is decided with condition keys, the role's tags among them", () => {
    deployment.expectAllowed("Reader", "sqs:SendMessage", "Queue", { "aws:SourceVpc": "vpc-1" });
    deployment.expectDenied("Reader", "sqs:SendMessage", "Queue", { "aws:SourceVpc": "vpc-2" });
    deployment.expectDenied("Reader", "sqs:SendMessage", "Queue");
  });

  it("is decided with the policies of buckets", () => {
    deployment.expectDenied("Reader", "s3:GetObject", "Bucket/sealed/key");
    deployment.expectDenied("Reader", "s3:GetObject", "Bucket/key", { "aws:SecureTransport": false });
  });

  it("that is missing is told with the statements that nearly give it", () => {
    const ask = (): void => deployment.expectAllowed("Reader", "sqs:SendMessage", "Queue");

    expect(ask).toThrow(/^expected to be allowed, but\nimplicit deny: /);
    expect(ask).toThrow(/Send/);
    expect(ask).toThrow(/aws:SourceVpc/);
  });

  it("that is denied is told with the statement that denies it", () => {
    expect(() => deployment.expectAllowed("Reader", "s3:GetObject", "Bucket/sealed/key")).toThrow(
      /explicit deny: .*\n.*Sealed/,
    );
  });

  it("that should not be is told with the statement that allows it", () => {
    expect(() => deployment.expectDenied("Reader", "s3:GetObject", "Bucket/key")).toThrow(
      /^expected to be denied, but\nallowed: .*\n.*Reader/,
    );
  });

  it.each([
    ["a role", ["Writer", "s3:GetObject", "Bucket/key"], "the deployment has no role or user 'Writer'"],
    ["an action", ["Reader", "s3:GetObjet", "Bucket/key"], "Amazon S3 has no action 's3:GetObjet'"],
    ["a service", ["Reader", "sss:GetObject", "*"], "AWS has no service 'sss' with actions"],
    ["one action", ["Reader", "s3:Get*", "*"], "'s3:Get*' is a pattern, expected one action such as s3:GetObject"],
    ["a resource", ["Reader", "s3:GetObject", "Buckets/key"], "the deployment has no resource 'Buckets'"],
  ] as const)("refuses what is not %s", (_case, [principal, action, resource], message) => {
    expect(() => deployment.expectAllowed(principal, action, resource)).toThrow(message);
    expect(() => deployment.expectDenied(principal, action, resource)).toThrow(message);
  });
});
