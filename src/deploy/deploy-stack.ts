import type { CloudFormation, Stack } from "@aws-sdk/client-cloudformation";
import { isServiceError, type TemplateUnderTest } from "../gates";
import { waitUntilStill } from "./wait-until-still";

export interface Deployment {
  readonly stack?: Stack;
  /** CloudFormation's answer where it did not even begin. */
  readonly refusal?: string;
}

/** Creates a stack and waits until it is done, for better or worse. */
export async function deployStack(
  cloudFormation: CloudFormation,
  stackName: string,
  { template, url }: TemplateUnderTest,
  parameters: ReadonlyMap<string, string>,
): Promise<Deployment> {
  try {
    await cloudFormation.createStack({
      StackName: stackName,
      ...(url === undefined ? { TemplateBody: template.text } : { TemplateURL: url }),
      Parameters: [...parameters].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    });
  } catch (error) {
    if (isServiceError(error)) return { refusal: error.message };
    throw error;
  }
  const stack = await waitUntilStill(cloudFormation, stackName);
  return stack === undefined ? {} : { stack };
}

/** Outputs by key; empty where there is no stack. */
export function outputsOf(deployment: Deployment): ReadonlyMap<string, string> {
  const outputs = deployment.stack?.Outputs ?? [];
  return new Map(outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]));
}
