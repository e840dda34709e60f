import type { ResourceSchema, ValueType } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import type { OperationContext } from "../../operation";
import type { StandardValues } from "./standard-values";

/** An attribute of which only its name and type are known. */
export interface UnknownAttribute {
  /** As Fn::GetAtt names it: `Endpoint.Address`. */
  readonly attribute: string;
  readonly valueType: ValueType;
  readonly schema: ResourceSchema;
  readonly properties: TemplateMap;
  readonly values: StandardValues;
  readonly context: OperationContext;
}

/** A value of the right shape, made up from what the attribute is called; the same for the same resource. */
export function madeUpAttribute(unknown: UnknownAttribute): TemplateValue {
  const given = unknown.properties[unknown.attribute];
  if (given !== undefined && given !== null) return given;
  return valueOfType(unknown, unknown.valueType);
}

function valueOfType(unknown: UnknownAttribute, type: ValueType): TemplateValue {
  if (typeof type === "string") {
    switch (type) {
      case "integer":
      case "number":
        return 1;
      case "boolean":
        return false;
      case "json":
      case "tag":
        return {};
      case "date-time":
        return unknown.context.clock.now().toISOString();
      case "string":
        return textOf(unknown);
      default:
        return type satisfies never;
    }
  }
  if ("array" in type) return [valueOfType(unknown, type.array)];
  if ("union" in type) return valueOfType(unknown, type.union[0] ?? "string");
  return {};
}

/** Endings of attribute names, and what such attributes look like. The first that matches counts. */
const SHAPES: readonly (readonly [RegExp, (unknown: UnknownAttribute) => string])[] = [
  [/Arns?$/i, (unknown) => arnOf(unknown)],
  [/Port$/, () => "443"],
  [/(Url|Uri)$/i, (unknown) => `https://${hostOf(unknown)}/`],
  [/(Dns|Domain)(Name)?$|HostName$|Hostname$|DNSName$|DomainName$|Endpoint|Address$/i, hostOf],
  [/(Date|Time|At)$/, ({ context }) => context.clock.now().toISOString()],
  [/(Status|State)$/, () => "ACTIVE"],
  [/(Version|VersionNumber|Revision|Count|Number)$/, () => "1"],
  [/(Name|Alias)$/, ({ values }) => values.Name],
  [/(Id|ID|Identifier|Key)$/, ({ values }) => values.Id],
];

function textOf(unknown: UnknownAttribute): string {
  const shape = SHAPES.find(([ending]) => ending.test(unknown.attribute));
  return shape === undefined ? `${unknown.values.Name}-${lastPart(unknown.attribute)}` : shape[1](unknown);
}

function hostOf({ schema, values }: UnknownAttribute): string {
  const name = values.Name.toLowerCase().replace(/[^a-z0-9-]/g, "-");
  return `${name}.${serviceOf(schema.type)}.${values.Region}.${values.UrlSuffix}`;
}

function arnOf({ attribute, schema, properties, values }: UnknownAttribute): string {
  const isOwn = attribute === "Arn" || attribute === `${kindOf(schema.type)}Arn`;
  if (isOwn && schema.arnTemplate !== undefined) return fillTemplate(schema.arnTemplate, properties, values);
  const kind = kindOf(
    isOwn
      ? schema.type
      : attribute
          .replace(/Arns?$/i, "")
          .split(".")
          .at(-1) || schema.type,
  );
  const { Partition, Region, Account, Name } = values;
  return `arn:${Partition}:${serviceOf(schema.type)}:${Region}:${Account}:${kind.toLowerCase()}/${Name}`;
}

/** The registry's own ARN template: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
function fillTemplate(template: string, properties: TemplateMap, values: StandardValues): string {
  const known: Readonly<Record<string, string>> = { ...values };
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (Object.hasOwn(known, name)) return known[name] ?? "";
    const given = properties[name];
    if (given !== undefined && given !== null && typeof given !== "object") return String(given);
    return /Id$/i.test(name) ? values.Id : values.Name;
  });
}

/** `AWS::SQS::Queue` is of `sqs`. */
function serviceOf(type: string): string {
  return (type.split("::")[1] ?? type).toLowerCase();
}

/** `AWS::SQS::Queue` is a `Queue`. */
function kindOf(type: string): string {
  return type.split("::").at(-1) ?? type;
}

function lastPart(attribute: string): string {
  return (attribute.split(".").at(-1) ?? attribute).toLowerCase();
}
