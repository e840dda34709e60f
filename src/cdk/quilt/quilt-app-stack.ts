import { CfnParameter, DefaultStackSynthesizer, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { UserError } from "../../base";
import { DEFAULT_ROLE_PATTERN } from "../../catalog";
import { ExternalIamParameters } from "../external-iam-parameters";
import { IamCatalog } from "../iam-catalog";
import { addParameterGroup } from "../parameter-group";
import { AppParameters } from "./app/app-parameters";
import { Application } from "./app/application";
import { Artifacts, type QuiltArtifacts } from "./app/artifacts";
import { Network } from "./app/network";
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
   * ARN of the role by which Firehose writes the audit trail. It is not in the catalogue.
   *
   * @default - IamPattern.EXTERNAL: a parameter `AuditTrailDeliveryRoleArn`; IamPattern.INLINE: a role of this stack
   */
  readonly auditTrailDeliveryRoleArn?: string;
}

/** Parameters that only roles and policies need: an application without them does not ask. */
const OF_IAM_ONLY = ["SearchDomainArn", "ManagedUserRoleExtraPolicies"] as const;

/**
 * The Quilt application: functions, containers, queues, buckets and what connects them.
 *
 * Logical ids are those of Quilt's own template, and names those that the IAM stack expects. In the external pattern the
 * stack holds no IAM, and deploying it takes no permission for IAM but iam:PassRole.
 */
export class QuiltAppStack extends Stack {
  /** Where the roles and managed policies live. */
  readonly iamPattern: IamPattern;

  /** @throws UserError `inline-iam-unused` where options for inline IAM are given in the external pattern */
  constructor(scope: Construct, id: string, props: QuiltAppStackProps = {}) {
    const { iamPattern = IamPattern.EXTERNAL, inlineIam, artifacts, auditTrailDeliveryRoleArn, ...stackProps } = props;
    super(scope, id, {
      description: "A Quilt application",
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
      ...stackProps,
    });
    this.iamPattern = iamPattern;
    const isInline = iamPattern === IamPattern.INLINE;
    if (inlineIam !== undefined && !isInline) {
      throw new UserError("inline-iam-unused", "inlineIam is given and iamPattern is IamPattern.EXTERNAL", {
        hint: "give these options to the QuiltIamStack, or set iamPattern to IamPattern.INLINE",
      });
    }
    const parameters = new AppParameters(this, isInline ? [] : OF_IAM_ONLY);
    const located = new Artifacts(this, "Artifacts", artifacts);
    const iam = isInline
      ? new QuiltIam(this, "Iam", { ...inlineIam, appNames: new InlineAppNames() })
      : new ExternalIamParameters(this, "Iam", { catalog: IamCatalog.quilt() });
    new Application(this, "Application", {
      iam: iam satisfies IamReferences,
      parameters,
      artifacts: located,
      network: new Network(this, "Network", parameters),
      auditTrailDeliveryRole: auditTrailDeliveryRoleArn ?? (isInline ? undefined : askForDeliveryRole(this)),
    });
    this.node.addValidation({ validate: () => patternFaults(this, iamPattern) });
  }
}

function askForDeliveryRole(stack: Stack): string {
  const name = "AuditTrailDeliveryRoleArn";
  addParameterGroup(stack, "Roles outside the catalogue", [name]);
  return new CfnParameter(stack, name, {
    type: "String",
    allowedPattern: DEFAULT_ROLE_PATTERN,
    constraintDescription: "must be the ARN of a role.",
    description: "ARN of the role by which Firehose writes the audit trail.",
  }).valueAsString;
}
