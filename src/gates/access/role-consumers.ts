import { findRoleUses } from "../../aws";
import { formatPath } from "../../base";
import type { ResourceInPlace, TemplateInPlace } from "./template-in-place";

/** A resource that runs as a role. */
export interface RoleConsumer {
  readonly logicalId: string;
  readonly type: string;
  /** Property that names the role: `TaskRoleArn`. */
  readonly property: string;
  /** ARN or name, as the property gives it. */
  readonly role: string;
}

/** Everything of a template that runs as a role. IAM's own resources run nothing: an instance profile only holds one. */
export function listConsumers(template: TemplateInPlace): readonly RoleConsumer[] {
  return template.resources().flatMap((resource: ResourceInPlace) =>
    findRoleUses(resource.type, resource.properties).map(({ path, role }) => ({
      logicalId: resource.logicalId,
      type: resource.type,
      property: formatPath(path),
      role,
    })),
  );
}

/** Whether a property's value, an ARN or a name, means a role. */
export function meansRole(value: string, role: { readonly arn: string; readonly name: string }): boolean {
  return value === role.arn || value === role.name;
}
