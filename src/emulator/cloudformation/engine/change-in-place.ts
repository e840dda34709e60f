import { identifyResource } from "../../../aws";
import type { TemplateMap } from "../../../template";
import type { OperationContext } from "../../operation";
import { claimKeyOf, claimName, releaseName } from "../names";
import { resolveReferences, withKnownValues } from "../references/resolve-references";
import { handlerOf } from "../resources/handlers";
import { isSame } from "../same-value";
import type { ResourceRow, StackRow } from "../stack";
import { actingContext } from "./acting-context";
import { attempt } from "./provision";
import { carriesTags, isSameTags } from "./stack-tags";

/** Every set of properties that may be in force. */
export function previousOf(row: ResourceRow): readonly TemplateMap[] {
  return [row, ...(row.attempts ?? [])].map(({ properties }) => properties);
}

/** Whether the tags of the stack are others than those that a resource may carry. */
export function isRetagged(row: ResourceRow, stack: Pick<StackRow, "tags">): boolean {
  const former = [row, ...(row.attempts ?? [])].map(({ stackTags }) => stackTags);
  return carriesTags(row.type) && former.some((tags) => !isSameTags(tags, stack.tags));
}

/**
 * Has a handler change a resource that stays the same one.
 *
 * @returns what follows from it for the resource's row
 */
export async function changeInPlace(
  context: OperationContext,
  stack: StackRow,
  before: ResourceRow,
  after: Pick<ResourceRow, "properties">,
): Promise<Pick<ResourceRow, "attributes" | "claim"> | { readonly refused: string }> {
  const { logicalId, type, physicalId = "" } = before;
  const referrer = { stackId: stack.id, logicalId, type };
  const previous = previousOf(before).map((properties) => withKnownValues(context, referrer, properties));
  const resolved = await resolveReferences(context, referrer, after.properties);
  if ("refused" in resolved) return resolved;
  const { properties } = resolved;
  const name = nameOf(context, stack, before);
  const claim = name === undefined ? before.claim : claimKeyOf(context, type, properties, name);
  if (claim !== undefined && claim !== before.claim) {
    const taken = claimName(context, stack, claim, name ?? physicalId);
    if (taken !== undefined) return { refused: taken };
  }
  const request = {
    context,
    stack,
    logicalId,
    type,
    properties,
    previous,
    formerTags: [before, ...(before.attempts ?? [])].flatMap(({ stackTags }) => stackTags),
    physicalId,
    attributes: attributesAfter(context, stack, before, properties),
  };
  const outcome = await attempt(
    async () => handlerOf(type).update({ ...request, context: await actingContext(context, stack) }),
    type,
    physicalId,
    context,
  );
  if ("refused" in outcome) {
    if (claim !== before.claim) releaseName(context, { claim });
    return outcome;
  }
  if (claim !== before.claim) releaseName(context, before);
  return { attributes: outcome.attributes, claim };
}

/** The name that a resource has; undefined where only its claim tells. */
export function nameOf(context: OperationContext, stack: StackRow, row: ResourceRow): string | undefined {
  const { type, properties, physicalId } = row;
  if (row.claim === undefined || physicalId === undefined) return undefined;
  const candidates = [physicalId, identify(context, stack, row, properties).name];
  return candidates.find((name) => claimKeyOf(context, type, properties, name) === row.claim);
}

/** Attributes of a resource that stays: those that repeat a property follow it, the others are as they were. */
function attributesAfter(
  context: OperationContext,
  stack: StackRow,
  before: ResourceRow,
  properties: TemplateMap,
): ResourceRow["attributes"] {
  const then = identify(context, stack, before, before.properties);
  const now = identify(context, stack, before, properties);
  const changed = Object.entries(now.attributes).filter(
    ([name, value]) => !isSame(value, then.attributes[name]) && !JSON.stringify(value).includes(now.name),
  );
  return { ...before.attributes, ...Object.fromEntries(changed) };
}

/** What a resource would be called if nothing were left to chance, so that two answers differ by their properties only. */
function identify(
  context: OperationContext,
  stack: StackRow,
  { type, logicalId }: ResourceRow,
  properties: TemplateMap,
): ReturnType<typeof identifyResource> {
  return identifyResource(type, {
    stackName: stack.name,
    logicalId,
    properties,
    region: context.region,
    account: context.caller.accountId,
    random: { text: (length, alphabet) => (alphabet[0] ?? "0").repeat(length) },
  });
}
