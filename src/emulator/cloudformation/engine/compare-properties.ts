import type { PropertySchema, PropertySchemas, ResourceSchema, ValueType } from "../../../aws";
import { resourceSchema } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";
import { isSame } from "../same-value";

/** Whether a change makes a new resource necessary, in the words of ResourceTargetDefinition. */
export type Recreation = "Never" | "Conditionally" | "Always";

/** A property that is not what it was. */
export interface PropertyChange {
  readonly name: string;
  /** @default - it is added */
  readonly before?: TemplateValue;
  /** @default - it is removed */
  readonly after?: TemplateValue;
  readonly recreation: Recreation;
}

/** How two sets of properties of a resource differ, by property. */
export function compareProperties(type: string, before: TemplateMap, after: TemplateMap): PropertyChange[] {
  const schema = resourceSchema(type);
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): PropertyChange[] => {
    if (isSame(before[name], after[name])) return [];
    const recreation =
      schema === undefined ? "Never" : recreationOf(schema, schema.properties[name], before[name], after[name]);
    return [{ name, before: before[name], after: after[name], recreation }];
  });
}

/** The strongest of what a change of one value asks for, nested values included. */
function recreationOf(
  schema: ResourceSchema,
  property: PropertySchema | undefined,
  before: TemplateValue | undefined,
  after: TemplateValue | undefined,
): Recreation {
  if (property === undefined || isSame(before, after)) return "Never";
  if (property.replacement === "yes") return "Always";
  const nested = recreationInside(schema, property.type, before, after);
  return property.replacement === "maybe" ? stronger("Conditionally", nested) : nested;
}

function recreationInside(
  schema: ResourceSchema,
  type: ValueType,
  before: TemplateValue | undefined,
  after: TemplateValue | undefined,
): Recreation {
  if (typeof type !== "object") return "Never";
  if ("ref" in type) {
    const definition = schema.definitions[type.ref];
    if (definition === undefined || !isMap(before) || !isMap(after)) return "Never";
    return recreationOfMembers(schema, definition, before, after);
  }
  if ("array" in type && isList(before) && isList(after)) {
    // Entries that come and go replace nothing; those at the same place are compared.
    const common = before.slice(0, after.length);
    return common.reduce<Recreation>(
      (so, item, i) => stronger(so, recreationInside(schema, type.array, item, after[i])),
      "Never",
    );
  }
  return "Never";
}

function recreationOfMembers(
  schema: ResourceSchema,
  definition: PropertySchemas,
  before: TemplateMap,
  after: TemplateMap,
): Recreation {
  return Object.entries(definition).reduce<Recreation>(
    (so, [name, property]) => stronger(so, recreationOf(schema, property, before[name], after[name])),
    "Never",
  );
}

const STRENGTH: readonly Recreation[] = ["Never", "Conditionally", "Always"];

export function stronger(one: Recreation, other: Recreation): Recreation {
  return STRENGTH.indexOf(one) >= STRENGTH.indexOf(other) ? one : other;
}
