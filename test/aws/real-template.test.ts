import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { CollectionTag, ScalarTag } from "yaml";
import { isKnownType, namingOf, validateProperties } from "../../src/aws";

const shared = process.env.SHARED_DIR ?? join(__dirname, "..", "..", "..", "shared");
const monolith = join(shared, "fixtures", "quilt-monolith.yaml");
const describeShared = existsSync(monolith) ? describe : describe.skip;

/** Stands for whatever an intrinsic function yields. */
const EXPRESSION = Symbol("expression");

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** The template's resources; every intrinsic function reads as {@link EXPRESSION}. */
function readResources(): ReadonlyMap<string, Resource> {
  const tags = ["Ref", "GetAtt", "Sub", "Join", "Select", "Split", "If", "FindInMap", "ImportValue", "Base64", "Cidr"];
  const others = ["GetAZs", "Equals", "And", "Or", "Not", "Condition", "Transform"];
  const customTags = [...tags, ...others].flatMap((name): (ScalarTag | CollectionTag)[] => [
    { tag: `!${name}`, resolve: () => EXPRESSION },
    { tag: `!${name}`, collection: "seq", resolve: () => EXPRESSION },
    { tag: `!${name}`, collection: "map", resolve: () => EXPRESSION },
  ]);
  const template = parseDocument(readFileSync(monolith, "utf8"), { customTags }).toJS() as {
    Resources: Record<string, Resource>;
  };
  return new Map(Object.entries(template.Resources));
}

/** The value at a path, or the expression met on the way. */
function reach(value: unknown, path: readonly (string | number)[]): unknown {
  let reached = value;
  for (const step of path) {
    if (reached === EXPRESSION) return EXPRESSION;
    reached = (reached as Record<string | number, unknown>)[step];
  }
  return reached;
}

describeShared("the real template (skipped: shared fixtures not here)", () => {
  it("has 235 resources, all of types that the pack knows", () => {
    const resources = readResources();

    const unknown = [...resources.values()].map(({ Type }) => Type).filter((type) => !isKnownType(type));

    expect(resources.size).toBe(235);
    expect(unknown).toEqual([]);
  });

  it("has no fault in its properties, whatever the expressions in it yield", () => {
    let checked = 0;

    const faults = [...readResources()].flatMap(([logicalId, { Type, Properties = {} }]) => {
      checked += Object.keys(Properties).length;
      return validateProperties(Type, Properties)
        .filter((fault) => reach(Properties, fault.path) !== EXPRESSION)
        .map((fault) => ({ logicalId, Type, ...fault }));
    });

    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(235);
  });

  it("has a naming for every type that its roles refer to", () => {
    // ../shared/facts/split-hazards.md §1.
    const referred = ["S3::Bucket", "SQS::Queue", "Lambda::Function", "Glue::Database", "Glue::Table"].concat(
      ["Athena::WorkGroup", "Athena::DataCatalog", "ECS::TaskDefinition", "ECS::Cluster", "Events::Rule"],
      ["Events::EventBus", "KinesisFirehose::DeliveryStream", "SSM::Parameter"],
    );

    expect(referred.filter((type) => namingOf(`AWS::${type}`) === undefined)).toEqual([]);
  });
});
