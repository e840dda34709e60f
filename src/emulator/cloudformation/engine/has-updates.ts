import { UserError } from "../../../base";
import { evaluate } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { isSame } from "../same-value";
import { environmentOf } from "./environment";
import { sightOf } from "./evaluate-properties";
import type { PlanRequest } from "./plan-update";
import type { PlannedChange } from "./planned-change";
import { isSameTags } from "./stack-tags";

/**
 * Whether an update would do anything. A parameter that nothing uses, a description and template metadata are no
 * updates: AWS leaves the stack as it is then (hashicorp/terraform-provider-aws issue 20271 for the parameter, the others
 * unverified).
 */
export function hasUpdates(context: OperationContext, request: PlanRequest, plan: readonly PlannedChange[]): boolean {
  const { stack, settings } = request;
  return (
    plan.length > 0 ||
    stack.status === "UPDATE_FAILED" ||
    !isSameTags(stack.tags, settings.tags) ||
    !isSame([...stack.notificationArns], [...settings.notificationArns]) ||
    hasOtherOutputs(context, request)
  );
}

/** Compares outputs where no resource changes, so that everything they refer to is known. */
function hasOtherOutputs(context: OperationContext, { stack, settings, deployment }: PlanRequest): boolean {
  if (deployment.outputs.length !== stack.outputs.length) return true;
  const identity = { ...stack, notificationArns: settings.notificationArns };
  const sight = sightOf(context, stack.id, deployment);
  const environment = environmentOf(context, identity, deployment.template, sight);
  try {
    return deployment.outputs.some(({ key, value, description, exportName }) => {
      const before = stack.outputs.find((output) => output.key === key);
      return (
        before === undefined ||
        before.description !== description ||
        !isSame(before.value, evaluate(value, environment)) ||
        !isSame(before.exportName, exportName === undefined ? undefined : evaluate(exportName, environment))
      );
    });
  } catch (error) {
    // What cannot be evaluated fails in the update, as it does in AWS.
    if (error instanceof UserError || error instanceof AwsFault) return true;
    throw error;
  }
}
