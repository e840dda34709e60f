import type {
  CreateStackRefactorInput,
  CreateStackRefactorOutput,
  DescribeStackRefactorInput,
  DescribeStackRefactorOutput,
  ExecuteStackRefactorInput,
  ListStackRefactorActionsInput,
  ListStackRefactorActionsOutput,
  ListStackRefactorsInput,
  ListStackRefactorsOutput,
  StackRefactorAction,
} from "@aws-sdk/client-cloudformation";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { defineOperation } from "../../operation";
import { noSuchStack, validationError } from "../faults";
import { checkNewName, newStackId } from "../new-stack";
import { pageOf } from "../page";
import { executeRefactor } from "../refactor/execute-refactor";
import type { Mapping } from "../refactor/plan-refactor";
import { planRefactor } from "../refactor/plan-refactor";
import type { RefactorRow, ResourceMove, StackDefinition } from "../refactor/stack-refactor";
import { changeRefactor, findRefactor, refactorsOf } from "../refactor/stack-refactor";
import { findLiveStack } from "../stack-store";
import { readTemplateSource } from "../template-source";
import { newUuid } from "../../uuid";

/** CreateStackRefactor — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackRefactor.html */
export const createStackRefactor = defineOperation<CreateStackRefactorInput, CreateStackRefactorOutput>({
  name: "CreateStackRefactor",
  async run(input, context) {
    const definitions = await Promise.all(
      (input.StackDefinitions ?? []).map((definition) => readDefinition(context, definition, input)),
    );
    const mappings = (input.ResourceMappings ?? []).map(({ Source, Destination }): Mapping => ({
      from: { stackName: nameOf(context, Source?.StackName), logicalId: Source?.LogicalResourceId ?? "" },
      to: { stackName: nameOf(context, Destination?.StackName), logicalId: Destination?.LogicalResourceId ?? "" },
    }));
    const id = newUuid(context);
    refactorsOf(context).put(id, {
      id,
      description: input.Description,
      status: "CREATE_IN_PROGRESS",
      executionStatus: "UNAVAILABLE",
      definitions,
      moves: [],
    });
    context.background(async () => {
      const outcome = await attempt(async () => (await planRefactor(context, definitions, mappings)).moves);
      if ("refused" in outcome) {
        changeRefactor(context, id, { status: "CREATE_FAILED", statusReason: outcome.refused });
      } else {
        changeRefactor(context, id, { status: "CREATE_COMPLETE", executionStatus: "AVAILABLE", moves: outcome.result });
      }
    });
    return { StackRefactorId: id };
  },
});

/** ExecuteStackRefactor — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteStackRefactor.html */
export const executeStackRefactor = defineOperation<ExecuteStackRefactorInput, object>({
  name: "ExecuteStackRefactor",
  run({ StackRefactorId: id = "" }, context) {
    const { executionStatus, definitions, moves } = findRefactor(context, id);
    if (executionStatus !== "AVAILABLE") {
      // Unverified wording, after that of change sets.
      throw validationError(`Stack refactor ${id} cannot be executed in its current status of [${executionStatus}]`);
    }
    changeRefactor(context, id, { executionStatus: "EXECUTE_IN_PROGRESS" });
    context.background(async () => {
      // The stacks may have changed since.
      const outcome = await attempt(async () =>
        executeRefactor(context, await planRefactor(context, definitions, moves)),
      );
      changeRefactor(
        context,
        id,
        "refused" in outcome
          ? { executionStatus: "EXECUTE_FAILED", executionStatusReason: outcome.refused }
          : { executionStatus: "EXECUTE_COMPLETE" },
      );
    });
    return {};
  },
});

/** DescribeStackRefactor — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackRefactor.html */
export const describeStackRefactor = defineOperation<DescribeStackRefactorInput, DescribeStackRefactorOutput>({
  name: "DescribeStackRefactor",
  run({ StackRefactorId: id = "" }, context) {
    const row = findRefactor(context, id);
    return { ...summarize(row), StackIds: row.definitions.map(({ stackId }) => stackId) };
  },
});

