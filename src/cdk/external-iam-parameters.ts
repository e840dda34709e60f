import { ManagedPolicy, Role, type IManagedPolicy, type IRole } from "aws-cdk-lib/aws-iam";
import { CfnParameter, CfnResource, Stack } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { UserError } from "../base";
import type { IamCatalog } from "./iam-catalog";
import { addParameterGroup } from "./parameter-group";

/** Which roles and managed policies a stack takes as parameters. */
export interface ExternalIamParametersProps {
  /** The roles and managed policies, by name. Each name becomes a parameter of the stack. */
  readonly catalog: IamCatalog;
}

/**
 * Parameters of the caller's stack that take the ARNs of roles and managed policies which another stack owns.
 *
 * A parameter has the very name that the catalogue gives, a pattern that only ARNs of its kind match, and stands with
 * the others in a group of its own.
 */
export class ExternalIamParameters extends Construct {
  private readonly roleParameters: ReadonlyMap<string, CfnParameter>;
  private readonly policyParameters: ReadonlyMap<string, CfnParameter>;

  public constructor(scope: Construct, id: string, props: ExternalIamParametersProps) {
    super(scope, id);
    const { roles, policies, rolePattern, policyPattern, parameterGroup, mode } = props.catalog._catalog;
    if (mode === "all") {
      throw new UserError("config-invalid", "the catalogue means every IAM resource of a template and lists no names", {
        hint: "list the roles and policies that the stack takes",
      });
    }
    this.roleParameters = this.declare(roles, "role", rolePattern);
    this.policyParameters = this.declare(policies, "managed policy", policyPattern);
    if (parameterGroup !== undefined) {
      addParameterGroup(this, parameterGroup.name, [...roles, ...policies], parameterGroup.insertAfter);
    }
    this.node.addValidation({ validate: () => this.collisions() });
  }

  /**
   * The ARN of a role.
   *
   * @param name as in the catalogue
   */
  public roleArn(name: string): string {
    return take(this.roleParameters, name, "role").valueAsString;
  }

  /**
   * The ARN of a managed policy.
   *
   * @param name as in the catalogue
   */
  public policyArn(name: string): string {
    return take(this.policyParameters, name, "managed policy").valueAsString;
  }

  /**
   * A role for other constructs to use. It is another stack's: grants to it change nothing and attach nothing.
   *
   * @param name as in the catalogue
   */
  public role(name: string): IRole {
    const id = `${name}Import`;
    const known = this.node.tryFindChild(id) as IRole | undefined;
    return known ?? Role.fromRoleArn(this, id, this.roleArn(name), { mutable: false });
  }

  /**
   * A managed policy for other constructs to attach.
   *
   * @param name as in the catalogue
   */
  public managedPolicy(name: string): IManagedPolicy {
    const id = `${name}Import`;
    const known = this.node.tryFindChild(id) as (IManagedPolicy & Construct) | undefined;
    return known ?? ManagedPolicy.fromManagedPolicyArn(this, id, this.policyArn(name));
  }

  private declare(names: readonly string[], kind: string, allowedPattern: string): ReadonlyMap<string, CfnParameter> {
    return new Map(
      names.map((name) => {
        const parameter = new CfnParameter(this, name, {
          type: "String",
          description: `ARN of the ${kind} ${name}, from the IAM stack.`,
          allowedPattern,
          constraintDescription: `must be the ARN of a ${kind}.`,
        });
        parameter.overrideLogicalId(name);
        return [name, parameter];
      }),
    );
  }

  /** CloudFormation has one space of names for parameters and resources; the CDK does not look. */
  private collisions(): string[] {
    const stack = Stack.of(this);
    const names = new Set([...this.roleParameters.keys(), ...this.policyParameters.keys()]);
    return stack.node
      .findAll()
      .filter((child): child is CfnResource => CfnResource.isCfnResource(child) && child.stack === stack)
      .filter((resource) => names.has(String(stack.resolve(resource.logicalId))))
      .map(
        (resource) =>
          `resource '${resource.node.path}' has the logical id of parameter '${String(stack.resolve(resource.logicalId))}', expected another one`,
      );
  }
}

function take(parameters: ReadonlyMap<string, CfnParameter>, name: string, kind: string): CfnParameter {
  const parameter = parameters.get(name);
  if (parameter !== undefined) return parameter;
  throw new UserError("unknown-name", `the catalogue has no ${kind} '${name}'`, {
    hint: `it has: ${[...parameters.keys()].join(", ") || "none"}`,
  });
}
