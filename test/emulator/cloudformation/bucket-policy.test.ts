import { DetectStackResourceDriftCommand } from "@aws-sdk/client-cloudformation";
import { S3 } from "@aws-sdk/client-s3";
import { clientConfig } from "../support";
import type { StackFixture } from "./stack-fixture";
import { startFixture } from "./stack-fixture";

let stacks: StackFixture;
let s3: S3;

beforeAll(async () => {
  stacks = await startFixture();
  s3 = new S3({ ...clientConfig(stacks.emulator), forcePathStyle: true });
});
afterAll(() => stacks.emulator.stop());

const bucket = (BucketName: string): object => ({ Type: "AWS::S3::Bucket", Properties: { BucketName } });

function document(name: string, Action = "s3:GetObject", Principal: unknown = "*"): object {
  const Resource = `arn:aws:s3:::${name}/*`;
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource }] };
}

function policyOf(logicalId: string, PolicyDocument: unknown): object {
  return { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: { Ref: logicalId }, PolicyDocument } };
}

/** The policy that a bucket has; undefined where it has none. */
async function readPolicy(Bucket: string): Promise<unknown> {
  try {
    return JSON.parse((await s3.getBucketPolicy({ Bucket })).Policy ?? "");
  } catch (error) {
    if ((error as Error).name !== "NoSuchBucketPolicy") throw error;
    return undefined;
  }
}

async function failureOf(stack: string, logicalId: string): Promise<string | undefined> {
  const events = await stacks.events(stack);
  return events.find((event) => event.LogicalResourceId === logicalId && event.ResourceStatus === "CREATE_FAILED")
    ?.ResourceStatusReason;
}

describe("AWS::S3::BucketPolicy", () => {
  it("is the bucket's policy: made, changed and deleted with the stack", async () => {
    const Outputs = { Name: { Value: { Ref: "Policy" } } };
    const made = { Bucket: bucket("whole"), Policy: policyOf("Bucket", document("whole")) };
    const { StackId = "", Outputs: outputs } = await stacks.create("whole", { Resources: made, Outputs });
    // What Ref yields: the registry's primary identifier.
    expect(outputs?.[0]?.OutputValue).toBe("whole");
    expect(await readPolicy("whole")).toEqual(document("whole"));

    const changed = { ...made, Policy: policyOf("Bucket", document("whole", "s3:PutObject")) };
    expect((await stacks.update(StackId, { Resources: changed, Outputs })).StackStatus).toBe("UPDATE_COMPLETE");
    expect(await readPolicy("whole")).toEqual(document("whole", "s3:PutObject"));

    await stacks.update(StackId, { Resources: { Bucket: bucket("whole") } });
    expect(await readPolicy("whole")).toBeUndefined();
    expect((await stacks.delete(StackId)).StackStatus).toBe("DELETE_COMPLETE");
  });

  it("goes to the other bucket when its bucket changes", async () => {
    const buckets = { One: bucket("one"), Two: bucket("two") };
    const { StackId = "" } = await stacks.create("moves", {
      Resources: { ...buckets, Policy: policyOf("One", document("one")) },
    });

    const after = { Resources: { ...buckets, Policy: policyOf("Two", document("two")) } };
    expect((await stacks.update(StackId, after)).StackStatus).toBe("UPDATE_COMPLETE");
    expect([await readPolicy("one"), await readPolicy("two")]).toEqual([undefined, document("two")]);
  });

  it("is as it was after an update that fails", async () => {
    const Resources = { Bucket: bucket("back"), Policy: policyOf("Bucket", document("back")) };
    const { StackId = "" } = await stacks.create("back", { Resources });

    const wrong = { ...Resources, Policy: policyOf("Bucket", document("elsewhere")) };
    expect((await stacks.update(StackId, { Resources: wrong })).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await readPolicy("back")).toEqual(document("back"));
  });

  it("may name roles of its stack, accounts, and what other accounts have", async () => {
    const AWS = [{ "Fn::GetAtt": ["Role", "Arn"] }, "210987654321", "arn:aws:iam::210987654321:role/theirs"];
    const AssumeRolePolicyDocument = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    const Resources = {
      Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument } },
      Bucket: bucket("named"),
      Policy: policyOf("Bucket", document("named", "s3:GetObject", { AWS })),
    };

    expect((await stacks.create("named", { Resources })).StackStatus).toBe("CREATE_COMPLETE");
  });

  // Sentences: aws-samples/aws-batch-architecture-for-alphafold issue 1, awslabs/cdk-serverless-clamscan issue 1382, and
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.
  it.each<[string, object, RegExp]>([
    [
      "nobody",
      {
        Bucket: bucket("x"),
        It: policyOf("Bucket", document("x", "s3:*", { AWS: "arn:aws:iam::123456789012:role/no" })),
      },
      /^Resource handler returned message: "Invalid principal in policy \(Service: S3, Status Code: 400, .*HandlerErrorCode: InvalidRequest\)$/,
    ],
    [
      "twice",
      {
        Bucket: bucket("x"),
        First: policyOf("Bucket", document("x")),
        It: { ...policyOf("Bucket", document("x")), DependsOn: "First" },
      },
      /^The bucket policy already exists on bucket x\.$/,
    ],
    [
      "nowhere",
      { It: { Type: "AWS::S3::BucketPolicy", Properties: { Bucket: "nowhere", PolicyDocument: document("nowhere") } } },
      /"The specified bucket does not exist \(Service: S3, Status Code: 404, /,
    ],
  ])("for %s fails, and leaves nothing", async (what, Resources, reason) => {
    const text = JSON.stringify({ Resources })
      .replaceAll('"x"', `"for-${what}"`)
      .replaceAll(":::x/", `:::for-${what}/`);
    const { StackId = "", StackStatus } = await stacks.create(`for-${what}`, text);

    expect(StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await failureOf(StackId, "It"))?.replace(`for-${what}`, "x")).toMatch(reason);
  });

  it("drifts when somebody changes or deletes it", async () => {
    const Resources = { Bucket: bucket("drifts"), Policy: policyOf("Bucket", document("drifts")) };
    const { StackId: StackName = "" } = await stacks.create("drifts", { Resources });
    const driftOf = async (): Promise<string | undefined> => {
      const asked = new DetectStackResourceDriftCommand({ StackName, LogicalResourceId: "Policy" });
      return (await stacks.client.send(asked)).StackResourceDrift?.StackResourceDriftStatus;
    };

    expect(await driftOf()).toBe("IN_SYNC");
    await s3.putBucketPolicy({ Bucket: "drifts", Policy: JSON.stringify(document("drifts", "s3:PutObject")) });
    expect(await driftOf()).toBe("MODIFIED");
    await s3.deleteBucketPolicy({ Bucket: "drifts" });
    expect(await driftOf()).toBe("DELETED");
  });
});
