import { parseTemplate } from "../template";
import type { CloudFormationCaller } from "./callers";
import type { TemplateUnderTest } from "./context";
import { isServiceError } from "./service-error";

/** The template of a deployed stack as it was given; undefined where there is no such stack. */
export async function readDeployedTemplate(
  cloudFormation: CloudFormationCaller,
  stackName: string,
): Promise<TemplateUnderTest | undefined> {
  try {
    const { TemplateBody } = await cloudFormation.getTemplate({ StackName: stackName, TemplateStage: "Original" });
    return { template: parseTemplate(TemplateBody ?? "", { file: `template of stack ${stackName}` }), stackName };
  } catch (error) {
    if (isServiceError(error) && error.message.includes("does not exist")) return undefined;
    throw error;
  }
}
