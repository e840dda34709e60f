import type { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import type { IResolvable, ITerraformDependable } from "cdktf";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { QUILT_CATALOG } from "../catalog";
import { hcl } from "./expression";
import { conditionsOnOutputs } from "./iam-outputs";
import { createIamStack, iamStackName, listNames } from "./iam-stack";
import { checkInputs } from "./input-rule";
import { INPUT_RULES } from "./input-rules";
import { isOn } from "./presence";
import { followTemplate } from "./template-url";

/** What an IAM stack is made of. */
export interface IamModuleProps {
  /** Name of the deployment: at most 20 lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;

  /** HTTPS URL of the IAM template in S3; it ends in .yaml, .yml or .json and may name a version by `?versionId=`. */
  readonly templateUrl: string;

  /**
   * Name of the stack: at most 128 letters, digits and hyphens, a letter first.
   *
   * @default - `{name}-iam`
   */
  readonly iamStackName?: string;

  /**
   * Parameters of the template, by name.
   *
   * @default - the template's defaults
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * Tags of the stack, which CloudFormation passes on to roles and policies.
   *
   * @default - no tags
   */
  readonly tags?: { readonly [name: string]: string };

  /**
   * What the template may do.
   *
   * @default - CAPABILITY_NAMED_IAM
   */
  readonly capabilities?: readonly string[];

  /**
   * Roles of the template, each with an output `{Name}Arn`.
   *
   * @default - the 24 roles of the Quilt catalogue
   */
  readonly roleNames?: readonly string[];

  /**
   * Managed policies of the template, each with an output `{Name}Arn`.
   *
   * @default - the 8 managed policies of the Quilt catalogue
   */
  readonly policyNames?: readonly string[];

  /**
   * Whether a new version of the template at the same URL updates the stack. It takes s3:GetObject and, in a bucket with
   * versioning, s3:GetObjectVersion.
   *
   * @default - it does, where the bucket keeps versions
   */
  readonly followTemplate?: boolean | IResolvable;

  /**
   * What must be there before the template is read, such as the object that holds it.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The IAM stack of an application, deployed by CloudFormation.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacks.html
 */
export class IamModule extends Construct {
  /** The stack. */
  readonly stack: CloudformationStack;
  /** ARN of the stack. */
  readonly stackId: string;
  /** Name of the stack. */
  readonly stackName: string;
  /** ARNs by output, such as `ApiRoleArn`: of every role and managed policy whose name is known at synthesis. */
  readonly arns: { readonly [output: string]: string };

  /** @throws UserError `invalid-input` for a name or URL that is not allowed */
  constructor(scope: Construct, id: string, props: IamModuleProps) {
    super(scope, id);
    const { name, templateUrl, dependsOn } = props;
    const { roleNames = QUILT_CATALOG.roles, policyNames = QUILT_CATALOG.policies } = props;
    const precondition = checkInputs(this, [
      { name: "name", value: name, rule: INPUT_RULES.name },
      { name: "iamStackName", value: props.iamStackName, rule: INPUT_RULES.stackName },
      { name: "templateUrl", value: templateUrl, rule: INPUT_RULES.templateUrl },
    ]);
    const follow = isOn(props.followTemplate, true);
    const template = followTemplate(this, "template", { url: templateUrl, isThere: true, follow, dependsOn });
    this.stack = createIamStack(this, "stack", {
      isThere: true,
      stackName: iamStackName(name, props.iamStackName),
      templateUrl: template.url,
      parameters: props.parameters ?? {},
      tags: props.tags ?? {},
      capabilities: [...(props.capabilities ?? ["CAPABILITY_NAMED_IAM"])],
      precondition,
      postcondition: conditionsOnOutputs(listNames(this, "", { roleNames, policyNames })),
      dependsOn,
    });
    this.stackId = this.stack.id;
    this.stackName = this.stack.name;
    const known = [roleNames, policyNames].flatMap((names) => (Token.isUnresolved(names) ? [] : names));
    this.arns = Object.fromEntries(known.map((name) => [`${name}Arn`, this.arnOf(name)]));
  }

  /**
   * The ARN of a role or managed policy.
   *
   * @param name logical id
   */
  arnOf(name: string): string {
    // The stack's conditions say what is missing; nothing else may fail then, or it could not be destroyed.
    return Token.asString(hcl`tostring(try(${this.stack.fqn}.outputs[${`${name}Arn`}], null))`);
  }
}
