import { CfnManagedPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { Fn, Stack, type CfnResource } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { UserError } from "../../base";
import { acknowledge } from "./app/acknowledge";
import type { AppNames } from "./app-names";
import { checkOptions } from "./check-options";
import type { PolicyDeclaration, RoleDeclaration } from "./declarations";
import { iamParameter, noExtraPolicies, quratorEnabled } from "./iam-parameters";
import type { IamReferences } from "./iam-references";
import { POLICY_DECLARATIONS } from "./policy-declarations";
import type { QuiltIamOptions } from "./quilt-iam-options";
import { oneOrMany, renderDocument, renderText } from "./render";
import { ROLE_DECLARATIONS } from "./role-declarations";
import { STACK_NAME, quiltPath } from "./shared-names";
import { attachmentReasons, awsPolicyArn, wildcardReasons } from "./wildcard-reasons";

const COMPUTED_LIST =
  "Nothing can be told of a list that is computed at deployment; its fixed part is of the catalogue.";

export interface QuiltIamProps extends QuiltIamOptions {
  /** How statements speak of the application's resources. */
  readonly appNames: AppNames;
  /**
   * Whether roles are named `{stack name}-{role}`, but for those whose name the catalogue sets.
   *
   * @default - false: CloudFormation generates the names
   */
  readonly nameRoles?: boolean;
}

/**
 * The 24 roles and 8 managed policies of the catalogue, with its names as logical ids. The parameters that they need
 * are those of the stack around them; the ones it lacks are declared.
 */
export class QuiltIam extends Construct implements IamReferences {
  private readonly roles = new Map<string, CfnRole>();
  private readonly policies = new Map<string, CfnManagedPolicy>();

  /** @throws UserError `quilt-iam-option-invalid` */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: QuiltIamProps,
  ) {
    super(scope, id);
    checkOptions(props);
    this.declareParameters();
    for (const declaration of POLICY_DECLARATIONS) this.policies.set(declaration.name, this.makePolicy(declaration));
    for (const declaration of ROLE_DECLARATIONS) this.roles.set(declaration.name, this.makeRole(declaration));
  }

  roleArn(name: string): string {
    return known(this.roles, "role", name).attrArn;
  }

  policyArn(name: string): string {
    return known(this.policies, "managed policy", name).ref;
  }

  private declareParameters(): void {
    const stack = Stack.of(this);
    const { searchDomainArn, cloudTrailBucket, certificateArnElb, managedUserRoleExtraPolicies, qurator } = this.props;
    iamParameter(stack, "SearchDomainArn", searchDomainArn);
    iamParameter(stack, "CloudTrailBucket", cloudTrailBucket);
    iamParameter(stack, "CertificateArnELB", certificateArnElb);
    iamParameter(stack, "ManagedUserRoleExtraPolicies", managedUserRoleExtraPolicies?.join(","));
    iamParameter(stack, "Qurator", qurator === undefined ? undefined : qurator ? "Enabled" : "Disabled");
    quratorEnabled(stack);
    noExtraPolicies(stack);
  }

  private makePolicy(declaration: PolicyDeclaration): CfnManagedPolicy {
    const { name, allows, description, inQuiltPath, namePrefix } = declaration;
    const policy = new CfnManagedPolicy(this, name, {
      managedPolicyName: this.prefixedName(namePrefix),
      path: this.pathOf(inQuiltPath),
      description,
      policyDocument: renderDocument(allows, this.props.appNames),
    });
    acknowledge(policy, wildcardReasons(allows, this.props.appNames));
    return withLogicalId(policy, name);
  }

  private makeRole(declaration: RoleDeclaration): CfnRole {
    const { name, may = {}, attaches, attachesFrom, inQuiltPath, namePrefix } = declaration;
    const ownName = this.props.nameRoles === true ? renderText(`${STACK_NAME}-${name}`) : undefined;
    const policies = Object.entries(may).map(([policyName, statements]) => ({
      policyName,
      policyDocument: renderDocument(statements, this.props.appNames),
    }));
    const role = new CfnRole(this, name, {
      roleName: this.prefixedName(namePrefix) ?? ownName,
      path: this.pathOf(inQuiltPath),
      assumeRolePolicyDocument: this.trustOf(declaration),
      managedPolicyArns: this.attachmentsOf(declaration),
      policies: policies.length === 0 ? undefined : policies,
    });
    acknowledge(role, {
      ...wildcardReasons(Object.values(may).flat(), this.props.appNames),
      ...attachmentReasons(attaches),
      ...(attachesFrom !== undefined && { "AwsSolutions-IAM4": COMPUTED_LIST }),
    });
    return withLogicalId(role, name);
  }

  private trustOf({ trusts }: RoleDeclaration): object {
    const services = trusts.flatMap(({ service }) => service ?? []);
    const principals = trusts.flatMap(({ role, extraPrincipals }) => [
      ...(role === undefined ? [] : [renderText(`\${${role}.Arn}`)]),
      ...(extraPrincipals === true ? (this.props.extraTrustedPrincipals ?? []) : []),
    ]);
    const principal = {
      ...(services.length > 0 && { Service: oneOrMany(services) }),
      ...(principals.length > 0 && { AWS: oneOrMany(principals) }),
    };
    const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
    return { Version: "2012-10-17", Statement: [statement] };
  }

  private attachmentsOf({ name, attaches, attachesFrom }: RoleDeclaration): string[] | undefined {
    const texts = attaches.map((attachment) =>
      "policy" in attachment ? `\${${attachment.policy}}` : awsPolicyArn(attachment.aws),
    );
    const all = [...texts, ...(this.props.extraManagedPolicies?.[name] ?? [])];
    if (attachesFrom !== undefined) {
      // A list of fixed length and one of the deployment's make one list only as text.
      const more = Fn.conditionIf(noExtraPolicies(Stack.of(this)).logicalId, "", Fn.sub(`,\${${attachesFrom}}`));
      return Fn.split(",", `${renderText(all.join(","))}${more.toString()}`);
    }
    return all.length === 0 ? undefined : all.map(renderText);
  }

  private prefixedName(prefix: string | undefined): string | undefined {
    return prefix === undefined ? undefined : renderText(`${prefix}${this.props.appNames.stackName}`);
  }

  private pathOf(inQuiltPath: boolean | undefined): string | undefined {
    return inQuiltPath === true ? renderText(quiltPath(this.props.appNames.stackName)) : this.props.path;
  }
}

function withLogicalId<Resource extends CfnResource>(resource: Resource, name: string): Resource {
  resource.overrideLogicalId(name);
  return resource;
}

function known<Resource>(resources: ReadonlyMap<string, Resource>, kind: string, name: string): Resource {
  const resource = resources.get(name);
  if (resource === undefined) {
    throw new UserError("unknown-iam-name", `'${name}' is no ${kind} of the catalogue`, {
      hint: `allowed: ${[...resources.keys()].join(", ")}`,
    });
  }
  return resource;
}
