import { customResource } from "./custom-resource";
import type { ResourceHandler } from "./handler";
import { iamAccessKey } from "./iam-access-key";
import { iamEntityPolicy } from "./iam-entity-policy";
import { iamGroup } from "./iam-group";
import { iamInstanceProfile } from "./iam-instance-profile";
import { iamManagedPolicy } from "./iam-managed-policy";
import { iamOidcProvider } from "./iam-oidc-provider";
import { iamPolicy } from "./iam-policy";
import { iamRole } from "./iam-role";
import { iamSamlProvider } from "./iam-saml-provider";
import { iamServerCertificate } from "./iam-server-certificate";
import { iamServiceLinkedRole } from "./iam-service-linked-role";
import { iamUser } from "./iam-user";
import { iamUserToGroupAddition } from "./iam-user-to-group-addition";
import { iamVirtualMfaDevice } from "./iam-virtual-mfa-device";
import { nestedStack } from "./nested-stack";
import { s3Bucket } from "./s3-bucket";
import { s3BucketPolicy } from "./s3-bucket-policy";
import { simulatedResource } from "./simulated-resource";
import { ssmParameter } from "./ssm-parameter";

/** Types that exist in a service of this emulator; every other type is simulated. */
const REAL: Readonly<Record<string, ResourceHandler>> = {
  "AWS::CloudFormation::Stack": nestedStack,
  "AWS::IAM::AccessKey": iamAccessKey,
  "AWS::IAM::Group": iamGroup,
  "AWS::IAM::GroupPolicy": iamEntityPolicy("Group"),
  "AWS::IAM::InstanceProfile": iamInstanceProfile,
  "AWS::IAM::ManagedPolicy": iamManagedPolicy,
  "AWS::IAM::OIDCProvider": iamOidcProvider,
  "AWS::IAM::Policy": iamPolicy,
  "AWS::IAM::Role": iamRole,
  "AWS::IAM::RolePolicy": iamEntityPolicy("Role"),
  "AWS::IAM::SAMLProvider": iamSamlProvider,
  "AWS::IAM::ServerCertificate": iamServerCertificate,
  "AWS::IAM::ServiceLinkedRole": iamServiceLinkedRole,
  "AWS::IAM::User": iamUser,
  "AWS::IAM::UserPolicy": iamEntityPolicy("User"),
  "AWS::IAM::UserToGroupAddition": iamUserToGroupAddition,
  "AWS::IAM::VirtualMFADevice": iamVirtualMfaDevice,
  "AWS::S3::Bucket": s3Bucket,
  "AWS::S3::BucketPolicy": s3BucketPolicy,
  "AWS::SSM::Parameter": ssmParameter,
};

/** Types that would lie if they were simulated: they are refused before a stack is made. */
const NOT_SUPPORTED: ReadonlySet<string> = new Set([
  "AWS::CloudFormation::Macro",
  "AWS::CloudFormation::StackSet",
  "AWS::CloudFormation::WaitCondition",
]);

export function isReal(type: string): boolean {
  return Object.hasOwn(REAL, type);
}

export function isSupported(type: string): boolean {
  return !NOT_SUPPORTED.has(type);
}

/** `Custom::Name` and its long form. */
export function isCustomResource(type: string): boolean {
  return type === "AWS::CloudFormation::CustomResource" || type.startsWith("Custom::");
}

/** The handler of a type that the template validation let pass. */
export function handlerOf(type: string): ResourceHandler {
  if (isCustomResource(type)) return customResource;
  return (isReal(type) ? REAL[type] : undefined) ?? simulatedResource;
}
