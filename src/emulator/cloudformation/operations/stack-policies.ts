import type { GetStackPolicyInput, GetStackPolicyOutput, SetStackPolicyInput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { readStackPolicy } from "../stack-policy";
import { liveStack, stackById, stacksOf } from "../stack-store";

/** SetStackPolicy — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export const setStackPolicy = defineOperation<SetStackPolicyInput, object>({
  name: "SetStackPolicy",
  async run(input, context) {
    const { id } = liveStack(context, input.StackName ?? "");
    const stackPolicy = await readStackPolicy(input, context);
    const stack = stackById(context, id);
    stacksOf(context).put(id, { ...stack, stackPolicy: stackPolicy ?? stack.stackPolicy });
    return {};
  },
});

/** GetStackPolicy — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export const getStackPolicy = defineOperation<GetStackPolicyInput, GetStackPolicyOutput>({
  name: "GetStackPolicy",
  run({ StackName: name = "" }, context) {
    return { StackPolicyBody: liveStack(context, name).stackPolicy };
  },
});