/** ListStackRefactors — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackRefactors.html */
export const listStackRefactors = defineOperation<ListStackRefactorsInput, ListStackRefactorsOutput>({
  name: "ListStackRefactors",
  run({ ExecutionStatusFilter: statuses = [], NextToken: token, MaxResults: size }, context) {
    const all = [...refactorsOf(context).values()].filter(
      ({ executionStatus }) => statuses.length === 0 || statuses.includes(executionStatus),
    );
    const { rows, nextToken } = pageOf(all, ({ id }) => id, token, size);
    return { StackRefactorSummaries: rows.map(summarize), NextToken: nextToken };
  },
});

/** ListStackRefactorActions — https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackRefactorActions.html */
export const listStackRefactorActions = defineOperation<ListStackRefactorActionsInput, ListStackRefactorActionsOutput>({
  name: "ListStackRefactorActions",
  run({ StackRefactorId: id = "", NextToken: token, MaxResults: size }, context) {
    const { definitions, moves } = findRefactor(context, id);
    const actions = [
      ...definitions.filter(({ isNew }) => isNew).map(describeCreation),
      ...moves.map((move) => describeMove(definitions, move)),
    ];
    const { rows, nextToken } = pageOf(actions, (action) => action.Description ?? "", token, size);
    return { StackRefactorActions: [...rows], NextToken: nextToken };
  },
});

async function readDefinition(
  context: OperationContext,
  definition: NonNullable<CreateStackRefactorInput["StackDefinitions"]>[number],
  { EnableStackCreation: mayCreate }: CreateStackRefactorInput,
): Promise<StackDefinition> {
  const { StackName: name = "" } = definition;
  const stack = findLiveStack(context, name);
  if (stack === undefined && mayCreate !== true) throw noSuchStack(name);
  if (stack === undefined) checkNewName(name);
  const templateBody = await readTemplateSource(definition, context);
  return {
    stackName: stack?.name ?? name,
    stackId: stack?.id ?? newStackId(context, name),
    isNew: stack === undefined,
    templateBody,
  };
}

/** A stack of a mapping may be given by its ARN. */
function nameOf(context: OperationContext, stack = ""): string {
  return findLiveStack(context, stack)?.name ?? stack;
}

function summarize(row: RefactorRow): Omit<DescribeStackRefactorOutput, "$metadata" | "StackIds"> {
  return {
    StackRefactorId: row.id,
    Description: row.description,
    Status: row.status,
    StatusReason: row.statusReason,
    ExecutionStatus: row.executionStatus,
    ExecutionStatusReason: row.executionStatusReason,
  };
}

/** The descriptions are not AWS's. */
function describeCreation({ stackName, stackId }: StackDefinition): StackRefactorAction {
  return { Action: "CREATE", Entity: "STACK", PhysicalResourceId: stackId, Description: `Stack ${stackName} created.` };
}

function describeMove(definitions: readonly StackDefinition[], move: ResourceMove): StackRefactorAction {
  const place = ({ stackName, logicalId }: ResourceMove["from"]): { StackName: string; LogicalResourceId: string } => ({
    StackName: definitions.find((definition) => definition.stackName === stackName)?.stackId ?? stackName,
    LogicalResourceId: logicalId,
  });
  return {
    Action: "MOVE",
    Entity: "RESOURCE",
    PhysicalResourceId: move.physicalId,
    Detection: move.detection,
    Description: `Resource ${move.from.logicalId} of ${move.from.stackName} becomes ${move.to.logicalId} of ${move.to.stackName}.`,
    ResourceMapping: { Source: place(move.from), Destination: place(move.to) },
  };
}

/** What CloudFormation refuses is the reason of the refactoring's failure. */
async function attempt<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result } | { readonly refused: string }> {
  try {
    return { result: await work() };
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return { refused: error.message };
  }
}
