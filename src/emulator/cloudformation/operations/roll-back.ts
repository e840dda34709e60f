import type {
  ContinueUpdateRollbackInput,
  ContinueUpdateRollbackOutput,
  RollbackStackInput,
  RollbackStackOutput,
} from "@aws-sdk/client-cloudformation";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { rollBackCreation } from "../engine/create-stack";
import { rollBackUpdate } from "../engine/roll-back-update";
import { startWork } from "../engine/start-work";
import { validationError } from "../faults";
import { setStackStatus } from "../progress";
import { checkServiceRole } from "../resources/role-checks";
import type { StackRow } from "../stack";
import { liveStack, resourcesOf, stackById } from "../stack-store";

/** RollbackStack — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const rollbackStack = defineOperation<RollbackStackInput, RollbackStackOutput>({
  name: "RollbackStack",
  async run(input, context) {
    const { id } = liveStack(context, input.StackName ?? "");
    if (input.RoleARN !== undefined) await checkServiceRole(context, input.RoleARN);
    const stack = stackById(context, id);
    const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
    const changes = { requestToken: input.ClientRequestToken, roleArn: input.RoleARN ?? stack.roleArn };
    switch (stack.status) {
      case "CREATE_FAILED":
        setStackStatus(context, id, "ROLLBACK_IN_PROGRESS", "User Initiated", { ...changes, imports: [] });
        startWork(context, id, () => rollBackCreation(context, { ...stackById(context, id), retainExceptOnCreate }));
        return { StackId: id };
      case "UPDATE_FAILED":
        setStackStatus(context, id, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", changes);
        startWork(context, id, () => rollBackUpdate(context, id, { retainExceptOnCreate }));
        return { StackId: id };
      default:
        // Unverified wording, after that of updates.
        throw validationError(`Stack:${id} is in ${stack.status} state and can not be rolled back.`);
    }
  },
});

/** ContinueUpdateRollback — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback = defineOperation<ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput>({
  name: "ContinueUpdateRollback",
  async run(input, context) {
    const { id } = liveStack(context, input.StackName ?? "");
    if (input.RoleARN !== undefined) await checkServiceRole(context, input.RoleARN);
    const stack = stackById(context, id);
    if (stack.status !== "UPDATE_ROLLBACK_FAILED") {
      // Unverified wording, after that of updates.
      throw validationError(`Stack:${id} is in ${stack.status} state and can not continue update rollback.`);
    }
    const skip = new Set(input.ResourcesToSkip ?? []);
    checkSkippable(context, stack, skip);
    setStackStatus(context, id, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", {
      requestToken: input.ClientRequestToken,
    });
    startWork(context, id, () => rollBackUpdate(context, id, { retainExceptOnCreate: false, skip }));
    return {};
  },
});

/** Only resources whose rollback failed may be skipped. */
function checkSkippable(context: OperationContext, stack: StackRow, skip: ReadonlySet<string>): void {
  const resources = resourcesOf(context, stack.id);
  const others = [...skip].filter((logicalId) => resources.get(logicalId)?.status !== "UPDATE_FAILED");
  if (others.length === 0) return;
  // Unverified wording; the rule is documented.
  throw validationError(`Resources [${others.join(", ")}] cannot be skipped: they are not in UPDATE_FAILED state.`);
}
