import { CfnCondition, CfnParameter, Fn, type CfnElement, type CfnParameterProps, type Stack } from "aws-cdk-lib/core";

/** Parameters of the stack that holds the roles; those that the application uses too must get the same values there. */
export const IAM_PARAMETERS = {
  SearchDomainArn: {
    description: "ARN of the search domain.",
    allowedPattern: "^arn:aws(-[a-z]+)*:es:[a-z0-9-]+:[0-9]{12}:domain/[a-z0-9-]+$",
  },
  CloudTrailBucket: {
    description: "Name of the bucket with the CloudTrail events of the catalogued buckets.",
    minLength: 3,
    maxLength: 63,
  },
  CertificateArnELB: {
    description: "ARN of the load balancer's certificate, in the region of the stack.",
    allowedPattern: "^arn:aws(-[a-z]+)*:acm:.+$",
  },
  ManagedUserRoleExtraPolicies: {
    description: "ARNs of up to five managed policies for the roles of users, with commas and no spaces between them.",
    default: "",
    allowedPattern: "^([^, ]+(,[^, ]+){0,4})?$",
  },
  Qurator: {
    description: "Whether users may call Amazon Bedrock, for the Qurator assistant.",
    allowedValues: ["Enabled", "Disabled"],
    default: "Disabled",
  },
} satisfies Record<string, CfnParameterProps>;

export type IamParameterName = keyof typeof IAM_PARAMETERS;

/**
 * The stack's parameter of that name, wherever in the stack it was declared; it is declared where there is none yet.
 *
 * @param value becomes the parameter's default
 */
export function iamParameter(stack: Stack, name: IamParameterName, value?: string): CfnParameter {
  const declaration: CfnParameterProps = IAM_PARAMETERS[name];
  const parameter = findElement(stack, name, CfnParameter) ?? new CfnParameter(stack, name, declaration);
  if (value !== undefined) parameter.default = value;
  return parameter;
}

/** The stack's condition that users may use Qurator; it is declared where there is none yet. */
export function quratorEnabled(stack: Stack): CfnCondition {
  return condition(stack, "QuratorEnabled", "Qurator", "Enabled");
}

/** The stack's condition that no policies are added to the roles of users; it is declared where there is none yet. */
export function noExtraPolicies(stack: Stack): CfnCondition {
  return condition(stack, "ManagedUserRoleExtraPoliciesEmpty", "ManagedUserRoleExtraPolicies", "");
}

function condition(stack: Stack, id: string, name: IamParameterName, value: string): CfnCondition {
  const { logicalId } = iamParameter(stack, name);
  return (
    findElement(stack, id, CfnCondition) ??
    new CfnCondition(stack, id, { expression: Fn.conditionEquals(Fn.ref(logicalId), value) })
  );
}

function findElement<Element extends CfnElement>(
  stack: Stack,
  logicalId: string,
  type: abstract new (...args: never[]) => Element,
): Element | undefined {
  return stack.node
    .findAll()
    .find((node): node is Element => node instanceof type && stack.resolve(node.logicalId) === logicalId);
}
