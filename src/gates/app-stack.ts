import type { Stack } from "@aws-sdk/client-cloudformation";
import { checkStackName } from "./app-stack-name";
import { defineGate, resultOf, type Problem } from "./gate";
import type { GateContext } from "./context";
import { explainRefusal, explainStack } from "./failure-reasons";
import { parameterNotProvided, stackNotFound, stackOutputMissing } from "./sentences";
import { findStack, isSuccessful, lastOperationEvents, listResources, outputsOf } from "./stacks";

const CATEGORY = "Application Stack Deployment Errors";

/** Gate 4: the app stack is there and runs on the IAM stack's ARNs. */
export const appStackDeployment = defineGate({
  number: 4,
  id: "app-stack-deployment",
  claim: "the application stack is deployed, and runs on the very ARNs of the IAM stack",
  why: "a stack on stale or foreign ARNs looks healthy until the first call is denied",
  category: CATEGORY,
  async check(context) {
    const { appStackName, cloudFormation } = context;
    if (appStackName === undefined) return "not-applicable";
    const stack = await findStack(cloudFormation, appStackName);
    if (stack === undefined) return resultOf([...refusal(context), stackNotFound(appStackName, CATEGORY)]);
    const events = await lastOperationEvents(cloudFormation, stack);
    // A good state can still hide a failure: a resource left behind by an update is DELETE_FAILED under UPDATE_COMPLETE.
    const failures = explainStack(stack, events, CATEGORY).slice(isSuccessful(stack) ? 1 : 0);
    return resultOf([
      ...failures,
      ...(isSuccessful(stack) ? await checkResources(context, stack) : []),
      ...(await checkParameters(context, stack)),
    ]);
  },
});

function refusal({ appRefusal, appTemplate }: GateContext): readonly Problem[] {
  return appRefusal === undefined ? [] : explainRefusal(appRefusal, CATEGORY, appTemplate?.url);
}

async function checkResources(context: GateContext, stack: Stack): Promise<readonly Problem[]> {
  const resources = await listResources(context.cloudFormation, stack.StackName ?? "");
  return resources
    .filter((resource) => !/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(resource.ResourceStatus ?? ""))
    .map((resource) => ({
      category: CATEGORY,
      message: `Resource ${resource.LogicalResourceId} is ${resource.ResourceStatus}`,
      where: `stack ${stack.StackName}`,
      remedy: resource.ResourceStatusReason ?? "Read the stack events for its reason and update the stack.",
    }));
}

async function checkParameters(context: GateContext, stack: Stack): Promise<readonly Problem[]> {
  const iamStack = await findStack(context.cloudFormation, context.iamStackName);
  if (iamStack === undefined) return [stackNotFound(context.iamStackName, CATEGORY)];
  const outputs = outputsOf(iamStack);
  const given = new Map((stack.Parameters ?? []).map((entry) => [entry.ParameterKey, entry.ParameterValue]));
  const where = `stack ${stack.StackName}`;
  const iam = context.iamTemplate?.template;
  const named = iam === undefined ? [] : checkStackName(iam, iamStack, stack.StackName ?? "");
  const wired = context.wiring.flatMap((wire): Problem[] => {
    const value = given.get(wire.parameter);
    const output = outputs.get(wire.output);
    if (output === undefined && wire.condition !== undefined) return [];
    if (output === undefined) return [{ ...stackOutputMissing(wire.output, CATEGORY), where }];
    if (value === undefined) return [{ ...parameterNotProvided(wire.parameter), where }];
    if (value === output) return [];
    return [
      {
        category: "Update Propagation Errors",
        message: `Parameter '${wire.parameter}' is ${value}, but the IAM stack puts out ${output}`,
        where,
        remedy: `Update stack ${stack.StackName} with ${wire.parameter}=${output}.`,
      },
    ];
  });
  return [...named, ...wired];
}
