import type { OperationContext } from "../operation";
import { GROUP, findPrincipal, nameKey, principalTable, replacePrincipal } from "./principals";
import type { AccountView, PrincipalRow } from "./principals";

export interface GroupRow extends PrincipalRow {
  /** Names of the users in it. */
  readonly members: readonly string[];
}

export function findGroup(context: OperationContext, name: string): GroupRow {
  return findPrincipal<GroupRow>(GROUP, context, name);
}

export function isMember(group: GroupRow, userName: string): boolean {
  return group.members.some((name) => nameKey(name) === nameKey(userName));
}

export function listGroupsOfUser(context: AccountView, userName: string): GroupRow[] {
  return [...principalTable<GroupRow>(GROUP, context).values()].filter((group) => isMember(group, userName));
}

/** Keeps memberships when a user gets another name. */
export function renameMember(context: OperationContext, oldName: string, newName: string): void {
  for (const group of listGroupsOfUser(context, oldName)) {
    const members = group.members.map((name) => (nameKey(name) === nameKey(oldName) ? newName : name));
    replacePrincipal<GroupRow>(GROUP, context, { ...group, members });
  }
}
