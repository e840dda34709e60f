import type { GetTemplateInput, GetTemplateOutput } from "@aws-sdk/client-cloudformation";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { findChangeSet } from "../change-set";
import { noStackWithId, validationError } from "../faults";
import type { StackSettings } from "../stack";
import { findLiveStack, findStack } from "../stack-store";

/** GetTemplate, the original byte for byte as it was given — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = defineOperation<GetTemplateInput, GetTemplateOutput>({
  name: "GetTemplate",
  run(input, context) {
    const { templateBody, processedTemplate = templateBody } = templatesOf(input, context);
    return {
      TemplateBody: input.TemplateStage === "Original" ? templateBody : processedTemplate,
      StagesAvailable: ["Original", "Processed"],
    };
  },
});

function templatesOf(
  { StackName: name, ChangeSetName: changeSet }: GetTemplateInput,
  context: OperationContext,
): Pick<StackSettings, "templateBody" | "processedTemplate"> {
  if (changeSet !== undefined) return findChangeSet(context, changeSet, name).settings;
  // Unverified wording for a request that names neither.
  if (name === undefined) throw validationError("StackName is required.");
  const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
  if (stack === undefined) throw noStackWithId(name);
  return stack;
}
