import type { ReferenceForm, ResourceSchema } from "../../../aws";
import { arnForms, resourceSchema } from "../../../aws";
import type { TemplateMap, TemplateValue } from "../../../template";
import { madeUpAttribute } from "./attribute-values";
import type { CreateRequest, ResourceHandler } from "./handler";
import { findRoleFault } from "./role-checks";
import type { StandardValues } from "./standard-values";
import { fillPlaceholders, standardValues } from "./standard-values";

/**
 * Any type without a service here: it gets its name and its attributes, and its roles must be what AWS would accept.
 * There is nothing else to it.
 */
export const simulatedResource: ResourceHandler = {
  async create(request) {
    const { context, type, properties, name, id, initiated } = request;
    const fault = await findRoleFault(request);
    if (fault !== undefined) return { refused: fault };
    const schema = resourceSchema(type);
    const values = standardValues(context, name, id);
    const attributes = schema === undefined ? {} : attributesOf(request, schema, values);
    const physicalId = physicalIdOf(type, properties, values, schema, attributes);
    initiated(physicalId);
    return { physicalId, attributes };
  },

  delete: () => Promise.resolve(),
};

function attributesOf(
  { context, type, properties }: CreateRequest,
  schema: ResourceSchema,
  values: StandardValues,
): Record<string, TemplateValue> {
  const attributes: Record<string, TemplateValue> = {};
  for (const [attribute, valueType] of Object.entries(schema.attributes)) {
    const known = textOfForm(arnForms(type, attribute, properties), properties, values);
    attributes[attribute] = known ?? madeUpAttribute({ attribute, valueType, schema, properties, values, context });
  }
  return attributes;
}

function physicalIdOf(
  type: string,
  properties: TemplateMap,
  values: StandardValues,
  schema: ResourceSchema | undefined,
  attributes: Readonly<Record<string, TemplateValue>>,
): string {
  const known = textOfForm(arnForms(type, "Ref", properties), properties, values);
  if (known !== undefined) return known;
  const identifier = schema?.refIdentifier ?? schema?.primaryIdentifier ?? [];
  const parts = identifier.map((member) => scalar(properties[member]) ?? scalar(attributes[member]) ?? values.Name);
  return parts.length === 0 ? values.Name : parts.join("|");
}

function textOfForm(
  form: ReferenceForm | undefined,
  properties: TemplateMap,
  values: StandardValues,
): string | undefined {
  return form === undefined ? undefined : fillPlaceholders(form, properties, values);
}

function scalar(value: TemplateValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === "object" ? undefined : String(value);
}
