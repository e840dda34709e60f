import { Aws, RemovalPolicy } from "aws-cdk-lib/core";
import { CfnKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { IamReferences } from "../iam-references";
import { keepId } from "./keep-id";
import { PrivateBucket } from "./private-bucket";
import { administratorsOfAccount, createSigningKey, type KeyUse } from "./signing-key";

/** Whose roles take part in access. */
export interface AccessProps {
  readonly iam: IamReferences;
  /** ARNs of roles that sign in as service users. @default - none */
  readonly serviceUserRoles?: readonly string[];
}

/** How users and services get in: the roles and policies that the registry hands out, and the keys it checks them by. */
export class Access extends Construct {
  /** Id of the key by which service users sign their tokens. */
  readonly serviceAuthKeyId: string;
  /** Roles that every container of the registry knows. */
  readonly roles: { readonly [name: string]: string };
  /** Policies, keys and reports that the containers know which manage access. */
  readonly administration: { readonly [name: string]: string };

  constructor(scope: Construct, id: string, { iam, serviceUserRoles = [] }: AccessProps) {
    super(scope, id);
    const signers = serviceUserRoles.map((roleArn, index): KeyUse => {
      return { sid: `ServiceUserSigns${index + 1}`, roleArn, actions: ["kms:DescribeKey", "kms:Sign"] };
    });
    this.serviceAuthKeyId = createSigningKey(this, "ServiceAuthKey", "Signs the tokens of service users", [
      ...signers,
      { sid: "RegistryVerifies", roleArn: iam.roleArn("AmazonECSTaskExecutionRole"), actions: ["kms:GetPublicKey"] },
    ]).ref;
    const reports = new PrivateBucket(this, "StatusReportsBucket");

    this.roles = {
      QUILT_MANAGED_USER_ROLE_ARN: iam.roleArn("ManagedUserRole"),
      QUILT_QPE_ROLE_ARN: iam.roleArn("PackagerRole"),
      QUILT_READ_ROLE_ARN: iam.roleArn("T4BucketReadRole"),
      QUILT_WRITE_ROLE_ARN: iam.roleArn("T4BucketWriteRole"),
    };
    this.administration = {
      QUILT_ASSUME_ROLE_POLICY_ARN: iam.policyArn("RegistryAssumeRolePolicy"),
      QUILT_BUCKET_READ_POLICY_ARN: iam.policyArn("BucketReadPolicy"),
      QUILT_BUCKET_WRITE_POLICY_ARN: iam.policyArn("BucketWritePolicy"),
      QUILT_SERVICE_AUTH_KEY: this.serviceAuthKeyId,
      QUILT_SNS_KMS_ID: this.createTopicKey().ref,
      QUILT_STATUS_REPORTS_BUCKET: reports.name,
      QUILT_USER_ROLE_BASE_POLICY_ARN: iam.policyArn("ManagedUserRoleBasePolicy"),
    };
  }

  /** The key of the topics by which buckets announce changes; those topics outlive the stack, and so does it. */
  private createTopicKey(): CfnKey {
    const key = keepId(
      new CfnKey(this, "SNSKMSKey", {
        description: "Encrypts the topics of bucket events",
        enableKeyRotation: true,
        keyPolicy: {
          Version: "2012-10-17",
          Statement: [
            administratorsOfAccount(),
            {
              Sid: "BucketsAndRulesPublish",
              Effect: "Allow",
              Principal: { Service: ["s3.amazonaws.com", "events.amazonaws.com"] },
              Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
            },
          ],
        },
        tags: [{ key: "QuiltStackId", value: Aws.STACK_ID }],
      }),
    );
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return key;
  }
}
