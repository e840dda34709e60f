import type { DescribeEventsInput, DescribeEventsOutput, OperationEvent } from "@aws-sdk/client-cloudformation";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { findChangeSet } from "../change-set";
import { describeEvent } from "../describe";
import { noSuchStack, notSupported, validationError } from "../faults";
import { pageOf } from "../page";
import type { EventRow, StackRow } from "../stack";
import { eventsOf, findLiveStack, findStack, stackById } from "../stack-store";

/**
 * DescribeEvents, newest first: the events of a stack. Operations have no ids here, and a change set has no events of its
 * own, since nothing is validated early.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export const describeEvents = defineOperation<DescribeEventsInput, DescribeEventsOutput>({
  name: "DescribeEvents",
  run(input, context) {
    if (input.OperationId !== undefined) throw notSupported("Operation ids are");
    if (input.ChangeSetName !== undefined) {
      findChangeSet(context, input.ChangeSetName, input.StackName);
      return { OperationEvents: [] };
    }
    const stack = stackOf(input, context);
    const events = [...eventsOf(context, stack.id).values()].reverse();
    const wanted = input.Filters?.FailedEvents === true ? events.filter(isFailure) : events;
    const { rows, nextToken } = pageOf(wanted, (event) => event.id, input.NextToken);
    return { OperationEvents: rows.map((event) => describe(stack, event)), NextToken: nextToken };
  },
});

function stackOf({ StackName: name }: DescribeEventsInput, context: OperationContext): StackRow {
  // Unverified wording.
  if (name === undefined) throw validationError("StackName, ChangeSetName or OperationId must be specified.");
  const stack = name.startsWith("arn:") ? findStack(context, name) : findLiveStack(context, name);
  if (stack === undefined) throw noSuchStack(name);
  return stackById(context, stack.id);
}

function isFailure({ status }: EventRow): boolean {
  return status.endsWith("_FAILED");
}

function describe(stack: StackRow, event: EventRow): OperationEvent {
  const { StackName: _name, ...shown } = describeEvent(stack, event);
  const isOfStack = event.physicalId === stack.id;
  // Which of the types AWS gives to which event is not verified.
  const EventType = isOfStack ? "STACK_EVENT" : isFailure(event) ? "PROVISIONING_ERROR" : "PROGRESS_EVENT";
  return { ...shown, EventType };
}
