import type { ExecuteChangeSetInput, ExecuteChangeSetOutput } from "@aws-sdk/client-cloudformation";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import type { ChangeSetRow } from "../change-set";
import { checkImport } from "../check-import";
import { amendChangeSet, changeSetsOf, changeSetTable, findChangeSet } from "../change-set";
import { beginUpdate } from "../engine/begin-update";
import { createStackResources } from "../engine/create-stack";
import { importResources } from "../engine/import-resources";
import { prepareDeployment } from "../engine/prepare-deployment";
import { settingsOf } from "../engine/roll-back-update";
import { startWork } from "../engine/start-work";
import { validationError } from "../faults";
import { loadTemplate } from "../load-template";
import { setStackStatus } from "../progress";
import type { OnFailure, StackRow } from "../stack";
import { stackById } from "../stack-store";
import { checkImportable, checkInReview, checkUpdatable } from "../updatable";

/** ExecuteChangeSet — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet = defineOperation<ExecuteChangeSetInput, ExecuteChangeSetOutput>({
  name: "ExecuteChangeSet",
  async run(input, context) {
    const row = findChangeSet(context, input.ChangeSetName ?? "", input.StackName);
    checkExecutable(row);
    const onFailure = onFailureOf(row, input);
    const { id, settings, stackId } = row;
    const identity = { id: stackId, name: row.stackName, notificationArns: settings.notificationArns };
    const given = settings.parameters.map(({ key, value }) => ({ ParameterKey: key, ParameterValue: value }));
    const template = loadTemplate(settings.templateBody).value;
    const { deployment } = await prepareDeployment(context, identity, template, given);
    // Nothing waits from here on, so that of two executions at the same time one finds the other's status.
    checkExecutable(changeSetTable(context).get(id) ?? row);
    const stack = stackById(context, stackId);
    if (row.type === "UPDATE") checkUpdatable(stack);
    else if (row.type === "IMPORT")
      checkImport(context, { stack: importable(stack), settings, deployment }, row.targets);
    else checkInReview(stack);

    // What the stack turns into now is not what its other change sets were made for.
    for (const other of changeSetsOf(context, stackId)) if (other.id !== id) changeSetTable(context).delete(other.id);
    amendChangeSet(context, id, { executionStatus: "EXECUTE_IN_PROGRESS" });
    const ended = (): void => noteEnd(context, row);
    const requestToken = input.ClientRequestToken;
    const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
    if (row.type === "UPDATE") {
      const changes = { stackPolicy: stack.stackPolicy, requestToken, changeSetId: id };
      const disableRollback = onFailure === "DO_NOTHING";
      beginUpdate(context, { stack, settings, deployment }, { disableRollback, retainExceptOnCreate, changes, ended });
      return {};
    }
    if (row.type === "IMPORT") {
      const before = { ...settingsOf({ stack }), imports: stack.imports };
      const changes = { ...settings, requestToken, changeSetId: id, updatedAt: context.clock.now() };
      setStackStatus(context, stackId, "IMPORT_IN_PROGRESS", "User Initiated", changes);
      startWork(context, stackId, async () => {
        await importResources(context, stackId, { deployment, targets: row.targets, before });
        ended();
      });
      return {};
    }
    const changes = { ...settings, onFailure, retainExceptOnCreate, requestToken, changeSetId: id };
    setStackStatus(context, stackId, "CREATE_IN_PROGRESS", "User Initiated", {
      ...changes,
      updatedAt: context.clock.now(),
    });
    startWork(context, stackId, async () => {
      await createStackResources(context, stackId, deployment);
      ended();
    });
    return {};
  },
});

function importable(stack: StackRow): StackRow {
  checkImportable(stack);
  return stack;
}

function checkExecutable({ id, status, executionStatus }: ChangeSetRow): void {
  if (executionStatus === "AVAILABLE") return;
  // That an executed one says so in this place is not verified.
  const current = executionStatus === "UNAVAILABLE" ? status : executionStatus;
  throw new AwsFault(
    "InvalidChangeSetStatus",
    `ChangeSet [${id}] cannot be executed in its current status of [${current}]`,
    400,
  );
}

function onFailureOf({ onStackFailure }: ChangeSetRow, { DisableRollback: disable }: ExecuteChangeSetInput): OnFailure {
  if (onStackFailure !== undefined && disable !== undefined) {
    // Unverified wording; that both exclude each other is documented.
    throw validationError("You can specify either OnStackFailure or DisableRollback, but not both.");
  }
  return onStackFailure ?? (disable === true ? "DO_NOTHING" : "ROLLBACK");
}

function noteEnd(context: OperationContext, { id, stackId }: ChangeSetRow): void {
  const { status } = stackById(context, stackId);
  const isDone = status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE" || status === "IMPORT_COMPLETE";
  amendChangeSet(context, id, { executionStatus: isDone ? "EXECUTE_COMPLETE" : "EXECUTE_FAILED" });
}
