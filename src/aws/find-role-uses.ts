import type { Path } from "../base";
import { assumingServices } from "./assuming-services";
import type { AssumingService } from "./assuming-services";
import type { Properties } from "./property-value";

/** A role that a resource's properties name. */
export interface RoleUse {
  readonly path: Path;
  /** ARN, or the name where the service takes names (AWS::Glue, AWS::IAM::InstanceProfile), as the properties give it. */
  readonly role: string;
  readonly assumedBy: AssumingService;
}

const byType = new Map<string, AssumingService[]>();
for (const service of assumingServices) byType.set(service.type, [...(byType.get(service.type) ?? []), service]);

/** The roles in evaluated properties that a service must be able to assume. */
export function findRoleUses(type: string, properties: Properties): readonly RoleUse[] {
  return (byType.get(type) ?? []).flatMap((assumedBy) =>
    reach(properties, assumedBy.path, []).map(({ path, role }) => ({ path, role, assumedBy })),
  );
}

function reach(value: unknown, way: readonly string[], path: Path): { path: Path; role: string }[] {
  const [step, ...rest] = way;
  if (step === undefined) return typeof value === "string" && value !== "" ? [{ path, role: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  if (step !== "*") {
    return Object.hasOwn(value, step) ? reach((value as Properties)[step], rest, [...path, step]) : [];
  }
  if (Array.isArray(value)) return value.flatMap((held, index) => reach(held, rest, [...path, index]));
  return Object.entries(value).flatMap(([key, held]) => reach(held, rest, [...path, key]));
}
