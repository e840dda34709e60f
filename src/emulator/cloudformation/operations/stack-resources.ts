import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { describeResource, summarizeResource } from "../describe";
import { noStackWithId, validationError } from "../faults";
import { pageOf } from "../page";
import type { ResourceRow, StackRow } from "../stack";
import { findLiveStack, findStack, resourcesOf, stacksOf } from "../stack-store";

/** DescribeStackResources answers no more; ListStackResources has pages. */
const MOST_DESCRIBED = 100;

/** DescribeStackResources — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = defineOperation<DescribeStackResourcesInput, DescribeStackResourcesOutput>({
  name: "DescribeStackResources",
  run({ StackName: name, PhysicalResourceId: physicalId, LogicalResourceId: logicalId }, context) {
    const found = name === undefined ? ownerOf(context, physicalId) : { stack: stackNamed(context, name) };
    const rows = [...resourcesOf(context, found.stack.id).values()].filter(
      (row) =>
        (logicalId === undefined || row.logicalId === logicalId) &&
        // With a physical id and no stack, all resources of its stack are meant.
        (name === undefined || physicalId === undefined || row.physicalId === physicalId),
    );
    return { StackResources: rows.slice(0, MOST_DESCRIBED).map((row) => describeResource(found.stack, row)) };
  },
});

/** DescribeStackResource — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource = defineOperation<DescribeStackResourceInput, DescribeStackResourceOutput>({
  name: "DescribeStackResource",
  run({ StackName: name = "", LogicalResourceId: logicalId = "" }, context) {
    const stack = findByNameOrArn(context, name);
    if (stack === undefined) throw validationError(`Stack '${name}' does not exist`);
    const row = resourcesOf(context, stack.id).get(logicalId);
    if (row === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    const { Timestamp, ...described } = describeResource(stack, row);
    return {
      StackResourceDetail: { ...described, LastUpdatedTimestamp: Timestamp, Metadata: row.metadata },
    };
  },
});

/** ListStackResources — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = defineOperation<ListStackResourcesInput, ListStackResourcesOutput>({
  name: "ListStackResources",
  run({ StackName: name = "", NextToken: token }, context) {
    const stack = stackNamed(context, name);
    const { rows, nextToken } = pageOf(resourcesOf(context, stack.id).values(), (row) => row.logicalId, token);
    return { StackResourceSummaries: rows.map(summarizeResource), NextToken: nextToken };
  },
});

function findByNameOrArn(context: OperationContext, name: string): StackRow | undefined {
  return name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
}

function stackNamed(context: OperationContext, name: string): StackRow {
  const stack = findByNameOrArn(context, name);
  // Unverified that these two operations word it as DescribeStacks does.
  if (stack === undefined) throw noStackWithId(name);
  return stack;
}

function ownerOf(context: OperationContext, physicalId: string | undefined): { stack: StackRow; row: ResourceRow } {
  // Unverified wording.
  if (physicalId === undefined) throw validationError("Either StackName or PhysicalResourceId must be specified.");
  for (const stack of stacksOf(context).values()) {
    if (stack.status === "DELETE_COMPLETE") continue;
    for (const row of resourcesOf(context, stack.id).values()) if (row.physicalId === physicalId) return { stack, row };
  }
  throw validationError(`Stack for ${physicalId} does not exist`);
}
