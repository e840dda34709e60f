import { fillForm, partitionOf, policyArnForm } from "../../aws";
import type { TemplateMap } from "../../template";
import { getAt } from "../../template";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import type { ResourceRow, StackRow } from "./stack";

/** Who occupies a unique name. */
interface NameClaim {
  /** ARN of the stack. @default - a stack retained the resource when it was deleted */
  readonly stackId?: string;
}

// One table for all accounts and regions: ARNs tell them apart where AWS does, and bucket names are global.
function claimsOf(context: OperationContext): Table<NameClaim> {
  return context.store.table<NameClaim>("cloudformation.names", {});
}

/**
 * What two resources of a type cannot share, as an ARN; undefined for types that are told apart by an id or a revision
 * that their service assigns.
 */
export function claimKeyOf(
  context: OperationContext,
  type: string,
  properties: TemplateMap,
  name: string,
): string | undefined {
  const form = policyArnForm(type, properties);
  if (!form?.template?.includes("${Name}") || form.template.includes("${Id}")) return undefined;
  const values: Record<string, string> = {
    Partition: context.partition,
    Region: context.region,
    Account: context.caller.accountId,
    UrlSuffix: partitionOf(context.region).dnsSuffix,
    Name: name,
  };
  for (const [placeholder, { property }] of Object.entries(form.placeholders)) {
    // A placeholder that no property fills is a revision or a random suffix.
    if (property === undefined) return undefined;
    values[placeholder] = JSON.stringify(getAt(properties, property) ?? null);
  }
  return `${type}|${fillForm(form, values)}`;
}

/** Occupies a name. @returns why it cannot, in AWS's words */
export function claimName(context: OperationContext, stack: StackRow, key: string, name: string): string | undefined {
  const claims = claimsOf(context);
  const claim = claims.get(key);
  if (claim === undefined) {
    claims.put(key, { stackId: stack.id });
    return undefined;
  }
  // Stacks of other accounts are not named.
  const isVisible = claim.stackId?.split(":")[4] === context.caller.accountId;
  return isVisible ? `${name} already exists in stack ${claim.stackId}` : `${name} already exists`;
}

/** Occupies the name of a resource that exists already. @returns why it cannot; real ones answer for their existence themselves */
export function adoptName(
  context: OperationContext,
  stack: StackRow,
  key: string,
  name: string,
  isReal: boolean,
): string | undefined {
  const claim = claimsOf(context).get(key);
  if (claim === undefined && !isReal) return `${name} does not exist`;
  if (claim?.stackId !== undefined) return claimName(context, stack, key, name);
  claimsOf(context).put(key, { stackId: stack.id });
  return undefined;
}

/** Frees the name of a resource that is gone. */
export function releaseName(context: OperationContext, row: Pick<ResourceRow, "claim">): void {
  if (row.claim !== undefined) claimsOf(context).delete(row.claim);
}

/** The resource stays, without a stack. Real ones are then their service's business alone. */
export function disownName(context: OperationContext, row: Pick<ResourceRow, "claim" | "type">, isReal: boolean): void {
  if (row.claim === undefined) return;
  if (isReal) claimsOf(context).delete(row.claim);
  else claimsOf(context).put(row.claim, {});
}
