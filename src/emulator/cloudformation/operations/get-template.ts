import type { GetTemplateInput, GetTemplateOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { findChangeSet } from "../change-set";
import { noStackWithId, validationError } from "../faults";
import { findLiveStack, findStack } from "../stack-store";

/** GetTemplate, the original byte for byte as it was given — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = defineOperation<GetTemplateInput, GetTemplateOutput>({
  name: "GetTemplate",
  run({ StackName: name, ChangeSetName: changeSet }, context) {
    // Without macros the processed template is the original one.
    const stages = { StagesAvailable: ["Original" as const, "Processed" as const] };
    if (changeSet !== undefined) {
      return { TemplateBody: findChangeSet(context, changeSet, name).settings.templateBody, ...stages };
    }
    // Unverified wording for a request that names neither.
    if (name === undefined) throw validationError("StackName is required.");
    const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
    if (stack === undefined) throw noStackWithId(name);
    return { TemplateBody: stack.templateBody, ...stages };
  },
});
