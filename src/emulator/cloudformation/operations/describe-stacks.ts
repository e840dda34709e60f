import type { DescribeStacksInput, DescribeStacksOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { describeStack } from "../describe";
import { noStackWithId } from "../faults";
import { pageOf } from "../page";
import { findLiveStack, findStack, stacksOf } from "../stack-store";

/** DescribeStacks — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const describeStacks = defineOperation<DescribeStacksInput, DescribeStacksOutput>({
  name: "DescribeStacks",
  run({ StackName: name, NextToken: token }, context) {
    if (name !== undefined) {
      // By ARN a deleted stack is still there, by name it is not.
      const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
      if (stack === undefined) throw noStackWithId(name);
      return { Stacks: [describeStack(stack)] };
    }
    const live = [...stacksOf(context).values()].filter((stack) => stack.status !== "DELETE_COMPLETE").reverse();
    const { rows, nextToken } = pageOf(live, (stack) => stack.id, token);
    return { Stacks: rows.map(describeStack), NextToken: nextToken };
  },
});
