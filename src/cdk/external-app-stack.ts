import type { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { DefaultStackSynthesizer, Fn, Stack, Token, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { UserError } from "../base";
import type { AppTemplate } from "./app-template";
import type { ExternalIamStack } from "./external-iam-stack";
import { includeTemplate } from "./include-template";
import { setParameterDefaults } from "./parameter-defaults";
import { exportName, wiresBetween } from "./wires";

/** What an application stack is made of. */
export interface ExternalAppStackProps extends StackProps {
  /** The application. */
  readonly template: AppTemplate;
  /**
   * The stack that owns the application's roles and managed policies. It is deployed first.
   * @default - it is deployed by somebody else
   */
  readonly iam?: ExternalIamStack;
  /**
   * Whether the application takes the ARNs from the exports of the IAM stack. It then deploys without values for
   * parameters, and CloudFormation refuses to replace a role that is in use.
   * @default false, the ARNs stay parameters, as the IAM stack may belong to another team, account or tool
   */
  readonly importArns?: boolean;
  /**
   * Defaults for parameters of the template, by name. Lists are one text, separated by commas.
   * @default - the template's defaults
   */
  readonly parameterDefaults?: { [name: string]: string };
}

/**
 * An application that runs with the roles and managed policies of another stack.
 *
 * Logical ids, parameters, outputs and exports are those of the template; nothing is added to it.
 */
export class ExternalAppStack extends Stack {
  /** Every element of the template, by logical id. */
  public readonly include: CfnInclude;

  public constructor(scope: Construct, id: string, props: ExternalAppStackProps) {
    const { template, iam, importArns, parameterDefaults, ...stackProps } = props;
    super(scope, id, {
      // The template stays as it is: no parameter for the bootstrap's version, no CDK metadata.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
      analyticsReporting: false,
      ...stackProps,
    });
    if (importArns === true && iam === undefined) {
      throw new UserError("iam-stack-missing", "importArns is true and iam is not given", {
        hint: "give the ExternalIamStack whose exports are to be imported",
      });
    }
    const imported: Record<string, string> = {};
    if (iam !== undefined) {
      refuseOtherName(this, iam);
      this.node.addDependency(iam);
      const wires = wiresBetween(iam.template, template);
      for (const { output, parameter } of importArns === true ? wires : []) {
        imported[parameter] = Fn.importValue(exportName(iam.template, output, iam.stackName));
      }
    }
    this.include = includeTemplate(this, "Template", template._template, imported);
    setParameterDefaults(this.include, template._template, parameterDefaults ?? {});
  }
}

function refuseOtherName({ stackName }: Stack, { appStackName }: ExternalIamStack): void {
  if (appStackName === undefined || Token.isUnresolved(stackName) || stackName === appStackName) return;
  throw new UserError(
    "stack-name",
    `the application stack is named '${stackName}', and the IAM stack gives rights to the resources of '${appStackName}'`,
    { hint: "give both the same name: stackName here, appStackName of the IAM stack" },
  );
}
