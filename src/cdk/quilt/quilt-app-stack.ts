import {
  CfnCondition,
  CfnParameter,
  DefaultStackSynthesizer,
  Fn,
  Stack,
  type CfnResource,
  type StackProps,
} from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { UserError } from "../../base";
import { ExternalIamParameters } from "../external-iam-parameters";
import { IamCatalog } from "../iam-catalog";
import { addParameterGroup } from "../parameter-group";
import { acknowledge } from "./app/acknowledge";
import { AppParameters } from "./app/app-parameters";
import { Application } from "./app/application";
import type { DeliveryRole } from "./app/audit-trail";
import { Artifacts, type QuiltArtifacts } from "./app/artifacts";
import { Network } from "./app/network";
import { setParameterDefaults } from "./app/parameter-defaults";
import { patternFaults } from "./app/pattern-faults";
import { IamPattern } from "./iam-pattern";
import type { IamReferences } from "./iam-references";
import { InlineAppNames } from "./inline-app-names";
import { QuiltIam } from "./quilt-iam";
import type { QuiltIamOptions } from "./quilt-iam-options";

/** What a Quilt application stack is made of. */
export interface QuiltAppStackProps extends StackProps {
  /**
   * Where the roles and managed policies live.
   *
   * @default - IamPattern.EXTERNAL: the stack takes the ARNs of 24 roles and 8 managed policies as parameters
   */
  readonly iamPattern?: IamPattern;

  /**
   * Options of the roles and policies; for IamPattern.INLINE only.
   *
   * @default - the roles and policies as the catalogue declares them
   */
  readonly inlineIam?: QuiltIamOptions;

  /**
   * Where the code of the functions and the images of the containers lie.
   *
   * @default - the stack asks for a bucket and an image registry by parameters
   */
  readonly artifacts?: QuiltArtifacts;

  /**
   * Defaults of the parameters, by name, such as `VPC`; lists are one text, separated by commas.
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
   * `{stack}-audittrailbucket-*`. It is not in the catalogue.
   *
   * @default - IamPattern.EXTERNAL: a parameter `AuditTrailDeliveryRoleName`, and no audit trail where that stays empty;
   * IamPattern.INLINE: a role of this stack
   */
  readonly auditTrailDeliveryRoleArn?: string;
}

/** Parameters that only roles and policies need: an application without them does not ask. */
const OF_IAM_ONLY = ["SearchDomainArn", "ManagedUserRoleExtraPolicies"] as const;

/** What the CDK's check of templates finds and is meant to be so. */
const ACKNOWLEDGED = {
  "CloudFormation-Validate::W1030": "A limit of 0 bytes means no limit, and a condition leaves it out",
  "CloudFormation-Validate::W2001": "Callers pass every ARN of the IAM stack, also those not in use",
  "CloudFormation-Validate::W2509": "PasswordAuth says whether there are passwords, and is none",
};

/**
 * The Quilt application: functions, containers, queues, buckets and what connects them.
 *
 * Logical ids are those of Quilt's own template, and names those that the IAM stack expects. In the external pattern the
 * stack holds no IAM, and deploying it takes no permission for IAM but iam:PassRole.
 */
export class QuiltAppStack extends Stack {
  /** Where the roles and managed policies live. */
  readonly iamPattern: IamPattern;

  /** @throws UserError `inline-iam-unused` where options for inline IAM are given in the external pattern, `unknown-parameter` */
  constructor(scope: Construct, id: string, props: QuiltAppStackProps = {}) {
    super(scope, id, {
      description: "A Quilt application",
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
      ...props,
    });
    const { iamPattern = IamPattern.EXTERNAL, inlineIam, artifacts } = props;
    this.iamPattern = iamPattern;
    const isInline = iamPattern === IamPattern.INLINE;
    if (inlineIam !== undefined && !isInline) {
      throw new UserError("inline-iam-unused", "inlineIam is given and iamPattern is IamPattern.EXTERNAL", {
        hint: "give these options to the QuiltIamStack, or set iamPattern to IamPattern.INLINE",
      });
    }
    const parameters = new AppParameters(this, isInline ? [] : OF_IAM_ONLY);
    const located = new Artifacts(this, "Artifacts", artifacts);
    const inline = isInline ? new QuiltIam(this, "Iam", { ...inlineIam, appNames: new InlineAppNames() }) : undefined;
    const iam: IamReferences = inline ?? new ExternalIamParameters(this, "Iam", { catalog: IamCatalog.quilt() });
    const { migration } = new Application(this, "Application", {
      iam,
      parameters,
      artifacts: located,
      network: new Network(this, "Network", parameters),
      auditTrailDeliveryRole: deliveryRole(this, props),
      accessLogBucketName: props.accessLogBucketName,
      serviceUserRoles: props.serviceUserRoleArns,
    });
    for (const policy of ["BucketReadPolicy", "BucketWritePolicy"]) {
      // The migration writes versions of these policies; in the external pattern they are there before the application.
      if (inline !== undefined) migration.callout.node.addDependency(inline.node.findChild(policy) as CfnResource);
    }
    setParameterDefaults(this, props.parameterDefaults ?? {});
    acknowledge(this, ACKNOWLEDGED);
    this.node.addValidation({ validate: () => patternFaults(this, iamPattern) });
  }
}

function deliveryRole(
  stack: QuiltAppStack,
  { auditTrailDeliveryRoleArn }: QuiltAppStackProps,
): DeliveryRole | undefined {
  if (auditTrailDeliveryRoleArn !== undefined) return { arn: auditTrailDeliveryRoleArn };
  return stack.iamPattern === IamPattern.INLINE ? undefined : askForDeliveryRole(stack);
}

/**
 * Asks for the name, and not for the ARN: a parameter that takes ARNs of IAM is to be an output of the IAM stack, and
 * this role is not in the catalogue.
 */
function askForDeliveryRole(stack: Stack): DeliveryRole {
  const id = "AuditTrailDeliveryRoleName";
  addParameterGroup(stack, "Roles outside the catalogue", [id]);
  const parameter = new CfnParameter(stack, id, {
    type: "String",
    default: "",
    allowedPattern: "^[\\w+=,.@/-]{0,512}$",
    constraintDescription: "must be the name of a role, with its path before it and no slash at the beginning.",
    description:
      "Name, with its path, of the role by which Firehose writes the audit trail to the bucket {stack}-audittrailbucket-*; none for no audit trail.",
  });
  return {
    arn: Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/\${${id}}`),
    isGiven: new CfnCondition(stack, "AuditTrailIsDelivered", {
      expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, "")),
    }),
  };
}
