/**
 * Members that IAM leaves out of entities in its answers although the model has them, by operation.
 * Source: the notes "… does not return the following attributes …" of API_ListRoles, API_ListUsers, API_ListPolicies,
 * API_ListInstanceProfiles in https://docs.aws.amazon.com/IAM/latest/APIReference/
 */
const OMITTED = {
  // CreateRole, UpdateRoleDescription, CreatePolicy: recorded from AWS in localstack's test_iam_roles and
  // test_iam_policies (February 2026); whether CreateRole repeats the description is not recorded.
  CreateRole: ["MaxSessionDuration", "RoleLastUsed"],
  UpdateRoleDescription: ["MaxSessionDuration", "RoleLastUsed"],
  ListRoles: ["PermissionsBoundary", "RoleLastUsed", "Tags"],
  ListUsers: ["PermissionsBoundary", "Tags"],
  ListPolicies: ["Tags", "Description"],
  ListInstanceProfiles: ["Tags"],
  // GetGroup and the roles inside instance profiles: the notes do not say; observed without (unverified).
  GetGroup: ["PermissionsBoundary", "Tags"],
  RolesInInstanceProfile: ["PermissionsBoundary", "RoleLastUsed", "Tags"],
} as const;

/** The entity without what that operation leaves out. */
export function omitMembers<Entity extends object>(operation: keyof typeof OMITTED, entity: Entity): Entity {
  const left = { ...entity };
  // Left out of what is sent, as members that are undefined are.
  for (const name of OMITTED[operation]) if (name in left) (left as Record<string, unknown>)[name] = undefined;
  return left;
}
