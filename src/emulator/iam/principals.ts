import type { OperationContext } from "../operation";
import type { Store, Table } from "../store/store";
import { alreadyExists, noSuchEntity } from "./faults";
import { paginateTable } from "./paginate";
import type { Page, PageRequest } from "./paginate";
import { requireRoom } from "./quotas";
import type { QuotaName } from "./quotas";
import type { Tag } from "./tags";

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

/** As much of an operation's context as reading an account's rows takes. */
export interface AccountView {
  readonly store: Store;
  readonly caller: { readonly accountId: string };
  readonly partition: string;
}

/** What roles, users and groups have in common. */
export interface PrincipalRow {
  readonly name: string;
  /** Unique id: `AROA…`, `AIDA…`, `AGPA…`. */
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createDate: Date;
  readonly inlinePolicies: readonly InlinePolicy[];
  /** ARNs of the managed policies attached, oldest first. */
  readonly attachedPolicies: readonly string[];
  readonly permissionsBoundary: string | undefined;
  readonly tags: readonly Tag[];
}

/** A kind of principal: its words, its quotas. */
export interface PrincipalKind {
  /** As in AWS's sentences: `The role with name …`. */
  readonly word: "role" | "user" | "group";
  /** As in `Role with name … already exists.` */
  readonly title: "Role" | "User" | "Group";
  readonly table: string;
  readonly idPrefix: "AROA" | "AIDA" | "AGPA";
  /** Characters of all inline policies together, white space left out. */
  readonly inlineSize: QuotaName;
  readonly attachments: QuotaName;
  readonly perAccount: QuotaName;
}

export const ROLE: PrincipalKind = {
  word: "role",
  title: "Role",
  table: "iam-roles",
  idPrefix: "AROA",
  inlineSize: "RolePolicySize",
  attachments: "PoliciesPerRole",
  perAccount: "RolesPerAccount",
};

export const USER: PrincipalKind = {
  word: "user",
  title: "User",
  table: "iam-users",
  idPrefix: "AIDA",
  inlineSize: "UserPolicySize",
  attachments: "PoliciesPerUser",
  perAccount: "UsersPerAccount",
};

export const GROUP: PrincipalKind = {
  word: "group",
  title: "Group",
  table: "iam-groups",
  idPrefix: "AGPA",
  inlineSize: "GroupPolicySize",
  attachments: "PoliciesPerGroup",
  perAccount: "GroupsPerAccount",
};

/** IAM tells names apart without regard to case. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

export function principalTable<Row extends PrincipalRow>(kind: PrincipalKind, context: AccountView): Table<Row> {
  return context.store.table<Row>(kind.table, { account: context.caller.accountId });
}

/** The principal of that name; NoSuchEntity where there is none. */
export function findPrincipal<Row extends PrincipalRow>(
  kind: PrincipalKind,
  context: OperationContext,
  name: string,
): Row {
  const row = principalTable<Row>(kind, context).get(nameKey(name));
  if (row === undefined) throw noSuchEntity(kind.word, name);
  return row;
}

/** One page of the principals under a path, in the order of their names. */
export function listPrincipals<Row extends PrincipalRow>(
  kind: PrincipalKind,
  context: OperationContext,
  request: PageRequest & { readonly PathPrefix?: string | undefined },
): Page<Row> {
  const { PathPrefix: prefix = "/" } = request;
  const table = principalTable<Row>(kind, context);
  const keyOf = (row: Row): string => nameKey(row.name);
  return paginateTable(table, keyOf, (row) => row.path.startsWith(prefix), request);
}

/** Stores a changed principal in the place of the old one. */
export function replacePrincipal<Row extends PrincipalRow>(
  kind: PrincipalKind,
  context: OperationContext,
  row: Row,
): void {
  principalTable<Row>(kind, context).put(nameKey(row.name), row);
}

/** Stores a new principal; EntityAlreadyExists and LimitExceeded where AWS says so. */
export function addPrincipal<Row extends PrincipalRow>(kind: PrincipalKind, context: OperationContext, row: Row): void {
  const table = principalTable<Row>(kind, context);
  const key = nameKey(row.name);
  if (table.has(key)) throw alreadyExists(kind.title, row.name);
  requireRoom(context, kind.perAccount, table.size);
  table.put(key, row);
}
