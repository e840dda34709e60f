import type { ListChangeSetsInput, ListChangeSetsOutput } from "@aws-sdk/client-cloudformation";
import { defineOperation } from "../../operation";
import { changeSetsOf } from "../change-set";
import { noSuchStack } from "../faults";
import { pageOf } from "../page";
import { findLiveStack } from "../stack-store";

/** ListChangeSets, executed ones left out — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets = defineOperation<ListChangeSetsInput, ListChangeSetsOutput>({
  name: "ListChangeSets",
  run({ StackName: name = "", NextToken: token }, context) {
    const stack = findLiveStack(context, name);
    if (stack === undefined) throw noSuchStack(name);
    const { rows, nextToken } = pageOf(changeSetsOf(context, stack.id), (row) => row.id, token);
    return {
      Summaries: rows.map((row) => ({
        StackId: row.stackId,
        StackName: row.stackName,
        ChangeSetId: row.id,
        ChangeSetName: row.name,
        ExecutionStatus: row.executionStatus,
        Status: row.status,
        StatusReason: row.statusReason,
        CreationTime: row.createdAt,
        Description: row.description,
        IncludeNestedStacks: row.includesNestedStacks,
        ImportExistingResources: row.importsExistingResources,
      })),
      NextToken: nextToken,
    };
  },
});
