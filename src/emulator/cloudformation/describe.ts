import type {
  Stack,
  StackEvent,
  StackResource,
  StackResourceSummary,
  StackSummary,
} from "@aws-sdk/client-cloudformation";
import type { EventRow, ResourceRow, StackParameter, StackRow } from "./stack";

/** How NoEcho values are shown. */
export const MASK = "****";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
export function describeStack(stack: StackRow): Stack {
  const isDeleted = stack.status === "DELETE_COMPLETE";
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: ifAny(stack.parameters.map(describeParameter)),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    // AWS leaves it out of deleted stacks.
    ChangeSetId: isDeleted ? undefined : stack.changeSetId,
    RollbackConfiguration: describeRollback(stack),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.onFailure === "DO_NOTHING",
    NotificationARNs: [...stack.notificationArns],
    TimeoutInMinutes: stack.timeoutInMinutes,
    Capabilities: ifAny([...stack.capabilities]) as Stack["Capabilities"],
    Outputs: ifAny(
      stack.outputs.map((output) => ({
        OutputKey: output.key,
        OutputValue: output.value,
        Description: output.description,
        ExportName: output.exportName,
      })),
    ),
    RoleARN: stack.roleArn,
    Tags: [...stack.tags],
    // AWS leaves it out of deleted stacks.
    EnableTerminationProtection: isDeleted ? undefined : stack.terminationProtection,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: describeStackDrift(stack),
    RetainExceptOnCreate: stack.retainExceptOnCreate || undefined,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSummary.html */
export function summarizeStack(stack: StackRow): StackSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: describeStackDrift(stack),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export function describeEvent(stack: StackRow, event: EventRow): StackEvent {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status as StackEvent["ResourceStatus"],
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.requestToken,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html */
export function describeResource(stack: StackRow, row: ResourceRow): StackResource {
  return {
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: row.logicalId,
    PhysicalResourceId: row.physicalId,
    ResourceType: row.type,
    Timestamp: row.changedAt,
    ResourceStatus: row.status,
    ResourceStatusReason: row.statusReason,
    DriftInformation: describeResourceDrift(row),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html */
export function summarizeResource(row: ResourceRow): StackResourceSummary {
  return {
    LogicalResourceId: row.logicalId,
    PhysicalResourceId: row.physicalId,
    ResourceType: row.type,
    LastUpdatedTimestamp: row.changedAt,
    ResourceStatus: row.status,
    ResourceStatusReason: row.statusReason,
    DriftInformation: describeResourceDrift(row),
  };
}

function describeStackDrift({ drift }: StackRow): NonNullable<Stack["DriftInformation"]> {
  return { StackDriftStatus: drift?.status ?? "NOT_CHECKED", LastCheckTimestamp: drift?.at };
}

function describeResourceDrift({ drift }: ResourceRow): NonNullable<StackResource["DriftInformation"]> {
  return { StackResourceDriftStatus: drift?.status ?? "NOT_CHECKED", LastCheckTimestamp: drift?.at };
}

export function describeParameter({
  key,
  value,
  resolved,
  noEcho,
}: StackParameter): NonNullable<Stack["Parameters"]>[number] {
  return { ParameterKey: key, ParameterValue: noEcho ? MASK : value, ResolvedValue: resolved };
}

function describeRollback({ rollbackConfiguration }: StackRow): Stack["RollbackConfiguration"] {
  const { MonitoringTimeInMinutes, RollbackTriggers } = rollbackConfiguration;
  return { MonitoringTimeInMinutes, RollbackTriggers: RollbackTriggers && [...RollbackTriggers] };
}

/** AWS leaves these members out where they would be empty. */
function ifAny<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
