import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from "@aws-sdk/client-iam";
import { defineOperation } from "../operation";
import { paginate } from "./paginate";
import { findPolicy } from "./policy-rows";
import { GROUP, ROLE, USER, nameKey, principalTable } from "./principals";
import type { PrincipalKind, PrincipalRow } from "./principals";

interface Entity {
  readonly kind: PrincipalKind;
  readonly row: PrincipalRow;
}

/** ListEntitiesForPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy = defineOperation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>({
  name: "ListEntitiesForPolicy",
  run(input, context) {
    const { arn } = findPolicy(context, input.PolicyArn ?? "");
    const uses = ({ attachedPolicies, permissionsBoundary }: PrincipalRow): boolean =>
      (input.PolicyUsageFilter !== "PermissionsBoundary" && attachedPolicies.includes(arn)) ||
      (input.PolicyUsageFilter !== "PermissionsPolicy" && permissionsBoundary === arn);
    const entities = [GROUP, USER, ROLE]
      .filter((kind) => input.EntityFilter === undefined || input.EntityFilter === kind.title)
      .flatMap((kind) => [...principalTable(kind, context).values()].map((row): Entity => ({ kind, row })))
      .filter(({ row }) => row.path.startsWith(input.PathPrefix ?? "/") && uses(row));
    const { items, ...page } = paginate(entities, ({ kind, row }) => `${kind.word}/${nameKey(row.name)}`, input);
    const rowsOf = (kind: PrincipalKind): PrincipalRow[] =>
      items.filter((entity) => entity.kind === kind).map(({ row }) => row);
    return {
      PolicyGroups: rowsOf(GROUP).map((row) => ({ GroupName: row.name, GroupId: row.id })),
      PolicyUsers: rowsOf(USER).map((row) => ({ UserName: row.name, UserId: row.id })),
      PolicyRoles: rowsOf(ROLE).map((row) => ({ RoleName: row.name, RoleId: row.id })),
      ...page,
    };
  },
});
