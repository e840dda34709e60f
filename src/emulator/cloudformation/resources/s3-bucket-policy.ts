import type { TemplateMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { serviceCaller } from "../../service-caller";
import { deleted } from "./absence";
import type { ResourceHandler } from "./handler";
import { jsonOf, textOf } from "./property";

/** AWS::S3::BucketPolicy — https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-s3-bucketpolicy.html */
export const s3BucketPolicy: ResourceHandler = {
  async create({ context, properties, identity, initiated }) {
    const bucket = textOf(properties, "Bucket") ?? "";
    // Sentence: awslabs/cdk-serverless-clamscan issue 1382.
    if (await hasPolicy(context, bucket)) return { refused: `The bucket policy already exists on bucket ${bucket}.` };
    await putPolicy(context, bucket, properties);
    initiated(bucket);
    return { physicalId: bucket, attributes: identity.attributes };
  },

  async update({ context, properties, physicalId, attributes }) {
    await putPolicy(context, physicalId, properties);
    return { attributes };
  },

  async delete({ context, physicalId }) {
    await deleted(context.invoke("s3", "DeleteBucketPolicy", { Bucket: physicalId }));
  },
};

async function putPolicy(context: OperationContext, bucket: string, properties: TemplateMap): Promise<void> {
  await context.invoke("s3", "PutBucketPolicy", { Bucket: bucket, Policy: jsonOf(properties, "PolicyDocument") });
}

async function hasPolicy(context: OperationContext, bucket: string): Promise<boolean> {
  try {
    await context.invoke("s3", "GetBucketPolicy", { Bucket: bucket }, serviceCaller("cloudformation", context));
    return true;
  } catch (error) {
    if (error instanceof AwsFault && error.code === "NoSuchBucketPolicy") return false;
    throw error;
  }
}
