import { CfnBucket, CfnBucketPolicy, type CfnBucketProps } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { keepId } from "./keep-id";

/** How a bucket differs from the common case. */
export interface PrivateBucketProps {
  /** @default - objects have no versions */
  readonly versioned?: boolean;
  /** @default - objects stay */
  readonly lifecycleRules?: readonly CfnBucket.RuleProperty[];
  /** @default - browsers have no access */
  readonly corsConfiguration?: CfnBucketProps["corsConfiguration"];
  /** Whether S3 tells EventBridge what happens to objects. @default - it does not */
  readonly notifiesEventBridge?: boolean;
}

/** A statement of a resource policy. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** A bucket `{id}` without public access and its policy `{id}Policy`, which refuses plain HTTP. */
export class PrivateBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  private readonly statements: PolicyStatement[];

  constructor(scope: Construct, id: string, props: PrivateBucketProps = {}) {
    super(scope, id);
    const { versioned = false, lifecycleRules, corsConfiguration, notifiesEventBridge = false } = props;
    const bucket = keepId(
      new CfnBucket(this, id, {
        bucketEncryption: {
          serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        },
        publicAccessBlockConfiguration: {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
        ...(versioned && { versioningConfiguration: { status: "Enabled" } }),
        ...(lifecycleRules && { lifecycleConfiguration: { rules: [...lifecycleRules] } }),
        ...(corsConfiguration && { corsConfiguration }),
        ...(notifiesEventBridge && {
          notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
        }),
      }),
    );
    this.name = bucket.ref;
    this.arn = bucket.attrArn;
    this.statements = [
      {
        Sid: "EnforceSecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: this.everything,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ];
    keepId(
      new CfnBucketPolicy(this, `${id}Policy`, {
        bucket: this.name,
        policyDocument: { Version: "2012-10-17", Statement: this.statements },
      }),
    );
  }

  /** The bucket and its objects, as resources of a statement. */
  get everything(): readonly string[] {
    return [this.arn, `${this.arn}/*`];
  }

  /** Adds statements to the bucket's policy. */
  addToPolicy(...statements: readonly PolicyStatement[]): void {
    this.statements.push(...statements);
  }
}

/** Deletes what was written under a prefix after some days, and what was left of broken uploads after one. */
export function expireAfter(id: string, days: number, prefix?: string): CfnBucket.RuleProperty {
  return {
    id,
    status: "Enabled",
    expirationInDays: days,
    noncurrentVersionExpiration: { noncurrentDays: 1 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    ...(prefix !== undefined && { prefix }),
  };
}
