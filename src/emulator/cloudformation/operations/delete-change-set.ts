import type { DeleteChangeSetInput, DeleteChangeSetOutput } from "@aws-sdk/client-cloudformation";
import { AwsFault } from "../../fault";
import { defineOperation } from "../../operation";
import { changeSetTable, lookUpChangeSet } from "../change-set";

/** DeleteChangeSet — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet = defineOperation<DeleteChangeSetInput, DeleteChangeSetOutput>({
  name: "DeleteChangeSet",
  run({ ChangeSetName: name = "", StackName: stack }, context) {
    // A change set that is not there counts as deleted; the CDK relies on it.
    const row = lookUpChangeSet(context, name, stack);
    if (row === undefined) return {};
    if (row.executionStatus === "EXECUTE_IN_PROGRESS") {
      // Unverified wording, after that of ExecuteChangeSet.
      throw new AwsFault(
        "InvalidChangeSetStatus",
        `ChangeSet [${row.id}] cannot be deleted in its current execution status of [${row.executionStatus}]`,
        400,
      );
    }
    changeSetTable(context).delete(row.id);
    return {};
  },
});
