import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { invalidPolicyArn, policyNotAttachable, policyNotFound } from "./faults";
import { findManagedPolicy } from "./managed-policies";
import type { PolicyRow } from "./policy-row";
import { GROUP, ROLE, USER, nameKey, principalTable } from "./principals";
import type { AccountView } from "./principals";
import { requireRoom } from "./quotas";

/** Account part of the ARNs of AWS's own policies. */
const AWS_OWNED = "aws";

const POLICY_ARN = /^arn:[a-z-]+:iam::([0-9]{12}|aws):policy(\/(?:.*\/)?)([^/]+)$/;

export function isPolicyArn(arn: string): boolean {
  return POLICY_ARN.test(arn);
}

export function policyNameOf(arn: string): string {
  return POLICY_ARN.exec(arn)?.[3] ?? arn;
}

export function policyPathOf(arn: string): string {
  return POLICY_ARN.exec(arn)?.[2] ?? "/";
}

/** Sorts policies by name; short enough for a marker, since names are unique but for the paths of AWS's own policies. */
export function policyKey(arn: string): string {
  const name = nameKey(policyNameOf(arn));
  return isAwsOwned(arn) ? `${name} ${policyPathOf(arn)}` : name;
}

export function isAwsOwned(arn: string): boolean {
  return POLICY_ARN.exec(arn)?.[1] === AWS_OWNED;
}

export function policyTable(context: AccountView): Table<PolicyRow> {
  return context.store.table<PolicyRow>("iam-policies", { account: context.caller.accountId });
}

/** The policy of that ARN, if there is one. */
export function lookUpPolicy(context: AccountView, arn: string): PolicyRow | undefined {
  if (isAwsOwned(arn)) return findManagedPolicy(arn, context.partition);
  const row = policyTable(context).get(nameKey(policyNameOf(arn)));
  return row?.arn === arn ? row : undefined;
}

/** The policy of that ARN; ValidationError for what is no policy's ARN, NoSuchEntity where there is none. */
export function findPolicy(context: OperationContext, arn: string): PolicyRow {
  if (!isPolicyArn(arn)) throw invalidPolicyArn(arn);
  const row = lookUpPolicy(context, arn);
  if (row === undefined) throw policyNotFound(arn);
  return row;
}

/** The same in the words of attaching. */
export function findAttachablePolicy(context: OperationContext, arn: string): PolicyRow {
  if (!isPolicyArn(arn)) throw invalidPolicyArn(arn);
  const row = lookUpPolicy(context, arn);
  if (row === undefined) throw policyNotAttachable(arn);
  return row;
}

/** Refuses one more version, of whichever of the account's policies, where there are too many. */
export function requireRoomForVersion(context: OperationContext): void {
  const present = [...policyTable(context).values()].reduce((sum, { versions }) => sum + versions.length, 0);
  requireRoom(context, "PolicyVersionsInUse", present);
}

/** How often each policy is attached, and is a permissions boundary, in this account. */
export interface PolicyUsage {
  readonly attachments: ReadonlyMap<string, number>;
  readonly boundaries: ReadonlyMap<string, number>;
}

export function countPolicyUsage(context: OperationContext): PolicyUsage {
  const attachments = new Map<string, number>();
  const boundaries = new Map<string, number>();
  for (const kind of [ROLE, USER, GROUP]) {
    for (const { attachedPolicies, permissionsBoundary } of principalTable(kind, context).values()) {
      for (const arn of attachedPolicies) attachments.set(arn, (attachments.get(arn) ?? 0) + 1);
      if (permissionsBoundary !== undefined) {
        boundaries.set(permissionsBoundary, (boundaries.get(permissionsBoundary) ?? 0) + 1);
      }
    }
  }
  return { attachments, boundaries };
}
