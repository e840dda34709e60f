import { cloudformation } from "../../../src/emulator/cloudformation";
import { createMemoryStore } from "../../../src/emulator";
import type { OperationContext } from "../../../src/emulator";
import { iam } from "../../../src/emulator/iam";
import { s3 } from "../../../src/emulator/s3";
import { ssm } from "../../../src/emulator/ssm";
import { sts } from "../../../src/emulator/sts";
import { handlerAction } from "../../../src/emulator/cloudformation/resources/handler-actions";
import { findAction } from "../../../src/policy";

const context = {
  caller: { accountId: "123456789012", arn: "arn:aws:iam::123456789012:user/me", userId: "AIDA", accessKeyId: "AKIA" },
  partition: "aws",
  region: "us-east-1",
  store: createMemoryStore(),
} as unknown as OperationContext;

/** Operations whose action the Service Authorization Reference does not have. */
const UNKNOWN = ["iam:AcquireRole", "iam:UpdateDelegationRequest"];

describe("the permissions that calls need", () => {
  it.each([iam, sts, cloudformation, s3, ssm].map((service) => [service.name, service] as const))(
    "are actions that AWS has, for every operation of %s",
    (_name, service) => {
      const operations = service.listOperations().filter((name) => service.findOperation(name) !== undefined);
      const actions = operations.flatMap((operation) =>
        service.needs(operation, {}, context).map((need) => need.action),
      );
      const inBucket = operations.flatMap((operation) =>
        service.needs(operation, { Bucket: "b", Key: "k", VersionId: "v" }, context).map((need) => need.action),
      );

      expect(operations.length).toBeGreaterThan(0);
      expect(
        [...actions, ...inBucket].filter((action) => findAction(action) === undefined && !UNKNOWN.includes(action)),
      ).toEqual([]);
    },
  );

  it.each<[string, Record<string, unknown>, [action: string, resource: string][]]>([
    ["HeadObject", { Bucket: "b", Key: "a/b" }, [["s3:GetObject", "arn:aws:s3:::b/a/b"]]],
    ["GetObject", { Bucket: "b", Key: "k", VersionId: "1" }, [["s3:GetObjectVersion", "arn:aws:s3:::b/k"]]],
    ["ListObjectsV2", { Bucket: "b" }, [["s3:ListBucket", "arn:aws:s3:::b"]]],
    ["ListBuckets", {}, [["s3:ListAllMyBuckets", "*"]]],
    [
      "CopyObject",
      { Bucket: "to", Key: "k", CopySource: "/from/a%20key?versionId=7" },
      [
        ["s3:PutObject", "arn:aws:s3:::to/k"],
        ["s3:GetObjectVersion", "arn:aws:s3:::from/a key"],
      ],
    ],
    [
      "DeleteObjects",
      { Bucket: "b", Delete: { Objects: [{ Key: "1" }, { Key: "2", VersionId: "v" }] } },
      [
        ["s3:DeleteObject", "arn:aws:s3:::b/1"],
        ["s3:DeleteObjectVersion", "arn:aws:s3:::b/2"],
      ],
    ],
    [
      "PutObject",
      { Bucket: "b", Key: "k", Tagging: "a=b" },
      [
        ["s3:PutObject", "arn:aws:s3:::b/k"],
        ["s3:PutObjectTagging", "arn:aws:s3:::b/k"],
      ],
    ],
  ])("of S3's %s", (operation, input, expected) => {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
    expect(s3.needs(operation, input, context).map(({ action, resource }) => [action, resource])).toEqual(expected);
  });
});

describe("the action that a resource type needs", () => {
  it.each([
    ["AWS::Lambda::Function", "lambda:CreateFunction", "lambda:UpdateFunctionConfiguration", "lambda:DeleteFunction"],
    ["AWS::SQS::Queue", "sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue"],
    ["AWS::SNS::Subscription", "sns:Subscribe", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
    ["AWS::S3::BucketPolicy", "s3:PutBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
    [
      "AWS::StepFunctions::StateMachine",
      "states:CreateStateMachine",
      "states:UpdateStateMachine",
      "states:DeleteStateMachine",
    ],
    ["AWS::ApiGateway::Method", "apigateway:POST", "apigateway:PATCH", "apigateway:DELETE"],
    [
      "AWS::ECS::TaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:DeregisterTaskDefinition",
    ],
    [
      "AWS::EFS::FileSystem",
      "elasticfilesystem:CreateFileSystem",
      "elasticfilesystem:UpdateFileSystem",
      "elasticfilesystem:DeleteFileSystem",
    ],
    ["AWS::VpcLattice::Service", "vpc-lattice:CreateService", "vpc-lattice:UpdateService", "vpc-lattice:DeleteService"],
  ])("of %s is one that AWS has", (type, create, update, remove) => {
    const actions = (["create", "update", "delete"] as const).map((work) => handlerAction(type, work) ?? "");

    expect(actions).toEqual([create, update, remove]);
    expect(actions.filter((action) => findAction(action) === undefined)).toEqual([]);
  });

  it("is none for what no service makes", () => {
    expect(handlerAction("AWS::CDK::Metadata", "create")).toBeUndefined();
    expect(handlerAction("AWS::CloudFormation::WaitConditionHandle", "delete")).toBeUndefined();
  });

  it("is one that only a wildcard allows where it is not known", () => {
    expect(handlerAction("AWS::CloudFormation::HookVersion", "create")).toBe("cloudformation:CreateHookVersion");
  });
});
