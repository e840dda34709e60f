import type { CreateStackInput, CreateStackOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { createStackResources } from "../engine/create-stack";
import { prepareChange } from "../engine/prepare-change";
import { startWork } from "../engine/start-work";
import { stackExists, validationError } from "../faults";
import { checkNewName, newStackId } from "../new-stack";
import { recordStackEvent } from "../progress";
import type { OnFailure, StackRow } from "../stack";
import { findLiveStack, stackNamesOf, stacksOf } from "../stack-store";
import { readStackPolicy } from "../stack-policy";

/** CreateStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack = defineOperation<CreateStackInput, CreateStackOutput>({
  name: "CreateStack",
  async run(input, context) {
    const name = input.StackName ?? "";
    checkNewName(name);
    const onFailure = onFailureOf(input);
    const stackPolicy = await readStackPolicy(input, context);
    const id = newStackId(context, name);
    const { settings, deployment } = await prepareChange(context, { id, name }, input);
    // Nothing waits from here on, so that of two requests at the same time one finds the other's stack.
    const existing = findLiveStack(context, name);
    if (existing !== undefined) return retried(existing, input);

    const stack: StackRow = {
      ...settings,
      id,
      name,
      status: "CREATE_IN_PROGRESS",
      statusReason: "User Initiated",
      createdAt: context.clock.now(),
      outputs: [],
      imports: [],
      timeoutInMinutes: input.TimeoutInMinutes,
      onFailure,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      terminationProtection: input.EnableTerminationProtection ?? false,
      stackPolicy,
      requestToken: input.ClientRequestToken,
      creationToken: input.ClientRequestToken,
    };
    stacksOf(context).put(id, stack);
    stackNamesOf(context).put(name, id);
    recordStackEvent(context, stack);
    startWork(context, id, () => createStackResources(context, id, deployment));
    return { StackId: id };
  },
});

function onFailureOf({
  OnFailure: onFailure,
  DisableRollback: disableRollback,
  DeploymentConfig: config,
}: CreateStackInput): OnFailure {
  if (onFailure !== undefined && disableRollback === true) {
    // Unverified wording; that both are refused together is documented.
    throw validationError("You can specify either DisableRollback or OnFailure, but not both.");
  }
  return onFailure ?? (disableRollback === true || config?.DisableRollback === true ? "DO_NOTHING" : "ROLLBACK");
}

/** A second request with the same token is the first one again, sent by a client that missed the answer. */
function retried(
  existing: StackRow,
  { ClientRequestToken: token, StackName: name = "" }: CreateStackInput,
): CreateStackOutput {
  if (token !== undefined && token === existing.creationToken) return { StackId: existing.id };
  throw stackExists(name);
}
