import { openLinePack } from "../base";
import type { LinePack } from "../base";
import type { ResourceSchema } from "./resource-schema";

/**
 * The registry's schema of a resource type; undefined for a type that CloudFormation does not know.
 *
 * Reads the one type from the pack that `npm run build` makes (scripts/pack-resource-schemas.mjs), once.
 */
export function resourceSchema(type: string): ResourceSchema | undefined {
  const schemaOfItsOwn = unlistedSchema(type);
  if (schemaOfItsOwn !== undefined) return schemaOfItsOwn;
  const loaded = schemas.get(type);
  if (loaded !== undefined) return loaded;
  const schema = openPack().read(type) as ResourceSchema | undefined;
  if (schema !== undefined) schemas.set(type, schema);
  return schema;
}

/** Whether CloudFormation knows the resource type, custom resources included. Reads no schema. */
export function isKnownType(type: string): boolean {
  return unlistedSchema(type) !== undefined || openPack().has(type);
}

/** Every type of the pack, sorted. Custom types are not among them. */
export function knownTypes(): readonly string[] {
  return openPack().keys();
}

const schemas = new Map<string, ResourceSchema>();
let pack: LinePack | undefined;

function openPack(): LinePack {
  return (pack ??= openLinePack("resource-schemas"));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const CUSTOM_TYPE = /^Custom::[A-Za-z0-9_@-]{1,60}$/;

/** Types that the pack has not, or not all of. */
function unlistedSchema(type: string): ResourceSchema | undefined {
  if (type === "AWS::CloudFormation::CustomResource" || CUSTOM_TYPE.test(type)) return { ...CUSTOM_RESOURCE, type };
  // CloudFormation takes it and does nothing; `cdk synth` adds it to every stack.
  if (type === "AWS::CDK::Metadata") return CDK_METADATA;
  return undefined;
}

const CUSTOM_RESOURCE: Omit<ResourceSchema, "type"> = {
  properties: {
    ServiceToken: { type: "string", required: true, replacement: "yes" },
    ServiceTimeout: { type: "integer" },
  },
  definitions: {},
  attributes: {},
  primaryIdentifier: ["Id"],
  open: true,
};

const CDK_METADATA: ResourceSchema = {
  type: "AWS::CDK::Metadata",
  properties: { Analytics: { type: "string" } },
  definitions: {},
  attributes: {},
  primaryIdentifier: ["Id"],
  open: true,
};
