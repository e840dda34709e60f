import type { CreateChangeSetInput, CreateChangeSetOutput } from "@aws-sdk/client-cloudformation";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import type { ChangeSetRow, ChangeSetType } from "../change-set";
import { amendChangeSet, changeSetsOf, changeSetTable } from "../change-set";
import { checkImport } from "../check-import";
import { exportsOf } from "../exports";
import type { ImportTarget } from "../engine/find-importable";
import { physicalIdOf } from "../engine/find-importable";
import { hasUpdates } from "../engine/has-updates";
import type { PlanRequest } from "../engine/plan-update";
import { checkSameTypes, planUpdate } from "../engine/plan-update";
import type { PreparedChange } from "../engine/prepare-change";
import { prepareChange } from "../engine/prepare-change";
import { startWork } from "../engine/start-work";
import { takeTime } from "../engine/take-time";
import { noSuchStack, validationError } from "../faults";
import { findFunctions } from "../find-functions";
import { checkNewName, newStackId } from "../new-stack";
import { recordStackEvent } from "../progress";
import type { StackRow } from "../stack";
import { findLiveStack, findStack, stackById, stackNamesOf, stacksOf } from "../stack-store";
import { checkImportable, checkUpdatable } from "../updatable";
import { newUuid } from "../../uuid";

/** CreateChangeSet — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const createChangeSet = defineOperation<CreateChangeSetInput, CreateChangeSetOutput>({
  name: "CreateChangeSet",
  async run(input, context) {
    const { ChangeSetName: name = "" } = input;
    const { ChangeSetType: type = "UPDATE" } = input;
    const existing = findTarget(context, type, input);
    const identity = existing ?? newIdentity(context, input);
    const previous = existing?.status === "REVIEW_IN_PROGRESS" ? undefined : existing;
    const change = await prepareChange(context, identity, input, previous);
    // Nothing waits from here on. Of two requests at the same time one made the stack.
    const now = findTarget(context, type, input);
    const targets = type === "IMPORT" ? targetsOf(input) : [];
    if (type === "IMPORT")
      checkImport(context, { stack: now ?? newStack(context, identity, input), ...change }, targets);
    const stack = now ?? reviewedStack(context, identity, input);
    const same = changeSetsOf(context, stack.id).find((row) => row.name === name);
    if (same !== undefined) return retried(same, input);
    if (type === "UPDATE") checkSameTypes(context, stack, change.deployment);

    const { partition, region, caller } = context;
    const id = `arn:${partition}:cloudformation:${region}:${caller.accountId}:changeSet/${name}/${newUuid(context)}`;
    changeSetTable(context).put(id, {
      id,
      name,
      type,
      stackId: stack.id,
      stackName: stack.name,
      description: input.Description,
      status: "CREATE_PENDING",
      executionStatus: "UNAVAILABLE",
      createdAt: context.clock.now(),
      settings: change.settings,
      changes: [],
      targets,
      onStackFailure: input.OnStackFailure,
      includesNestedStacks: input.IncludeNestedStacks ?? false,
      importsExistingResources: input.ImportExistingResources ?? false,
      requestToken: input.ClientToken,
    });
    startWork(context, stack.id, async () => {
      const request = { stack: stackById(context, stack.id), ...change };
      amendChangeSet(context, id, { status: "CREATE_IN_PROGRESS" });
      amendChangeSet(context, id, await takeTime(context, () => computeChanges(context, request, type, targets)));
    });
    return { Id: id, StackId: stack.id };
  },
});

/** The stack that a change set is for, in a status that lets it; undefined for a new one. */
function findTarget(context: OperationContext, type: ChangeSetType, input: CreateChangeSetInput): StackRow | undefined {
  switch (type) {
    case "CREATE":
      return stackToCreate(context, input);
    case "UPDATE":
      return stackToUpdate(context, input);
    case "IMPORT": {
      const stack = findLiveStack(context, input.StackName ?? "");
      if (stack !== undefined) checkImportable(stack);
      return stack;
    }
    default:
      return type satisfies never;
  }
}

