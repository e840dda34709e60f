import type { OperationContext } from "../../operation";
import { compareProperties } from "../engine/compare-properties";
import { isGone } from "../engine/delete-resources";
import { foreseeProperties, isUnknown } from "../engine/foresee-properties";
import { KNOWN_AFTER_APPLY } from "../engine/planned-change";
import type { PreparedChange } from "../engine/prepare-change";
import { prepareChange } from "../engine/prepare-change";
import { loadTemplate } from "../load-template";
import { notSupported, validationError } from "../faults";
import type { ResourceRow, StackRow } from "../stack";
import { findLiveStack, resourcesOf } from "../stack-store";
import { sectionOf } from "../deployment";
import { checkUpdatable } from "../updatable";
import type { ResourceMove, ResourcePlace, StackDefinition } from "./stack-refactor";

/** A resource that a refactoring moves, as the request maps it. */
export interface Mapping {
  readonly from: ResourcePlace;
  readonly to: ResourcePlace;
}

/** A stack with what it is to be. */
export interface RefactoredStack extends PreparedChange {
  readonly definition: StackDefinition;
  /** @default - it is to be created */
  readonly stack?: StackRow;
  /** Its resources after the refactoring, by logical id, as they are now. */
  readonly rows: ReadonlyMap<string, ResourceRow>;
}

/** What a refactoring does. */
export interface RefactorPlan {
  readonly stacks: readonly RefactoredStack[];
  readonly moves: readonly ResourceMove[];
}

const NESTED_STACK = "AWS::CloudFormation::Stack";

const ALL_CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/**
 * Works out which resources change their stack or logical id, and that nothing else changes; throws ValidationError, in
 * words of the emulator's own (unverified: AWS's are not known).
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-refactoring.html
 */
export async function planRefactor(
  context: OperationContext,
  definitions: readonly StackDefinition[],
  mappings: readonly Mapping[],
): Promise<RefactorPlan> {
  const prepared = await Promise.all(definitions.map((definition) => prepare(context, definition)));
  const moves = findMoves(context, prepared, mappings);
  if (moves.some(({ type }) => type === NESTED_STACK)) throw notSupported(`Moves of ${NESTED_STACK} are`);
  const stacks = prepared.map((one): RefactoredStack => ({ ...one, rows: rowsAfter(context, one, moves, prepared) }));
  for (const one of stacks) checkUnchanged(context, one);
  return { stacks, moves };
}

type Prepared = Omit<RefactoredStack, "rows">;

async function prepare(context: OperationContext, definition: StackDefinition): Promise<Prepared> {
  const { stackName: name, stackId: id, templateBody: TemplateBody, isNew } = definition;
  const stack = isNew ? undefined : findLiveStack(context, id);
  if (stack !== undefined) checkUpdatable(stack);
  // What parameters the new template still has keep their values.
  const declared = sectionOf(loadTemplate(TemplateBody).value, "Parameters");
  const Parameters = (stack?.parameters ?? [])
    .filter(({ key }) => Object.hasOwn(declared, key))
    .map(({ key, value }) => ({ ParameterKey: key, ParameterValue: value }));
  const input = { TemplateBody, Parameters, Capabilities: ALL_CAPABILITIES };
  const change = await prepareChange(context, { id, name }, input, stack);
  const settings = { ...change.settings, capabilities: stack?.capabilities ?? [] };
  return { ...change, settings, definition, stack };
}

function currentRows(context: OperationContext, { stack }: Prepared): ResourceRow[] {
  return stack === undefined ? [] : [...resourcesOf(context, stack.id).values()].filter((row) => !isGone(row));
}

function findMoves(
  context: OperationContext,
  stacks: readonly Prepared[],
  mappings: readonly Mapping[],
): ResourceMove[] {
  const named = mappings.map((mapping) => {
    const row = stacks
      .filter(({ definition }) => definition.stackName === mapping.from.stackName)
      .flatMap((source) => currentRows(context, source))
      .find(({ logicalId }) => logicalId === mapping.from.logicalId);
    if (row?.physicalId === undefined) {
      throw validationError(`Resource ${mapping.from.logicalId} does not exist in stack ${mapping.from.stackName}`);
    }
    return { ...mapping, type: row.type, physicalId: row.physicalId, detection: "MANUAL" as const };
  });
  return [...named, ...detectMoves(context, stacks, named)];
}

