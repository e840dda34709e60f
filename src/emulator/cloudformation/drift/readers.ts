import { textOf } from "../resources/property";
import type { PropertyReader } from "./read-iam";
import {
  documentOf,
  present,
  readEntity,
  readEntityPolicy,
  readInstanceProfile,
  readManagedPolicy,
  readPolicy,
} from "./read-iam";

const readParameter: PropertyReader = async ({ context, row }) => {
  const { Parameter: parameter } = await context.invoke<{
    readonly Parameter: { readonly Name: string; readonly Type: string; readonly Value: string };
  }>("ssm", "GetParameter", { Name: row.physicalId });
  return { Name: parameter.Name, Type: parameter.Type, Value: parameter.Value };
};

/** Its existence only, like the resource. */
const readBucket: PropertyReader = async ({ context, row, properties }) => {
  await context.invoke("s3", "HeadBucket", { Bucket: row.physicalId });
  return present({
    ...properties,
    BucketName: textOf(properties, "BucketName") === undefined ? undefined : row.physicalId,
  });
};

const readBucketPolicy: PropertyReader = async ({ context, row }) => {
  const bucket = row.physicalId ?? "";
  const { Policy: policy } = await context.invoke<{ readonly Policy: string }>("s3", "GetBucketPolicy", {
    Bucket: bucket,
  });
  return present({ Bucket: bucket, PolicyDocument: documentOf(policy) });
};

/** The types whose drift can be detected: those that exist in a service of this emulator. */
const READERS: Readonly<Record<string, PropertyReader>> = {
  "AWS::IAM::Group": readEntity("Group"),
  "AWS::IAM::GroupPolicy": readEntityPolicy("Group"),
  "AWS::IAM::InstanceProfile": readInstanceProfile,
  "AWS::IAM::ManagedPolicy": readManagedPolicy,
  "AWS::IAM::Policy": readPolicy,
  "AWS::IAM::Role": readEntity("Role"),
  "AWS::IAM::RolePolicy": readEntityPolicy("Role"),
  "AWS::IAM::User": readEntity("User"),
  "AWS::IAM::UserPolicy": readEntityPolicy("User"),
  "AWS::S3::Bucket": readBucket,
  "AWS::S3::BucketPolicy": readBucketPolicy,
  "AWS::SSM::Parameter": readParameter,
};

/** Properties that cannot be read, or that are none of what the reader reads: they are not compared. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  "AWS::IAM::User": ["LoginProfile"],
  "AWS::SSM::Parameter": ["AllowedPattern", "DataType", "Description", "Policies", "Tags", "Tier"],
};

/** Whether a property of a type is compared at all. */
export function isRead(type: string, property: string): boolean {
  return !(Object.hasOwn(UNREAD, type) && UNREAD[type]?.includes(property));
}

/** How the properties of a type are read; undefined for types that are never checked. */
export function readerOf(type: string): PropertyReader | undefined {
  return Object.hasOwn(READERS, type) ? READERS[type] : undefined;
}