function targetsOf({ ResourcesToImport: targets = [] }: CreateChangeSetInput): ImportTarget[] {
  return targets.map(({ LogicalResourceId, ResourceType, ResourceIdentifier }) => ({
    logicalId: LogicalResourceId ?? "",
    type: ResourceType ?? "",
    identifier: ResourceIdentifier ?? {},
  }));
}

/** A stack in review may have further change sets; any other is there already. */
function stackToCreate(context: OperationContext, input: CreateChangeSetInput): StackRow | undefined {
  const { StackName: name = "", ChangeSetName: changeSet = "" } = input;
  const stack = findLiveStack(context, name);
  if (stack === undefined || stack.status === "REVIEW_IN_PROGRESS") return stack;
  throw validationError(
    `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSet}].`,
  );
}

function stackToUpdate(context: OperationContext, { StackName: name = "" }: CreateChangeSetInput): StackRow {
  const stack = findStack(context, name);
  if (stack === undefined) throw noSuchStack(name);
  checkUpdatable(stack);
  return stack;
}

function newIdentity(
  context: OperationContext,
  { StackName: name = "" }: CreateChangeSetInput,
): { id: string; name: string } {
  checkNewName(name);
  return { id: newStackId(context, name), name };
}

/** The stack that a change set is to create: nothing of it is there yet. */
function reviewedStack(
  context: OperationContext,
  { id, name }: Pick<StackRow, "id" | "name">,
  { ClientToken: token }: CreateChangeSetInput,
): StackRow {
  const stack = newStack(context, { id, name }, { ClientToken: token });
  stacksOf(context).put(id, stack);
  stackNamesOf(context).put(name, id);
  recordStackEvent(context, stack);
  return stack;
}

function newStack(
  context: OperationContext,
  { id, name }: Pick<StackRow, "id" | "name">,
  { ClientToken: token }: Pick<CreateChangeSetInput, "ClientToken">,
): StackRow {
  return {
    id,
    name,
    status: "REVIEW_IN_PROGRESS",
    statusReason: "User Initiated",
    createdAt: context.clock.now(),
    templateBody: "",
    parameters: [],
    outputs: [],
    imports: [],
    capabilities: [],
    tags: [],
    notificationArns: [],
    onFailure: "ROLLBACK",
    retainExceptOnCreate: false,
    terminationProtection: false,
    rollbackConfiguration: {},
    requestToken: token,
  };
}

/** A second request with the same token is the first one again. */
function retried(existing: ChangeSetRow, { ClientToken: token }: CreateChangeSetInput): CreateChangeSetOutput {
  if (token !== undefined && token === existing.requestToken) return { Id: existing.id, StackId: existing.stackId };
  // Unverified wording; the error is documented.
  throw new AwsFault("AlreadyExistsException", `ChangeSet [${existing.name}] already exists`, 400);
}

function computeChanges(
  context: OperationContext,
  request: PlanRequest,
  type: ChangeSetType,
  targets: readonly ImportTarget[],
): Partial<ChangeSetRow> {
  const identifiers = new Map(targets.map((target) => [target.logicalId, physicalIdOf(target)]));
  const changes = planUpdate(context, request).map((change) => {
    const physicalId = identifiers.get(change.logicalId);
    return physicalId === undefined ? change : { ...change, action: "Import" as const, physicalId };
  });
  if (type === "UPDATE" && !hasUpdates(context, request, changes)) {
    return {
      status: "FAILED",
      statusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    };
  }
  const statusReason = describeMissingExports(context, request);
  return { status: "CREATE_COMPLETE", statusReason, executionStatus: "AVAILABLE", changes };
}

/** What AWS warns of where a resource imports what nobody exports yet. */
function describeMissingExports(
  context: OperationContext,
  { deployment }: Pick<PreparedChange, "deployment">,
): string | undefined {
  const exports = exportsOf(context);
  const missing = deployment.imports.filter((name) => !exports.has(name));
  if (missing.length === 0) return undefined;
  const [resource] = [...deployment.resources.values()].filter(
    ({ properties }) => findFunctions(properties, "Fn::ImportValue").length > 0,
  );
  if (resource === undefined) return undefined;
  return `[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource [${resource.logicalId}] because: No export named ${missing[0]}`;
}
