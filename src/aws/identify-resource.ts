import { ALPHANUMERIC } from "../base";
import { arnForms, fillForm } from "./arn-form";
import { namingOf } from "./naming-of";
import type { PlaceholderSource } from "./naming/resource-naming";
import { partitionOf } from "./partition";
import { partOf } from "./placeholder-part";
import { generatePhysicalId, generatePhysicalName } from "./physical-name";
import type { NameRequest } from "./physical-name";
import { plausibleAttribute } from "./plausible-attribute";
import type { AttributeValue } from "./plausible-attribute";
import type { Properties } from "./property-value";
import { literalText, valueAt } from "./property-value";
import { resourceSchema } from "./resource-schema-pack";

export interface IdentityRequest extends NameRequest {
  readonly properties: Properties;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** What a created resource is called. */
export interface ResourceIdentity {
  /** Generated or given name; for types without names the id. */
  readonly name: string;
  /** What `Ref` yields; it is also the physical id that CloudFormation shows. */
  readonly ref: string;
  /** Every attribute that the registry lists, plausible where the real value cannot be known. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Names a new resource of any type that CloudFormation knows, and works out what references to it yield. */
export function identifyResource(type: string, request: IdentityRequest): ResourceIdentity {
  const { properties, region, account, random } = request;
  const naming = namingOf(type);
  const schema = resourceSchema(type);
  const partition = partitionOf(region);
  const id = generatePhysicalId(type, random);
  const named = naming === undefined || naming.generator !== undefined || naming.nameProperty !== undefined;
  const name = named ? generatePhysicalName(type, request) : id;
  const values: Record<string, string> = {
    Partition: partition.name,
    Region: region,
    Account: account,
    UrlSuffix: partition.dnsSuffix,
    Name: name,
    Id: id,
  };
  for (const [placeholder, source] of Object.entries(naming?.placeholders ?? {})) {
    values[placeholder] = placeholderValue(source, request);
  }
  const known = (attribute: string): string | undefined => {
    const form = arnForms(type, attribute, properties);
    return form === undefined ? undefined : fillForm(form, values);
  };
  const guess = (attribute: string): AttributeValue => plausibleAttribute(attribute, { schema, values, properties });
  const identifier = schema?.refIdentifier ?? schema?.primaryIdentifier ?? [];
  const ref =
    known("Ref") ?? (identifier.length === 0 ? name : identifier.map((part) => String(guess(part))).join("|"));
  const attributes = Object.keys(schema?.attributes ?? {}).map((attribute) => [
    attribute,
    known(attribute) ?? guess(attribute),
  ]);
  return { name, ref, attributes: Object.fromEntries(attributes) as Record<string, AttributeValue> };
}

function placeholderValue(source: PlaceholderSource, { properties, random }: IdentityRequest): string {
  const given = source.property === undefined ? undefined : literalText(valueAt(properties, source.property));
  if (given !== undefined) return partOf(given, source.part ?? "name");
  if (source.default !== undefined) return source.default;
  // A part that the service makes up: six characters after a secret's name, else a number or a label.
  return /^\?+$/.test(source.glob) ? random.text(source.glob.length, ALPHANUMERIC) : random.text(10, "0123456789");
}
