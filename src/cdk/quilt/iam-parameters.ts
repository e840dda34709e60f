import { CfnCondition, CfnParameter, Fn, type CfnParameterProps, type Stack } from "aws-cdk-lib/core";

/** Parameters of the stack that holds the roles; those that the application uses too must get the same values there. */
export const IAM_PARAMETERS = {
  SearchDomainArn: {
    description: "ARN of the search domain.",
    allowedPattern: "^arn:aws(-[a-z]+)*:es:[a-z0-9-]+:[0-9]{12}:domain/[a-z0-9-]+$",
    constraintDescription: "must be the ARN of an OpenSearch or Elasticsearch domain.",
  },
  CloudTrailBucket: {
    description: "Name of the bucket with the CloudTrail events of the catalogued buckets.",
    minLength: 3,
    maxLength: 63,
  },
  CertificateArnELB: {
    description: "ARN of the load balancer's certificate, in the region of the stack.",
    allowedPattern: "^arn:aws(-[a-z]+)*:acm:.+$",
    constraintDescription: "must be the ARN of a certificate of AWS Certificate Manager.",
  },
  ManagedUserRoleExtraPolicies: {
    description: "ARNs of up to five managed policies for the roles of users, with commas and no spaces between them.",
    default: "",
    allowedPattern: "^([^, ]+(,[^, ]+){0,4})?$",
    constraintDescription: "must be at most five ARNs with commas and no spaces between them.",
  },
  Qurator: {
    description: "Whether users may call Amazon Bedrock, for the Qurator assistant.",
    allowedValues: ["Enabled", "Disabled"],
    default: "Disabled",
  },
} satisfies Record<string, CfnParameterProps>;

export type IamParameterName = keyof typeof IAM_PARAMETERS;

/**
 * The stack's parameter of that name; it is declared where the stack has none yet.
 *
 * @param value becomes the parameter's default
 */
export function iamParameter(stack: Stack, name: IamParameterName, value?: string): CfnParameter {
  const found = stack.node.tryFindChild(name);
  const declaration: CfnParameterProps = IAM_PARAMETERS[name];
  const parameter = found instanceof CfnParameter ? found : new CfnParameter(stack, name, declaration);
  if (value !== undefined) parameter.default = value;
  return parameter;
}

/** Holds where users may use Qurator. */
export function quratorEnabled(stack: Stack): CfnCondition {
  return condition(stack, "QuratorEnabled", "Qurator", "Enabled");
}

/** Holds where no policies are added to the roles of users. */
export function noExtraPolicies(stack: Stack): CfnCondition {
  return condition(stack, "ManagedUserRoleExtraPoliciesEmpty", "ManagedUserRoleExtraPolicies", "");
}

function condition(stack: Stack, id: string, name: IamParameterName, value: string): CfnCondition {
  const found = stack.node.tryFindChild(id);
  if (found instanceof CfnCondition) return found;
  const { logicalId } = iamParameter(stack, name);
  return new CfnCondition(stack, id, { expression: Fn.conditionEquals(Fn.ref(logicalId), value) });
}
