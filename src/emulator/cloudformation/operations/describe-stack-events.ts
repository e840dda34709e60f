import type { DescribeStackEventsInput, DescribeStackEventsOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { describeEvent } from "../describe";
import { noSuchStack } from "../faults";
import { pageOf } from "../page";
import { eventsOf, findLiveStack, findStack } from "../stack-store";

/** DescribeStackEvents, newest first — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents = defineOperation<DescribeStackEventsInput, DescribeStackEventsOutput>({
  name: "DescribeStackEvents",
  run({ StackName: name = "", NextToken: token }, context) {
    const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
    if (stack === undefined) throw noSuchStack(name);
    const events = [...eventsOf(context, stack.id).values()].reverse();
    const { rows, nextToken } = pageOf(events, (event) => event.id, token);
    return { StackEvents: rows.map((event) => describeEvent(stack, event)), NextToken: nextToken };
  },
});
