import type { Path } from "../base";
import type { Properties } from "./property-value";
import type { PropertySchemas, ResourceSchema, ValueType } from "./resource-schema";
import { resourceSchema } from "./resource-schema-pack";

/** What CloudFormation's messages call a kind of JSON value. */
export type JsonKind = "String" | "Number" | "Integer" | "Boolean" | "JSONObject" | "JSONArray" | "Null";

/** A property that the resource type does not allow as it stands. */
export type PropertyFault =
  /** `path` is the mapping that holds it. */
  | { readonly kind: "unknown"; readonly path: Path; readonly property: string }
  | { readonly kind: "missing"; readonly path: Path; readonly property: string }
  | { readonly kind: "type"; readonly path: Path; readonly expected: JsonKind; readonly found: JsonKind };

/**
 * What is wrong with the evaluated properties of a resource. Nothing is, for a type that is not known.
 *
 * As tolerant as CloudFormation: numbers and booleans may be text and text may be numbers and booleans; a JSON-typed
 * property takes anything; null counts as absent. Enumerations, lengths and patterns are not looked at.
 */
export function validateProperties(type: string, properties: Properties): readonly PropertyFault[] {
  const schema = resourceSchema(type);
  if (schema === undefined) return [];
  const allowsOthers = schema.open === true;
  return mappingFaults({ schema, properties: schema.properties, allowsOthers }, properties, []);
}

interface Mapping {
  readonly schema: ResourceSchema;
  readonly properties: PropertySchemas;
  readonly allowsOthers: boolean;
}

function mappingFaults(mapping: Mapping, value: object, path: Path): PropertyFault[] {
  const entries = Object.entries(value).filter(([, held]) => held !== null && held !== undefined);
  const present = new Set(entries.map(([key]) => key));
  const missing = Object.entries(mapping.properties)
    .filter(([property, { required }]) => required === true && !present.has(property))
    .map(([property]): PropertyFault => ({ kind: "missing", path, property }));
  const inside = entries.flatMap(([property, held]): PropertyFault[] => {
    const known = Object.hasOwn(mapping.properties, property) ? mapping.properties[property] : undefined;
    if (known !== undefined) return valueFaults(mapping.schema, known.type, held, [...path, property]);
    return mapping.allowsOthers ? [] : [{ kind: "unknown", path, property }];
  });
  return [...missing, ...inside];
}

function valueFaults(schema: ResourceSchema, type: ValueType, value: unknown, path: Path): PropertyFault[] {
  if (typeof type === "string") return scalarFaults(type, value, path);
  if ("array" in type) {
    if (!Array.isArray(value)) return wrongType("JSONArray", value, path);
    return value.flatMap((element, index) => valueFaults(schema, type.array, element, [...path, index]));
  }
  if ("map" in type) {
    if (!isMapping(value)) return wrongType("JSONObject", value, path);
    return Object.entries(value).flatMap(([key, held]) => valueFaults(schema, type.map, held, [...path, key]));
  }
  if ("ref" in type) {
    if (!isMapping(value)) return wrongType("JSONObject", value, path);
    const properties = schema.definitions[type.ref] ?? {};
    // The registry knows some definitions by name only: these take anything.
    const allowsOthers = Object.keys(properties).length === 0;
    return mappingFaults({ schema, properties, allowsOthers }, value, path);
  }
  const alternatives = type.union.map((alternative) => valueFaults(schema, alternative, value, path));
  return alternatives.reduce((best, faults) => (faults.length < best.length ? faults : best));
}

function scalarFaults(type: Extract<ValueType, string>, value: unknown, path: Path): PropertyFault[] {
  switch (type) {
    case "json":
      return [];
    case "string":
    case "date-time":
      return isScalar(value) ? [] : wrongType("String", value, path);
    case "integer":
      return isScalar(value) && INTEGER.test(String(value)) ? [] : wrongType("Integer", value, path);
    case "number":
      return isScalar(value) && NUMBER.test(String(value)) ? [] : wrongType("Number", value, path);
    case "boolean":
      return isScalar(value) && BOOLEAN.test(String(value)) ? [] : wrongType("Boolean", value, path);
    case "tag":
      if (!isMapping(value)) return wrongType("JSONObject", value, path);
      return Object.hasOwn(value, "Key") ? [] : [{ kind: "missing", path, property: "Key" }];
    default:
      return type satisfies never;
  }
}

const INTEGER = /^\s*[-+]?\d+(\.0+)?\s*$/;
const NUMBER = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\s*$/;
const BOOLEAN = /^(true|false)$/i;

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(expected: JsonKind, value: unknown, path: Path): PropertyFault[] {
  return [{ kind: "type", path, expected, found: kindOf(value) }];
}

function kindOf(value: unknown): JsonKind {
  switch (typeof value) {
    case "string":
      return "String";
    case "boolean":
      return "Boolean";
    case "number":
    case "bigint":
      return Number.isInteger(Number(value)) ? "Integer" : "Number";
    default:
      if (value === null || value === undefined) return "Null";
      return Array.isArray(value) ? "JSONArray" : "JSONObject";
  }
}
