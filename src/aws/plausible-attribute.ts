import type { Properties } from "./property-value";
import { literalText, valueAt } from "./property-value";
import type { ResourceSchema, ValueType } from "./resource-schema";

/** What Fn::GetAtt yields: text, or a list of texts. */
export type AttributeValue = string | readonly string[];

export interface AttributeContext {
  readonly schema: ResourceSchema | undefined;
  /** Partition, Region, Account, UrlSuffix, Name, Id. */
  readonly values: Readonly<Record<string, string>>;
  readonly properties: Properties;
}

/** A value of the right kind for an attribute whose real value only the service knows. */
export function plausibleAttribute(attribute: string, context: AttributeContext): AttributeValue {
  const given = literalText(valueAt(context.properties, attribute.split(".")));
  if (given !== undefined) return given;
  const type = context.schema?.attributes[attribute] ?? "string";
  const scalar = plausibleText(attribute, type, context);
  return isListType(type) ? [scalar] : scalar;
}

function plausibleText(attribute: string, type: ValueType, { schema, values }: AttributeContext): string {
  if (type === "integer" || type === "number") return "0";
  if (type === "boolean") return "false";
  const { Name = "", Id = "", Region = "", UrlSuffix = "" } = values;
  if (/arn$/i.test(attribute)) return plausibleArn(attribute, schema, values);
  if (/ids?$/i.test(attribute)) return Id;
  if (/port$/i.test(attribute)) return "443";
  if (/(url|uri)$/i.test(attribute)) return `https://${Id}.${Region}.${UrlSuffix}`;
  if (/(endpoint|address|dns\w*|domain\w*|host\w*)$/i.test(attribute)) return `${Id}.${Region}.${UrlSuffix}`;
  return Name;
}

function plausibleArn(
  attribute: string,
  schema: ResourceSchema | undefined,
  values: Readonly<Record<string, string>>,
): string {
  const { Partition = "", Region = "", Account = "", Name = "", Id = "" } = values;
  const template = isOwnArn(attribute, schema) ? schema?.arnTemplate : undefined;
  if (template === undefined) {
    const [, service = "custom", resource = "resource"] = (schema?.type ?? "").toLowerCase().split("::");
    return `arn:${Partition}:${service}:${Region}:${Account}:${resource}/${Id}`;
  }
  return template.replace(/\$\{(\w+)\}/g, (_, placeholder: string) => {
    return values[placeholder] ?? (/id$/i.test(placeholder) ? Id : Name);
  });
}

/** Whether the attribute is the ARN of the resource itself, not of something it holds. */
function isOwnArn(attribute: string, schema: ResourceSchema | undefined): boolean {
  const resource = schema?.type.split("::").at(-1)?.toLowerCase() ?? "";
  return /^arn$/i.test(attribute) || attribute.toLowerCase() === `${resource}arn`;
}

function isListType(type: ValueType): boolean {
  return typeof type === "object" && "array" in type;
}
