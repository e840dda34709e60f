import type { Environment, PermissionsBoundary } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { UserError } from "../../base";
import type { QuiltArtifacts } from "./app/artifacts";
import { IamPattern } from "./iam-pattern";
import { QuiltAppStack } from "./quilt-app-stack";
import type { QuiltIamOptions } from "./quilt-iam-options";
import { QuiltIamStack } from "./quilt-iam-stack";

/** What a deployment of Quilt is made of. */
export interface QuiltDeploymentProps {
  /** Name of the application stack. */
  readonly name: string;

  /**
   * Where the roles and managed policies live.
   *
   * @default - IamPattern.EXTERNAL: in a stack of their own
   */
  readonly iamPattern?: IamPattern;

  /**
   * Name of the IAM stack; for IamPattern.EXTERNAL only.
   *
   * @default - `{name}-iam`
   */
  readonly iamStackName?: string;

  /**
   * Options of the roles and policies, in both patterns.
   *
   * @default - the roles and policies as the catalogue declares them
   */
  readonly iam?: QuiltIamOptions;

  /**
   * Policy that limits what every role of the deployment may do.
   *
   * @default - the roles have no boundary
   */
  readonly permissionsBoundary?: PermissionsBoundary;

  /**
   * Account and region of both stacks.
   *
   * @default - those that the stacks are deployed with
   */
  readonly env?: Environment;

  /**
   * Where the code of the functions and the images of the containers lie.
   *
   * @default - the application asks for a bucket and an image registry by parameters
   */
  readonly artifacts?: QuiltArtifacts;

  /**
   * Defaults of the application's parameters, by name, such as `VPC`; lists are one text, separated by commas.
   *
   * @default - parameters that have no default of their own must be given at deployment
   */
  readonly parameterDefaults?: { [name: string]: string };

  /**
   * Name of a bucket that takes access logs of all buckets and of the load balancer, each under its logical id. It must
   * let logging.s3.amazonaws.com and the load balancers of the region write.
   *
   * @default - requests are not logged
   */
  readonly accessLogBucketName?: string;

  /**
   * ARNs of roles that sign in to the registry as service users, such as those of canaries: they may sign tokens with
   * the service key.
   *
   * @default - only administrators of the account sign
   */
  readonly serviceUserRoleArns?: string[];

  /**
   * ARN of the role by which Firehose writes the audit trail: it trusts firehose.amazonaws.com and writes to the bucket
   * `{name}-audittrailbucket-*`. It is not in the catalogue.
   *
   * @default - IamPattern.EXTERNAL: the application asks for its name by a parameter, and keeps no audit trail where that
   * stays empty; IamPattern.INLINE: a role of its own
   */
  readonly auditTrailDeliveryRoleArn?: string;

  /**
   * Tags of both stacks.
   *
   * @default - no tags
   */
  readonly tags?: { [name: string]: string };
}

/**
 * A whole deployment of Quilt, in either pattern, by the same code.
 *
 * In the external pattern the IAM stack comes first; its 32 outputs `{Name}Arn` are the values of the application's
 * parameters `{Name}`. Whoever owns IAM can deploy the one, and whoever owns the application the other.
 */
export class QuiltDeployment extends Construct {
  /** The IAM stack; there is none in the inline pattern. */
  readonly iamStack?: QuiltIamStack;
  /** The application stack. */
  readonly appStack: QuiltAppStack;

  /** @throws UserError `iam-stack-name-unused` where an IAM stack is named in the inline pattern */
  constructor(scope: Construct, id: string, props: QuiltDeploymentProps) {
    super(scope, id);
    const { name, iamPattern = IamPattern.EXTERNAL, iam, iamStackName, artifacts, auditTrailDeliveryRoleArn } = props;
    const { env, permissionsBoundary, tags } = props;
    const common = { env, permissionsBoundary, tags };
    if (iamPattern === IamPattern.INLINE && iamStackName !== undefined) {
      throw new UserError(
        "iam-stack-name-unused",
        `iamStackName is '${iamStackName}' and iamPattern is IamPattern.INLINE, which has no IAM stack`,
        { hint: "leave iamStackName out, or set iamPattern to IamPattern.EXTERNAL" },
      );
    }
    this.appStack = new QuiltAppStack(this, name, {
      ...common,
      stackName: name,
      iamPattern,
      artifacts,
      auditTrailDeliveryRoleArn,
      accessLogBucketName: props.accessLogBucketName,
      serviceUserRoleArns: props.serviceUserRoleArns,
      parameterDefaults: { ...(iamPattern === IamPattern.EXTERNAL && sharedDefaults(iam)), ...props.parameterDefaults },
      ...(iamPattern === IamPattern.INLINE && { inlineIam: iam }),
    });
    if (iamPattern === IamPattern.INLINE) return;
    const stackName = iamStackName ?? `${name}-iam`;
    this.iamStack = new QuiltIamStack(this, stackName, { ...common, ...iam, stackName, appStackName: name });
    this.appStack.node.addDependency(this.iamStack);
  }
}

/** Defaults that the application has in common with its IAM stack: both must be deployed with the same values. */
function sharedDefaults({ qurator, cloudTrailBucket, certificateArnElb }: QuiltIamOptions = {}): Record<
  string,
  string
> {
  return {
    ...(qurator !== undefined && { Qurator: qurator ? "Enabled" : "Disabled" }),
    ...(cloudTrailBucket !== undefined && { CloudTrailBucket: cloudTrailBucket }),
    ...(certificateArnElb !== undefined && { CertificateArnELB: certificateArnElb }),
  };
}
