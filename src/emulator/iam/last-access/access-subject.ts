import { parseArn } from "../../../aws";
import { compilePolicy } from "../../../policy";
import type { PolicySource } from "../../../policy";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import { isMember } from "../group-rows";
import type { GroupRow } from "../group-rows";
import { lookUpPolicy, policyNameOf } from "../policy-rows";
import { readPrincipalPolicies } from "../principal-policies";
import { GROUP, ROLE, USER, nameKey, principalTable } from "../principals";
import type { PrincipalKind, PrincipalRow } from "../principals";

// Sentences of this file: recorded from AWS in September 2026 (github.com/radkawar/stackd, testdata/aws/iam/last_access.json).

/** A user or role whose accesses a report tells. */
export interface AccessEntity {
  readonly kind: "user" | "role";
  readonly row: PrincipalRow;
}

/** What a report is about: a principal, or a managed policy. */
export interface AccessSubject {
  /** ARN as it is, whatever path was asked for. */
  readonly arn: string;
  readonly policies: readonly PolicySource[];
  /** The principal itself, a group's members, or those whom a policy is attached to, by way of a group, too. */
  readonly entities: readonly AccessEntity[];
}

/** Finds what an ARN is about in this account; the path in it does not matter (recorded: generate_arn_wrong_path). */
export function findAccessSubject(arn: string, context: OperationContext): AccessSubject {
  const { service, account, resource = "" } = parseArn(arn) ?? {};
  const kind = [USER, GROUP, ROLE].find(({ word }) => resource.startsWith(`${word}/`));
  const isPolicy = resource.startsWith("policy/");
  if (service !== "iam" || account === undefined || (kind === undefined && !isPolicy)) throw unsupportedEntity(arn);
  if (account !== context.caller.accountId && !(isPolicy && account === "aws")) {
    const who = context.caller.arn;
    throw new AwsFault("AccessDenied", `User: ${who} is not authorized to perform the operation on ${arn}`, 403);
  }
  const subject = kind === undefined ? findPolicySubject(arn, context) : findPrincipalSubject(kind, resource, context);
  if (subject === undefined) throw new AwsFault("NoSuchEntity", `ARN ${arn} does not exist.`);
  return subject;
}

export function unsupportedEntity(arn: string): AwsFault {
  return new AwsFault("InvalidInput", `Invalid Entity Arn: ${arn} is not supported.`);
}

function findPrincipalSubject(
  kind: PrincipalKind,
  resource: string,
  context: OperationContext,
): AccessSubject | undefined {
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  const row = principalTable<PrincipalRow>(kind, context).get(nameKey(name));
  const policies = row === undefined ? undefined : readPrincipalPolicies(context.store, row.arn);
  if (row === undefined || policies === undefined) return undefined;
  const entities: readonly AccessEntity[] =
    kind === GROUP
      ? usersOf(context, (user) => isMember(row as GroupRow, user.name))
      : [{ kind: kind === USER ? "user" : "role", row }];
  return { arn: row.arn, policies: policies.identity, entities };
}

function findPolicySubject(arn: string, context: OperationContext): AccessSubject | undefined {
  const policy = lookUpPolicy(context, arn);
  const version = policy?.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
  if (policy === undefined || version === undefined) return undefined;
  const has = ({ attachedPolicies }: PrincipalRow): boolean => attachedPolicies.includes(policy.arn);
  const groups = [...principalTable<GroupRow>(GROUP, context).values()].filter(has);
  const roles = [...principalTable<PrincipalRow>(ROLE, context).values()].filter(has);
  return {
    arn: policy.arn,
    policies: [{ id: policyNameOf(policy.arn), type: "user-managed", document: compilePolicy(version.document) }],
    entities: [
      ...usersOf(context, (user) => has(user) || groups.some((group) => isMember(group, user.name))),
      ...roles.map((row): AccessEntity => ({ kind: "role", row })),
    ],
  };
}

function usersOf(context: OperationContext, wanted: (user: PrincipalRow) => boolean): AccessEntity[] {
  return [...principalTable<PrincipalRow>(USER, context).values()].filter(wanted).map((row) => ({ kind: "user", row }));
}
