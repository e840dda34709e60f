import type { SignalResourceInput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { validationError } from "../faults";
import { liveStack, resourcesOf } from "../stack-store";

/**
 * SignalResource: no resource waits for signals here, so that every one is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html
 */
export const signalResource = defineOperation<SignalResourceInput, object>({
  name: "SignalResource",
  run({ StackName: name = "", LogicalResourceId: logicalId = "" }, context) {
    const stack = liveStack(context, name);
    const row = resourcesOf(context, stack.id).get(logicalId);
    if (row === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    // Unverified wording.
    throw validationError(`Resource ${logicalId} is in ${row.status} state and cannot be signaled`);
  },
});
