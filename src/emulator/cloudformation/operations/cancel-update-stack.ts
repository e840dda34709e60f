import type { CancelUpdateStackInput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { validationError } from "../faults";
import { setStackStatus } from "../progress";
import { liveStack } from "../stack-store";

/** CancelUpdateStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const cancelUpdateStack = defineOperation<CancelUpdateStackInput, object>({
  name: "CancelUpdateStack",
  run({ StackName: name = "", ClientRequestToken: token }, context) {
    const stack = liveStack(context, name);
    if (stack.status !== "UPDATE_IN_PROGRESS") {
      // Sentence: tools that look for it in AWS's answer.
      throw validationError("CancelUpdateStack cannot be called from current stack status");
    }
    // The update that goes on sees the status and rolls back.
    setStackStatus(context, stack.id, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", {
      requestToken: token ?? stack.requestToken,
    });
    return {};
  },
});
