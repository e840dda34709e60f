import { CfnParameter, CfnResource, type Stack } from "aws-cdk-lib/core";
import { QUILT_POLICIES, QUILT_ROLES } from "../../../catalog";
import { IamPattern } from "../iam-pattern";

/** The types of resources that grant access: none of them belongs in an application with external IAM. */
const GRANTS = /^AWS::IAM::/;

/** What in a stack contradicts its pattern, found when the whole tree is there. */
export function patternFaults(stack: Stack, pattern: IamPattern): string[] {
  const elements = stack.node.findAll().filter((child) => isElement(child) && child.stack === stack);
  const nameOf = (element: CfnParameter | CfnResource): string => String(stack.resolve(element.logicalId));
  const catalogued = [...QUILT_ROLES, ...QUILT_POLICIES].map(({ name }) => name);
  const parameters = elements.filter((child) => child instanceof CfnParameter).map(nameOf);
  const resources = elements.filter((child): child is CfnResource => CfnResource.isCfnResource(child));
  switch (pattern) {
    case IamPattern.EXTERNAL:
      return [
        ...catalogued
          .filter((name) => !parameters.includes(name))
          .map((name) => `IamPattern.EXTERNAL needs parameter '${name}', and stack '${stack.stackName}' has none`),
        ...resources
          .filter(({ cfnResourceType }) => GRANTS.test(cfnResourceType))
          .map(
            (resource) =>
              `IamPattern.EXTERNAL allows no IAM in stack '${stack.stackName}', and '${resource.node.path}' is ${resource.cfnResourceType}: give its ARN, or use IamPattern.INLINE`,
          ),
      ];
    case IamPattern.INLINE:
      return [
        ...catalogued
          .filter((name) => parameters.includes(name))
          .map(
            (name) =>
              `IamPattern.INLINE allows no parameter '${name}' in stack '${stack.stackName}': it has the role or policy itself`,
          ),
        ...catalogued
          .filter((name) => !resources.some((resource) => nameOf(resource) === name))
          .map((name) => `IamPattern.INLINE needs '${name}' in stack '${stack.stackName}', and there is none`),
      ];
    default:
      return pattern satisfies never;
  }
}

function isElement(child: unknown): child is CfnParameter | CfnResource {
  return child instanceof CfnParameter || CfnResource.isCfnResource(child as object);
}
