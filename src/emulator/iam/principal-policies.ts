import { parseArn } from "../../aws";
import { compilePolicy } from "../../policy";
import type { PolicySource } from "../../policy";
import type { Store } from "../store/store";
import { listGroupsOfUser } from "./group-rows";
import { isAwsOwned, lookUpPolicy } from "./policy-rows";
import { GROUP, ROLE, USER, nameKey, principalTable } from "./principals";
import type { AccountView, PrincipalKind, PrincipalRow } from "./principals";

/** A policy that a user, group or role has. Its `id` is the ARN, or `role_Name_Policy` of an inline policy, as AWS shows it. */
export interface PrincipalPolicy extends PolicySource {
  readonly name: string;
  /** Undefined for an inline policy. */
  readonly arn: string | undefined;
  /** Whom it is attached to, or part of. */
  readonly owner: { readonly kind: PrincipalKind["word"]; readonly name: string };
}

/** What permits a principal something, and what limits it. */
export interface PrincipalPolicies {
  readonly kind: PrincipalKind["word"];
  readonly row: PrincipalRow;
  /** Inline policies, attached ones in their default version, then those of a user's groups. */
  readonly identity: readonly PrincipalPolicy[];
  readonly boundary: PrincipalPolicy | undefined;
}

const KINDS: readonly PrincipalKind[] = [USER, GROUP, ROLE];

/** The policies of the user, group or role of that ARN, of whatever account; undefined where there is no such principal. */
export function readPrincipalPolicies(store: Store, arn: string): PrincipalPolicies | undefined {
  const { partition, service, account, resource } = parseArn(arn) ?? {};
  if (service !== "iam" || partition === undefined || account === undefined || resource === undefined) return undefined;
  const kind = KINDS.find(({ word }) => resource.startsWith(`${word}/`));
  if (kind === undefined) return undefined;
  const view: AccountView = { store, partition, caller: { accountId: account } };
  const row = principalTable<PrincipalRow>(kind, view).get(nameKey(resource.slice(resource.lastIndexOf("/") + 1)));
  if (row?.arn !== arn) return undefined;
  const groups = kind === USER ? listGroupsOfUser(view, row.name) : [];
  return {
    kind: kind.word,
    row,
    identity: [...policiesOf(kind, row, view), ...groups.flatMap((group) => policiesOf(GROUP, group, view))],
    boundary: row.permissionsBoundary === undefined ? undefined : managed(row.permissionsBoundary, kind, row, view),
  };
}

function policiesOf(kind: PrincipalKind, row: PrincipalRow, view: AccountView): PrincipalPolicy[] {
  const owner = { kind: kind.word, name: row.name };
  return [
    ...row.inlinePolicies.map(({ name, document }) => ({
      id: `${kind.word}_${row.name}_${name}`,
      type: kind.word,
      document: compilePolicy(document),
      name,
      arn: undefined,
      owner,
    })),
    ...row.attachedPolicies.map((arn) => managed(arn, kind, row, view)),
  ];
}

function managed(arn: string, kind: PrincipalKind, row: PrincipalRow, view: AccountView): PrincipalPolicy {
  const policy = lookUpPolicy(view, arn);
  const version = policy?.versions.find(({ versionId }) => versionId === policy.defaultVersionId);
  // A policy in use cannot be deleted, nor its default version.
  if (policy === undefined || version === undefined)
    throw new Error(`${row.arn} has a policy ${arn} that is not there`);
  return {
    id: arn,
    type: isAwsOwned(arn) ? "aws-managed" : "user-managed",
    document: compilePolicy(version.document),
    name: policy.name,
    arn,
    owner: { kind: kind.word, name: row.name },
  };
}
