import type { AccessNeed } from "../../access-need";

/** The permission to let a service act in a role. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export function passRole(role: string, service: string): AccessNeed {
  return { action: "iam:PassRole", resource: role, keys: { "iam:PassedToService": service } };
}
