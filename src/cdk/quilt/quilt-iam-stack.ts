import { CfnOutput, DefaultStackSynthesizer, Fn, Stack, Tags, Token, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { namingOf } from "../../aws";
import { UserError } from "../../base";
import { QUILT_POLICIES, QUILT_ROLES } from "../../catalog";
import { ExternalAppNames } from "./external-app-names";
import { QuiltIam } from "./quilt-iam";
import type { QuiltIamOptions } from "./quilt-iam-options";
import { STACK_NAME } from "./shared-names";

const PATH_METADATA = "aws:cdk:enable-path-metadata";

/** What the IAM stack of a Quilt application is made of. */
export interface QuiltIamStackProps extends StackProps, QuiltIamOptions {
  /**
   * Name of the application stack, at most 25 characters. Becomes the default of the parameter AppStackName, and with
   * `-iam` at its end the name of this stack.
   *
   * @default - the parameter has no default: a deployment must give it
   */
  readonly appStackName?: string;
}

/**
 * The roles and managed policies of a Quilt application in a stack of their own: 32 outputs `{Name}Arn`, exported as
 * `{stack name}-{Name}Arn`. It names the application's resources by the application stack's name, so that it can be
 * deployed first, in the same account and region.
 *
 * The template fits into a request to CloudFormation (51,200 bytes) but where a permissions boundary, tags or a path
 * are added: then it goes by S3, as `cdk deploy` sends every template.
 *
 * Roles are named `{stack name}-{Name}` (CAPABILITY_NAMED_IAM). IAM is global: a second deployment to the account, even
 * in another region, needs another stack name.
 */
export class QuiltIamStack extends Stack {
  private readonly iam: QuiltIam;

  /** @throws UserError `iam-stack-name-too-long`, `app-stack-name-invalid`, `quilt-iam-option-invalid` */
  constructor(scope: Construct, id: string, props: QuiltIamStackProps = {}) {
    super(scope, id, withDefaults(props));
    // The CDK CLI asks for construct paths in every resource: 2 kB that tell nothing here, where ids are the names.
    this.node.setContext(PATH_METADATA, false);
    refuseLongName(this.stackName);
    this.iam = new QuiltIam(this, "Iam", {
      ...props,
      appNames: new ExternalAppNames(this, props.appStackName),
      nameRoles: true,
    });
    for (const { name } of QUILT_ROLES) this.output(name, this.iam.roleArn(name));
    for (const { name } of QUILT_POLICIES) this.output(name, this.iam.policyArn(name));
    // Tags of a stack are given at deployment; these also stand in the template, for whoever deploys it otherwise.
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(this.iam).add(key, value);
  }

  /** ARN of a role of the catalogue, by name. */
  roleArn(name: string): string {
    return this.iam.roleArn(name);
  }

  /** ARN of a managed policy of the catalogue, by name. */
  policyArn(name: string): string {
    return this.iam.policyArn(name);
  }

  private output(name: string, value: string): void {
    const outputName = `${name}Arn`;
    const output = new CfnOutput(this, outputName, { value, exportName: Fn.sub(`${STACK_NAME}-${outputName}`) });
    output.overrideLogicalId(outputName);
  }
}

/** The template is to hold IAM alone, so that it can be reviewed, and deployed where nobody bootstrapped the CDK. */
function withDefaults(props: QuiltIamStackProps): StackProps {
  const { appStackName } = props;
  return {
    ...props,
    stackName: props.stackName ?? (appStackName === undefined ? undefined : `${appStackName}-iam`),
    description: props.description ?? "IAM roles and managed policies of a Quilt application",
    synthesizer: props.synthesizer ?? new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    analyticsReporting: props.analyticsReporting ?? false,
    // 51,200 bytes is what CloudFormation takes without S3; indented, the template has more.
    suppressTemplateIndentation: props.suppressTemplateIndentation ?? true,
  };
}

function refuseLongName(stackName: string): void {
  const limit = namingOf("AWS::IAM::Role")?.maxLength ?? Infinity;
  const longest = limit - 1 - Math.max(...QUILT_ROLES.map(({ name }) => name.length));
  if (Token.isUnresolved(stackName) || stackName.length <= longest) return;
  throw new UserError(
    "iam-stack-name-too-long",
    `IAM stack name '${stackName}' has ${stackName.length} characters, and at most ${longest} are allowed`,
    { hint: `roles are named {stack name}-{role}, and IAM takes ${limit} characters: set a shorter stackName` },
  );
}
