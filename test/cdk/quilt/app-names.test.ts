import { APP_RESOURCES } from "../../../src/cdk/quilt/app-resources";
import { namingOf } from "../../../src/aws";
import { EXTERNAL, INLINE, resourceOf, synthesizeApp, valueAt } from "./app-templates";

/** Where CloudFormation properties hold a name below the first level. */
const NAME_PATHS: Readonly<Record<string, string>> = {
  "AWS::Glue::Database": "DatabaseInput.Name",
  "AWS::Glue::Table": "TableInput.Name",
};

describe.each([
  { pattern: "external", template: synthesizeApp(EXTERNAL) },
  { pattern: "inline", template: synthesizeApp(INLINE) },
])("names of what IAM statements name, in the $pattern pattern", ({ template }) => {
  const nameOf = ({ logicalId, type }: (typeof APP_RESOURCES)[number]): unknown => {
    const path = NAME_PATHS[type] ?? namingOf(type)?.nameProperty?.join(".") ?? "";
    return valueAt(resourceOf(template, logicalId, type).Properties, path);
  };
  const given = APP_RESOURCES.filter(({ name }) => name !== undefined);
  const generated = APP_RESOURCES.filter(
    ({ name, underscoredNameOf }) => name === undefined && underscoredNameOf === undefined,
  );

  it.each(given)("$logicalId has the name that the statements expect", (resource) => {
    const { name = "" } = resource;

    expect(nameOf(resource)).toEqual(name.includes("${") ? { "Fn::Sub": name } : name);
  });

  it.each(generated)("$logicalId leaves its name to CloudFormation", (resource) => {
    expect(nameOf(resource)).toBeUndefined();
  });

  it("the database of access counts has its bucket's name, with underscores", () => {
    const row = APP_RESOURCES.find(({ logicalId }) => logicalId === "AthenaDatabase");

    expect(nameOf(row!)).toEqual({ "Fn::Join": ["_", { "Fn::Split": ["-", { Ref: "AnalyticsBucket" }] }] });
  });

  it("rules are on the bus that their ARNs in the statements have", () => {
    const busOf = (logicalId: string): unknown =>
      resourceOf(template, logicalId, "AWS::Events::Rule").Properties.EventBusName;

    expect(busOf("PackagerROCrateRule")).toEqual({ "Fn::GetAtt": ["EventBus", "Arn"] });
    expect(busOf("PackagerOmicsRule")).toBeUndefined();
  });
});