/** Resources that leave one template and come with the same logical id and type in another one. */
function detectMoves(
  context: OperationContext,
  stacks: readonly Prepared[],
  named: readonly ResourceMove[],
): ResourceMove[] {
  return stacks.flatMap((source) =>
    currentRows(context, source).flatMap(({ logicalId, type, physicalId }): ResourceMove[] => {
      const from = { stackName: source.definition.stackName, logicalId };
      const isNamed = named.some((move) => isSamePlace(move.from, from));
      if (isNamed || physicalId === undefined || source.deployment.resources.has(logicalId)) return [];
      const [target, ...others] = stacks.filter(
        (other) => other !== source && other.deployment.resources.get(logicalId)?.type === type,
      );
      if (target === undefined || others.length > 0) return [];
      const to = { stackName: target.definition.stackName, logicalId };
      return [{ from, to, type, physicalId, detection: "AUTO" }];
    }),
  );
}

function isSamePlace(one: ResourcePlace, other: ResourcePlace): boolean {
  return one.stackName === other.stackName && one.logicalId === other.logicalId;
}

function rowsAfter(
  context: OperationContext,
  one: Prepared,
  moves: readonly ResourceMove[],
  stacks: readonly Prepared[],
): ReadonlyMap<string, ResourceRow> {
  const { stackName } = one.definition;
  const staying = currentRows(context, one).filter(
    ({ logicalId }) => !moves.some(({ from }) => isSamePlace(from, { stackName, logicalId })),
  );
  const coming = moves
    .filter(({ to }) => to.stackName === stackName)
    .map(({ from, to }) => {
      const source = stacks.find(({ definition }) => definition.stackName === from.stackName);
      const row = source && currentRows(context, source).find(({ logicalId }) => logicalId === from.logicalId);
      if (row === undefined) throw validationError(`Stack ${from.stackName} is not part of the stack refactor`);
      return { ...row, logicalId: to.logicalId };
    });
  const rows = new Map<string, ResourceRow>();
  for (const row of [...staying, ...coming]) {
    if (rows.has(row.logicalId)) {
      throw validationError(`Resource ${row.logicalId} exists in stack ${stackName} already`);
    }
    rows.set(row.logicalId, row);
  }
  return rows;
}

/** A refactoring creates, changes and deletes nothing. */
function checkUnchanged(context: OperationContext, { definition, settings, deployment, rows }: RefactoredStack): void {
  const { stackName } = definition;
  const gone = [...rows.keys()].filter((logicalId) => !deployment.resources.has(logicalId));
  const added = [...deployment.resources.keys()].filter((logicalId) => !rows.has(logicalId));
  if (gone.length > 0) throw notAllowed(`deletes resources [${gone.join(", ")}] of stack ${stackName}`);
  if (added.length > 0) throw notAllowed(`creates resources [${added.join(", ")}] in stack ${stackName}`);
  const identity = { id: definition.stackId, name: stackName, notificationArns: settings.notificationArns };
  const foresight = {
    ref: (logicalId: string) => rows.get(logicalId)?.ref,
    getAtt: (logicalId: string, attribute: string) => rows.get(logicalId)?.attributes[attribute] ?? KNOWN_AFTER_APPLY,
  };
  for (const [logicalId, { type, properties }] of deployment.resources) {
    const row = rows.get(logicalId);
    const after = foreseeProperties(context, identity, deployment, properties, foresight);
    const changes = compareProperties(type, row?.properties ?? {}, after).filter(
      ({ after: value }) => !isUnknown(value),
    );
    if (row?.type !== type || changes.length > 0) {
      const names = changes.map(({ name }) => name).join(", ");
      throw notAllowed(`modifies resource ${logicalId} of stack ${stackName} [${names}]`);
    }
  }
}

function notAllowed(what: string): ReturnType<typeof validationError> {
  return validationError(`Stack refactor does not support creating, modifying or deleting resources: it ${what}`);
}
