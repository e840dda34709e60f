import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
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
  const place = openPack().index.get(type);
  if (place === undefined) return undefined;
  const schema = JSON.parse(readSlice(openPack().file, place)) as ResourceSchema;
  schemas.set(type, schema);
  return schema;
}

/** Whether CloudFormation knows the resource type, custom resources included. Reads no schema. */
export function isKnownType(type: string): boolean {
  return unlistedSchema(type) !== undefined || openPack().index.has(type);
}

/** Every type of the pack, sorted. Custom types are not among them. */
export function knownTypes(): readonly string[] {
  return [...openPack().index.keys()];
}

type Slice = readonly [offset: number, length: number];

interface Pack {
  readonly file: string;
  readonly index: ReadonlyMap<string, Slice>;
}

const schemas = new Map<string, ResourceSchema>();
let pack: Pack | undefined;

function openPack(): Pack {
  pack ??= readPack(locatePack());
  return pack;
}

/** The folder of packed data: beside the compiled code, or under dist/ when the sources run. */
function locatePack(): string {
  const folders = [join(__dirname, "..", "data"), join(__dirname, "..", "..", "dist", "data")];
  const folder = folders.find((candidate) => existsSync(join(candidate, "resource-schemas.index.json")));
  if (folder === undefined) throw new Error(`no resource schemas in ${folders.join(" or ")}: run npm run build`);
  return folder;
}

function readPack(folder: string): Pack {
  const index = JSON.parse(readFileSync(join(folder, "resource-schemas.index.json"), "utf8")) as Record<string, Slice>;
  return { file: join(folder, "resource-schemas.jsonl"), index: new Map(Object.entries(index)) };
}

function readSlice(file: string, [offset, length]: Slice): string {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, offset);
    return bytes.toString("utf8");
  } finally {
    closeSync(descriptor);
  }
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
