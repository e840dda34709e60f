import type { GetTemplateInput, GetTemplateOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { noStackWithId, validationError } from "../faults";
import { findLiveStack, findStack } from "../stack-store";

/** GetTemplate, the original byte for byte as it was given — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = defineOperation<GetTemplateInput, GetTemplateOutput>({
  name: "GetTemplate",
  run({ StackName: name, ChangeSetName: changeSet, TemplateStage: stage }, context) {
    if (name === undefined || changeSet !== undefined) {
      // Unverified wording for a request that names neither.
      throw changeSet === undefined
        ? validationError("StackName is required.")
        : validationError("Change sets are not supported by this emulator yet");
    }
    const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
    if (stack === undefined) throw noStackWithId(name);
    // Without transforms the processed template is the original one. AWS answers with the processed one by default.
    const processed = stack.processedTemplate ?? stack.templateBody;
    return {
      TemplateBody: stage === "Original" ? stack.templateBody : processed,
      StagesAvailable: ["Original", "Processed"],
    };
  },
});
