import { namingOf } from "./naming-of";
import type { AttributeForm, PlaceholderSource, ResourceNaming, Yields } from "./naming/resource-naming";
import type { Properties } from "./property-value";
import { valueAt } from "./property-value";

/** What a reference to a resource yields, in terms of its name. */
export interface ReferenceForm {
  readonly yields: Yields;
  /**
   * Text with `${Partition}`, `${Region}`, `${Account}`, `${UrlSuffix}`, `${Name}`, `${Id}` (assigned by the service, so
   * not foreseeable) and the placeholders below. @default - nothing is known about the text
   */
  readonly template?: string;
  /** Where the template's other placeholders come from. */
  readonly placeholders: Readonly<Record<string, PlaceholderSource>>;
  /** True where a slash at the beginning of the name is dropped. {@link fillForm} does it. */
  readonly dropsLeadingSlash: boolean;
}

/**
 * What `Ref` (attribute `Ref`) or `Fn::GetAtt` yields; undefined for types and attributes of which nothing is known.
 *
 * With the resource's properties the form is the one for these: a rule on a custom bus, a path that is absent. Without
 * them it is the common one, and every placeholder is left open.
 */
export function arnForms(type: string, attribute: string, properties?: Properties): ReferenceForm | undefined {
  const naming = namingOf(type);
  if (naming === undefined) return undefined;
  const found = findForm(naming, attribute, properties);
  return found && formOf(naming, found, properties);
}

/** The ARN by which IAM policies name a resource, whether or not an attribute yields it. */
export function policyArnForm(type: string, properties?: Properties): ReferenceForm | undefined {
  const naming = namingOf(type);
  if (naming?.arn === undefined) return undefined;
  const template = variantOf(naming, properties)?.arn ?? naming.arn;
  return formOf(naming, { yields: "arn", template }, properties);
}

function formOf(naming: ResourceNaming, found: AttributeForm, properties: Properties | undefined): ReferenceForm {
  const { yields, template } = found;
  const dropsLeadingSlash = yields === "arn" && naming.arnDropsLeadingSlash;
  if (template === undefined) return { yields, placeholders: {}, dropsLeadingSlash };
  const filled = properties === undefined ? template : fillDefaults(template, naming.placeholders, properties);
  const used = Object.entries(naming.placeholders).filter(([name]) => filled.includes(`\${${name}}`));
  return { yields, template: filled, placeholders: Object.fromEntries(used), dropsLeadingSlash };
}

/** Values for the four standard placeholders that leave them to CloudFormation's Fn::Sub. */
export const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  Partition: "${AWS::Partition}",
  Region: "${AWS::Region}",
  Account: "${AWS::AccountId}",
  UrlSuffix: "${AWS::URLSuffix}",
};

/**
 * Puts values into a form's template. A placeholder without a value becomes its glob; the standard ones become
 * CloudFormation's pseudo-parameters; Name and Id without a value become `*`.
 */
export function fillForm(form: ReferenceForm, values: Readonly<Record<string, string>>): string | undefined {
  return form.template?.replace(/\/?\$\{(\w+)\}/g, (found: string, name: string) => {
    const slash = found.startsWith("/") ? "/" : "";
    const value = values[name] ?? PSEUDO_PARAMETERS[name] ?? form.placeholders[name]?.glob ?? "*";
    const dropped = form.dropsLeadingSlash && name === "Name" && slash !== "" && value.startsWith("/");
    return (dropped ? "" : slash) + value;
  });
}

function findForm(naming: ResourceNaming, attribute: string, properties?: Properties): AttributeForm | undefined {
  const variant = variantOf(naming, properties);
  const arn = variant?.arn ?? naming.arn;
  if (attribute === "Ref") {
    return { yields: naming.ref, template: variant?.refTemplate ?? naming.refTemplate ?? plainRef(naming.ref, arn) };
  }
  if (naming.arnAttributes.includes(attribute)) return { yields: "arn", template: arn };
  if (naming.nameAttributes.includes(attribute)) return { yields: "name", template: "${Name}" };
  return Object.hasOwn(naming.attributes, attribute) ? naming.attributes[attribute] : undefined;
}

function plainRef(yields: Yields, arn: string | undefined): string | undefined {
  switch (yields) {
    case "name":
      return "${Name}";
    case "arn":
      return arn;
    case "id":
      return "${Id}";
    case "url":
    case "value":
      return undefined;
    default:
      return yields satisfies never;
  }
}

function variantOf(
  naming: ResourceNaming,
  properties: Properties | undefined,
): ResourceNaming["variants"][number] | undefined {
  return naming.variants.find((variant) => {
    const value = valueAt(properties, variant.property);
    return value !== undefined && value !== null && value !== variant.unless;
  });
}

/** Fills in what absent properties default to and what present ones say literally. */
function fillDefaults(template: string, placeholders: ResourceNaming["placeholders"], properties: Properties): string {
  return template.replace(/\$\{(\w+)\}/g, (found: string, name: string) => {
    const source = placeholders[name];
    if (source?.property === undefined) return found;
    const value = valueAt(properties, source.property);
    if (value === undefined || value === null) return source.default ?? found;
    return found;
  });
}
