import type { OperationContext } from "../operation";
import type { EventRow, ResourceRow, StackRow } from "./stack";
import { eventsOf, resourcesOf, stackById, stackNamesOf, stacksOf } from "./stack-store";
import { tellWatchers } from "./stack-watch";
import type { StackStatus } from "./status";
import { mayFollow } from "./status";

/** Takes a stack to a status, with its event; a transition that AWS does not know is a bug here. */
export function setStackStatus(
  context: OperationContext,
  stackId: string,
  status: StackStatus,
  reason?: string,
  changes: Partial<StackRow> = {},
): StackRow {
  const before = stackById(context, stackId);
  if (!mayFollow(before.status, status)) throw new Error(`stack ${stackId}: ${before.status} cannot become ${status}`);
  const after: StackRow = { ...before, ...changes, status, statusReason: reason };
  stacksOf(context).put(stackId, after);
  if (status === "DELETE_COMPLETE") stackNamesOf(context).delete(after.name);
  recordStackEvent(context, after);
  tellWatchers(context, stackId);
  return after;
}

/** Writes a resource's row and the event that tells of it. */
export function setResource(context: OperationContext, stack: StackRow, row: ResourceRow): void {
  resourcesOf(context, stack.id).put(row.logicalId, row);
  recordResourceEvent(context, stack, row);
}

/** The event of a resource, also of one that is no longer the stack's. */
export function recordResourceEvent(context: OperationContext, stack: StackRow, row: ResourceRow): void {
  append(context, stack, {
    logicalId: row.logicalId,
    physicalId: row.physicalId ?? "",
    type: row.type,
    status: row.status,
    reason: row.statusReason,
    // Events of deletions do not carry the properties.
    properties: row.status.startsWith("DELETE_") ? undefined : row.shownProperties,
    at: row.changedAt,
  });
}

/** The event of a stack's own status. */
export function recordStackEvent(context: OperationContext, stack: StackRow): void {
  append(context, stack, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: "AWS::CloudFormation::Stack",
    status: stack.status,
    reason: stack.statusReason,
    at: context.clock.now(),
  });
}

function append(context: OperationContext, stack: StackRow, event: Omit<EventRow, "id" | "requestToken">): void {
  const events = eventsOf(context, stack.id);
  const sequence = events.size;
  const last = events.get(String(sequence - 1));
  // Clients sort events by their time, which is given in milliseconds; here several happen in one.
  const at = last === undefined || last.at < event.at ? event.at : new Date(last.at.getTime() + 1);
  // AWS writes LogicalId-STATUS-timestamp. Clients tell events apart by this id.
  const id = `${event.logicalId}-${event.status}-${at.toISOString()}`;
  events.put(String(sequence), { ...event, at, id, requestToken: stack.requestToken });
}
