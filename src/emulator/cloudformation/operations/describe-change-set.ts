import type { DescribeChangeSetInput, DescribeChangeSetOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { findChangeSet } from "../change-set";
import { describeParameter } from "../describe";
import { describeChange } from "../describe-change";
import { pageOf } from "../page";

/** DescribeChangeSet — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet = defineOperation<DescribeChangeSetInput, DescribeChangeSetOutput>({
  name: "DescribeChangeSet",
  run({ ChangeSetName: name = "", StackName: stack, IncludePropertyValues: values, NextToken: token }, context) {
    const row = findChangeSet(context, name, stack);
    const { settings } = row;
    const { MonitoringTimeInMinutes, RollbackTriggers } = settings.rollbackConfiguration;
    const { rows, nextToken } = pageOf(row.changes, (change) => change.logicalId, token);
    return {
      ChangeSetName: row.name,
      ChangeSetId: row.id,
      StackId: row.stackId,
      StackName: row.stackName,
      Description: row.description,
      Parameters: settings.parameters.length === 0 ? undefined : settings.parameters.map(describeParameter),
      CreationTime: row.createdAt,
      ExecutionStatus: row.executionStatus,
      Status: row.status,
      StatusReason: row.statusReason,
      NotificationARNs: [...settings.notificationArns],
      RollbackConfiguration: { MonitoringTimeInMinutes, RollbackTriggers: RollbackTriggers && [...RollbackTriggers] },
      Capabilities: [...settings.capabilities] as DescribeChangeSetOutput["Capabilities"],
      Tags: settings.tags.length === 0 ? undefined : [...settings.tags],
      Changes: rows.map((change) => describeChange(change, values === true)),
      NextToken: nextToken,
      IncludeNestedStacks: row.includesNestedStacks,
      OnStackFailure: row.onStackFailure,
      ImportExistingResources: row.importsExistingResources,
    };
  },
});
