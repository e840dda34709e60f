import { Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

interface ParameterGroup {
  readonly Label: { readonly default: string };
  readonly Parameters: readonly string[];
}

interface ConsoleInterface {
  readonly ParameterGroups?: readonly ParameterGroup[];
}

const KEY = "AWS::CloudFormation::Interface";

/**
 * Adds a group of parameters to what consoles show: after the group of that label, or else at the end.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-interface.html
 */
export function addParameterGroup(
  scope: Construct,
  label: string,
  parameters: readonly string[],
  insertAfter?: string,
): void {
  const { templateOptions } = Stack.of(scope);
  const shown = (templateOptions.metadata?.[KEY] ?? {}) as ConsoleInterface;
  const groups = [...(shown.ParameterGroups ?? [])];
  const before = groups.findIndex((group) => group.Label.default === insertAfter);
  const group: ParameterGroup = { Label: { default: label }, Parameters: [...parameters] };
  groups.splice(before === -1 ? groups.length : before + 1, 0, group);
  templateOptions.metadata = { ...templateOptions.metadata, [KEY]: { ...shown, ParameterGroups: groups } };
}
