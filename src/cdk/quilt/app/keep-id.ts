import type { CfnElement } from "aws-cdk-lib/core";

/**
 * Makes the construct id of an element its logical id. Construct paths would otherwise become part of it, and the IAM
 * stack finds the application's resources by the logical ids of the original template.
 */
export function keepId<E extends CfnElement>(element: E): E {
  element.overrideLogicalId(element.node.id);
  return element;
}
