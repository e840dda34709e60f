import type { ListStacksInput, ListStacksOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { summarizeStack } from "../describe";
import { pageOf } from "../page";
import { stacksOf } from "../stack-store";

/** ListStacks, deleted ones too — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks = defineOperation<ListStacksInput, ListStacksOutput>({
  name: "ListStacks",
  run({ StackStatusFilter: statuses = [], NextToken: token }, context) {
    const stacks = [...stacksOf(context).values()]
      .filter((stack) => statuses.length === 0 || statuses.includes(stack.status))
      .reverse();
    const { rows, nextToken } = pageOf(stacks, (stack) => stack.id, token);
    return { StackSummaries: rows.map(summarizeStack), NextToken: nextToken };
  },
});
