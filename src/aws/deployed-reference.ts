import { arnForms, fillForm, policyArnForm } from "./arn-form";
import type { ReferenceForm } from "./arn-form";
import { partitionOf } from "./partition";
import { partOf } from "./placeholder-part";
import type { Properties } from "./property-value";
import { literalText, valueAt } from "./property-value";

/** A resource that exists, as CloudFormation lists it. */
export interface DeployedResource {
  readonly type: string;
  /** What `Ref` yields. */
  readonly physicalId: string;
  /** Evaluated. */
  readonly properties: Properties;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/**
 * What `Fn::GetAtt` of a deployed resource yields, worked out from its physical id; undefined where the id does not say,
 * as for endpoints and values that the service assigns.
 */
export function deployedAttribute(resource: DeployedResource, attribute: string): string | undefined {
  return fillDeployed(resource, arnForms(resource.type, attribute, resource.properties));
}

/** The ARN by which policies name a deployed resource; undefined where IAM knows none or the physical id does not say it. */
export function deployedArn(resource: DeployedResource): string | undefined {
  return fillDeployed(resource, policyArnForm(resource.type, resource.properties));
}

function fillDeployed(resource: DeployedResource, form: ReferenceForm | undefined): string | undefined {
  if (form?.template === undefined) return undefined;
  const ref = arnForms(resource.type, "Ref", resource.properties);
  if (ref?.template === form.template) return resource.physicalId;
  const { name, dnsSuffix } = partitionOf(resource.region);
  const values: Record<string, string> = {
    Partition: name,
    Region: resource.region,
    Account: resource.account,
    UrlSuffix: dnsSuffix,
  };
  for (const [placeholder, source] of Object.entries(form.placeholders)) {
    const given =
      source.property === undefined ? undefined : literalText(valueAt(resource.properties, source.property));
    const value = given === undefined ? source.default : partOf(given, source.part ?? "name");
    if (value !== undefined) values[placeholder] = value;
  }
  Object.assign(values, readReference(ref?.template, resource.physicalId));
  const open = [...form.template.matchAll(/\$\{(\w+)\}/g)].some(
    ([, placeholder = ""]) => values[placeholder] === undefined,
  );
  return open ? undefined : fillForm(form, values);
}

/** The values that the placeholders of a template have in a text that it made; none where it did not make it. */
function readReference(template: string | undefined, text: string): Record<string, string> {
  if (template === undefined) return {};
  const names: string[] = [];
  const expression = template.replace(/\$\{(\w+)\}|[.*+?^${}()|[\]\\]/g, (found: string, name: string | undefined) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return names.length === 1 && template.endsWith(found) ? "(.+)" : "([^|/]+?)";
  });
  const match = new RegExp(`^${expression}$`).exec(text);
  return Object.fromEntries(
    names.map((name, index) => [name, match?.[index + 1]]).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
}
