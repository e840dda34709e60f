import type { UpdateStackInput, UpdateStackOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { beginUpdate } from "../engine/begin-update";
import { hasUpdates } from "../engine/has-updates";
import { checkSameTypes, planUpdate } from "../engine/plan-update";
import { prepareChange } from "../engine/prepare-change";
import { noSuchStack, validationError } from "../faults";
import { readStackPolicy } from "../stack-policy";
import { findStack, stackById } from "../stack-store";
import { isUpdating } from "../status";
import { checkUpdatable } from "../updatable";

/** UpdateStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = defineOperation<UpdateStackInput, UpdateStackOutput>({
  name: "UpdateStack",
  async run(input, context) {
    const { StackName: name = "" } = input;
    const found = findStack(context, name);
    if (found === undefined) throw noSuchStack(name);
    // A second request with the token of the update that goes on is the first one again, sent by a client that missed the
    // answer. What AWS says to the token once that update is over is not verified: here it is a new request.
    const token = input.ClientRequestToken;
    if (token !== undefined && token === found.requestToken && isUpdating(found.status)) return { StackId: found.id };
    checkUpdatable(found);
    const stackPolicy = await readStackPolicy(input, context);
    const temporaryPolicy = await readStackPolicy(
      { StackPolicyBody: input.StackPolicyDuringUpdateBody, StackPolicyURL: input.StackPolicyDuringUpdateURL },
      context,
    );
    const { settings, deployment } = await prepareChange(context, found, input, found);
    // Nothing waits from here on, so that of two updates at the same time one finds the other's status.
    const stack = stackById(context, found.id);
    checkUpdatable(stack);
    checkSameTypes(context, stack, deployment);
    const request = { stack, settings, deployment };
    if (!hasUpdates(context, request, planUpdate(context, request))) {
      throw validationError("No updates are to be performed.");
    }
    const disableRollback = input.DisableRollback === true || input.DeploymentConfig?.DisableRollback === true;
    beginUpdate(context, request, {
      disableRollback,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      temporaryPolicy,
      changes: {
        stackPolicy: stackPolicy ?? stack.stackPolicy,
        requestToken: token,
        changeSetId: undefined,
      },
    });
    return { StackId: stack.id };
  },
});
