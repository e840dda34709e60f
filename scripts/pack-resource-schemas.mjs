// @aws-cdk/aws-service-spec → dist/data: what src/aws/resource-schema-pack.ts reads, one resource type at a time.
//
// resource-schemas.jsonl        one line per type, without documentation
// resource-schemas.index.json   { type: [offset, length] } in bytes
import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { Buffer } from "node:buffer";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const output = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "data");
const spec = loadAwsServiceSpecSync();

function packType(type, collect) {
  switch (type.type) {
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "json":
    case "date-time":
    case "tag":
      return type.type;
    case "array":
      return { array: packType(type.element, collect) };
    case "map":
      return { map: packType(type.element, collect) };
    case "union":
      return { union: type.types.map((each) => packType(each, collect)) };
    case "ref": {
      const definition = spec.get("typeDefinition", type.reference);
      collect(definition);
      return { ref: definition.name };
    }
    case "null":
      return "json";
    default:
      throw new Error(`unknown property type ${JSON.stringify(type)}: teach it to scripts/pack-resource-schemas.mjs`);
  }
}

/** A property's type; also every type it had before, since templates written for those still deploy. */
function packPropertyType(property, collect) {
  const types = [property.type, ...(property.previousTypes ?? [])]
    .map((type) => packType(type, collect))
    .flatMap((type) => type.union ?? [type]);
  const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
  return distinct.length === 1 ? distinct[0] : { union: distinct };
}

function packProperties(properties, collect) {
  return mapValues(properties, (property) => ({
    type: packPropertyType(property, collect),
    ...(property.required === true && { required: true }),
    ...(property.causesReplacement !== undefined &&
      property.causesReplacement !== "no" && { replacement: property.causesReplacement }),
    ...(property.relationshipRefs?.some(
      (ref) => ref.cloudFormationType === "AWS::IAM::Role" && ref.propertyName === "Arn",
    ) && {
      roleArn: true,
    }),
  }));
}

function packResource(resource) {
  const definitions = new Map();
  const packed = new Map();
  const collect = (definition) => {
    const known = definitions.get(definition.name);
    if (known === undefined) definitions.set(definition.name, definition);
    else if (known.$id !== definition.$id) throw new Error(`${resource.cloudFormationType}: two ${definition.name}`);
  };
  const properties = packProperties(resource.properties, collect);
  const attributes = mapValues(resource.attributes, (attribute) => packPropertyType(attribute, collect));
  // Definitions name further definitions; the map grows while it is walked.
  for (const [name, definition] of definitions) packed.set(name, packProperties(definition.properties, collect));
  return {
    type: resource.cloudFormationType,
    properties,
    definitions: Object.fromEntries(packed),
    attributes,
    primaryIdentifier: resource.primaryIdentifier ?? [],
    ...(resource.cfnRefIdentifier !== undefined && { refIdentifier: resource.cfnRefIdentifier }),
    ...(resource.arnTemplate !== undefined && { arnTemplate: resource.arnTemplate }),
    ...(resource.cloudFormationTransform !== undefined && { transform: resource.cloudFormationTransform }),
    ...(resource.tagInformation !== undefined && {
      tags: { property: resource.tagInformation.tagPropertyName, variant: resource.tagInformation.variant },
    }),
  };
}

function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Written aside and renamed: whoever reads meanwhile sees the old file or the new one. */
function write(name, content) {
  const file = join(output, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

const index = {};
const lines = [];
let offset = 0;
for (const resource of [...spec.all("resource")].sort((a, b) =>
  a.cloudFormationType < b.cloudFormationType ? -1 : 1,
)) {
  const line = Buffer.from(JSON.stringify(packResource(resource)) + "\n");
  index[resource.cloudFormationType] = [offset, line.length];
  lines.push(line);
  offset += line.length;
}
mkdirSync(output, { recursive: true });
write("resource-schemas.jsonl", Buffer.concat(lines));
write("resource-schemas.index.json", JSON.stringify(index));
