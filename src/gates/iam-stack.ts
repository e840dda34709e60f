import type { Wire } from "../split";
import type { Stack, StackResourceSummary } from "@aws-sdk/client-cloudformation";
import type { IamCaller } from "./callers";
import { mapConcurrently } from "./concurrently";
import { defineGate, resultOf, type Problem } from "./gate";
import type { GateContext } from "./context";
import { explainRefusal, explainStack } from "./failure-reasons";
import { IAM_TYPES } from "./iam-types";
import { stackNotFound, stackOutputMissing } from "./sentences";
import { isServiceError } from "./service-error";
import { findStack, isSuccessful, lastOperationEvents, listResources, outputsOf } from "./stacks";

const CATEGORY = "IAM Stack Deployment Errors";

/** How many questions to IAM are open at once: well below its rate limits. */
const OPEN_REQUESTS = 8;

/** Gate 2: the IAM stack is there and did what it says. */
export const iamStackDeployment = defineGate({
  number: 2,
  id: "iam-stack-deployment",
  claim: "the IAM stack is deployed, and every role and policy of it exists in IAM",
  why: "the application fails at its first resource if a role it was promised is not there",
  category: CATEGORY,
  async check(context) {
    const stack = await findStack(context.cloudFormation, context.iamStackName);
    if (stack === undefined) return resultOf([...refusal(context), stackNotFound(context.iamStackName, CATEGORY)]);
    if (!isSuccessful(stack)) {
      return resultOf(explainStack(stack, await lastOperationEvents(context.cloudFormation, stack), CATEGORY));
    }
    const resources = await listResources(context.cloudFormation, context.iamStackName);
    const arns = await mapConcurrently(
      resources,
      OPEN_REQUESTS,
      async (resource) => await findInIam(resource, context.iam),
    );
    return resultOf([
      ...arns.flatMap((found) => found.problems),
      ...checkWires(stack, context.wiring, resources, new Map(arns.map(({ logicalId, arn }) => [logicalId, arn]))),
    ]);
  },
});

function refusal({ iamRefusal, iamTemplate }: GateContext): readonly Problem[] {
  return iamRefusal === undefined ? [] : explainRefusal(iamRefusal, CATEGORY, iamTemplate?.url);
}

interface Found {
  readonly logicalId: string;
  readonly arn: string | undefined;
  readonly problems: readonly Problem[];
}

/** Asks IAM for what CloudFormation says it made. */
async function findInIam(resource: StackResourceSummary, iam: IamCaller): Promise<Found> {
  const logicalId = resource.LogicalResourceId ?? "";
  const status = resource.ResourceStatus ?? "unknown";
  const problem = (message: string, remedy: string): Found => ({
    logicalId,
    arn: undefined,
    problems: [{ category: CATEGORY, message, where: `${logicalId} (${resource.ResourceType})`, remedy }],
  });
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) {
    return problem(`Resource ${logicalId} is ${status}`, "Read the stack events for its reason and update the stack.");
  }
  const find = IAM_TYPES.get(resource.ResourceType ?? "")?.find;
  if (find === undefined) return { logicalId, arn: undefined, problems: [] };
  const physicalId = resource.PhysicalResourceId ?? "";
  try {
    return { logicalId, arn: await find(iam, physicalId), problems: [] };
  } catch (error) {
    if (!isServiceError(error) || !error.name.startsWith("NoSuchEntity")) throw error;
    return problem(
      `Resource ${logicalId} does not exist in IAM: ${physicalId}`,
      "It was deleted outside CloudFormation: delete and create the IAM stack again, or restore it by its name.",
    );
  }
}

function checkWires(
  stack: Stack,
  wiring: readonly Wire[],
  resources: readonly StackResourceSummary[],
  arns: ReadonlyMap<string, string | undefined>,
): readonly Problem[] {
  const outputs = outputsOf(stack);
  const types = new Map(resources.map((resource) => [resource.LogicalResourceId, resource.ResourceType]));
  const where = `stack ${stack.StackName}`;
  return wiring.flatMap((wire): Problem[] => {
    const type = types.get(wire.logicalId);
    if (type === undefined && wire.condition !== undefined) return [];
    if (type === undefined) {
      return [
        {
          category: CATEGORY,
          message: `Resource missing in IAM stack: ${wire.logicalId}`,
          where,
          remedy: "Update the IAM stack with the IAM template of the same split.",
        },
      ];
    }
    const value = outputs.get(wire.output);
    if (value === undefined || value === "") return [{ ...stackOutputMissing(wire.output, CATEGORY), where }];
    if (wire.yields !== "arn") return [];
    const pattern = IAM_TYPES.get(type)?.arn;
    const actual = arns.get(wire.logicalId);
    const fault =
      pattern !== undefined && !pattern.test(value)
        ? `is no ARN of ${type}: ${value}`
        : actual !== undefined && actual !== value
          ? `is ${value}, but IAM says ${actual}`
          : undefined;
    if (fault === undefined) return [];
    return [
      {
        category: CATEGORY,
        message: `Stack output ${wire.output} ${fault}`,
        where,
        remedy: `Let the output be the ARN of ${wire.logicalId} and update the IAM stack.`,
      },
    ];
  });
}
