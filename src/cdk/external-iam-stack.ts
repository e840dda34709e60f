import type { CfnManagedPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { DefaultStackSynthesizer, Stack, Token, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { UserError } from "../base";
import type { IamTemplate } from "./iam-template";
import { includeTemplate } from "./include-template";
import { setParameterDefaults } from "./parameter-defaults";
import { entriesOf } from "./template-section";

/** Name by which IAM templates know the application stack, and its twin in lower case. */
const APP_STACK_NAME = "AppStackName";
const APP_STACK_NAME_LOWER = "AppStackNameLower";

/** What an IAM stack is made of. */
export interface ExternalIamStackProps extends StackProps {
  /** The roles and managed policies. */
  readonly template: IamTemplate;
  /**
   * Name that the application stack has or will have: the default of parameter AppStackName.
   * @default - the template's default, or else whoever deploys gives the parameter
   */
  readonly appStackName?: string;
  /**
   * Defaults for parameters of the template, by name. Lists are one text, separated by commas.
   * @default - the template's defaults
   */
  readonly parameterDefaults?: { [name: string]: string };
}

/**
 * A stack that owns the roles and managed policies of an application, which another stack runs with.
 *
 * Logical ids, parameters, outputs and exports are those of the template; nothing is added to it.
 */
export class ExternalIamStack extends Stack {
  /** Name of the application stack, where it is known. */
  public readonly appStackName?: string;
  /** Every element of the template, by logical id. */
  public readonly include: CfnInclude;
  /** What the stack is made of. */
  public readonly template: IamTemplate;

  public constructor(scope: Construct, id: string, props: ExternalIamStackProps) {
    const { template, appStackName, parameterDefaults, ...stackProps } = props;
    super(scope, id, {
      // The template stays as it is: no parameter for the bootstrap's version, no CDK metadata.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
      ...stackProps,
    });
    this.template = template;
    this.include = includeTemplate(this, "Template", template._template, {});
    const named = setParameterDefaults(this.include, template._template, {
      ...appStackNameDefaults(template, appStackName),
      ...parameterDefaults,
    });
    this.appStackName = appStackName ?? named.get(APP_STACK_NAME);
  }

  /**
   * The ARN of a role, for use in this stack. Other stacks take it as a parameter.
   *
   * @param name logical id
   */
  public roleArn(name: string): string {
    refuseUnknown(this.template.roles, name, "role");
    return (this.include.getResource(name) as CfnRole).attrArn;
  }

  /**
   * The ARN of a managed policy, for use in this stack. Other stacks take it as a parameter.
   *
   * @param name logical id
   */
  public policyArn(name: string): string {
    refuseUnknown(this.template.policies, name, "managed policy");
    return (this.include.getResource(name) as CfnManagedPolicy).ref;
  }
}

function appStackNameDefaults({ _template }: IamTemplate, name: string | undefined): Record<string, string> {
  if (name === undefined || Token.isUnresolved(name)) return {};
  const declared = new Set(entriesOf(_template, "Parameters").map(([parameter]) => parameter));
  const defaults = { [APP_STACK_NAME]: name, [APP_STACK_NAME_LOWER]: name.toLowerCase() };
  // A template whose roles name nothing of the application has no such parameter.
  return Object.fromEntries(Object.entries(defaults).filter(([parameter]) => declared.has(parameter)));
}

function refuseUnknown(names: readonly string[], name: string, kind: string): void {
  if (names.includes(name)) return;
  throw new UserError("unknown-name", `the IAM template has no ${kind} '${name}'`, {
    hint: `it has: ${names.join(", ") || "none"}`,
  });
}
