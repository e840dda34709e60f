import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { serviceCaller } from "../../service-caller";

/** AWS::S3::Bucket, its existence only — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucket.html */
export const s3Bucket: ResourceHandler = {
  async create({ context, name, initiated }) {
    if (await isTaken(context, name)) throw new AwsFault("BucketAlreadyExists", `${name} already exists`, 409);
    await context.invoke("s3", "CreateBucket", {
      Bucket: name,
      // S3 refuses us-east-1 as a location constraint.
      CreateBucketConfiguration: context.region === "us-east-1" ? undefined : { LocationConstraint: context.region },
    });
    initiated(name);
    return { physicalId: name, attributes: bucketAttributes(context, name) };
  },

  // Its existence only: nothing of it can change without a new bucket.
  update: ({ attributes }) => Promise.resolve({ attributes }),

  async delete({ context, physicalId }) {
    await deleted(context.invoke("s3", "DeleteBucket", { Bucket: physicalId }));
  },
};

/** What `Fn::GetAtt` yields of a bucket. */
export function bucketAttributes({ partition, region }: OperationContext, name: string): Record<string, string> {
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return {
    Arn: `arn:${partition}:s3:::${name}`,
    DomainName: `${name}.s3.${suffix}`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
    RegionalDomainName: `${name}.s3.${region}.${suffix}`,
    WebsiteURL: `http://${name}.s3-website-${region}.${suffix}`,
  };
}

/** CreateBucket in us-east-1 succeeds for a bucket that the caller has already; CloudFormation does not. */
async function isTaken(context: OperationContext, bucket: string): Promise<boolean> {
  try {
    await context.invoke("s3", "HeadBucket", { Bucket: bucket }, serviceCaller("cloudformation", context));
    return true;
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return error.status !== 404;
  }
}
