import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { liveStack, stacksOf } from "../stack-store";

/** UpdateTerminationProtection — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection = defineOperation<
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput
>({
  name: "UpdateTerminationProtection",
  run({ StackName: name = "", EnableTerminationProtection: terminationProtection = false }, context) {
    const stack = liveStack(context, name);
    stacksOf(context).put(stack.id, { ...stack, terminationProtection });
    return { StackId: stack.id };
  },
});
