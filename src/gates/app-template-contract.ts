import { formatLocation, formatPath } from "../base";
import type { Wire } from "../split";
import { isMap, matchWhole, templateReferences, type Template } from "../template";
import type { Problem } from "./gate";
import { IAM_TYPES } from "./iam-types";
import { parameterMissingInTemplate } from "./sentences";
import { section } from "./template-section";

const NOT_AN_ARN = "not-an-arn";

/** Contract 1, the app template's half. */
export function checkAppContract(
  app: Template,
  iam: Template | undefined,
  wiring: readonly Wire[],
): readonly Problem[] {
  return [
    ...wiring.flatMap((wire) => checkParameter(app, iam, wire)),
    ...checkUses(app, wiring),
    ...checkInlineResources(app, iam, wiring),
  ];
}

function checkParameter(app: Template, iam: Template | undefined, wire: Wire): readonly Problem[] {
  const declaration = section(app, "Parameters")[wire.parameter];
  if (!isMap(declaration)) return [{ ...parameterMissingInTemplate(wire.parameter), where: app.file }];
  const where = formatLocation(app.locate(["Parameters", wire.parameter]));
  const problems: Problem[] = [];
  if (declaration.Type !== "String") {
    problems.push({
      category: "Template Preparation Errors",
      message: `Parameter ${wire.parameter} in app template has Type ${JSON.stringify(declaration.Type)}, expected String`,
      where,
      remedy: "Set Type: String.",
    });
  }
  if (typeof declaration.Default === "string" && declaration.Default.startsWith("arn:")) {
    problems.push({
      category: "Template Preparation Errors",
      message: `Parameter ${wire.parameter} in app template has the default ${declaration.Default}`,
      where,
      remedy: "Take the default out: who forgets the parameter would go on with an ARN that nobody looks after.",
    });
  }
  if (wire.yields === "arn") {
    const fault = patternFault(declaration.AllowedPattern, exampleArnOf(iam, wire));
    if (fault !== undefined) {
      problems.push({
        category: "Template Preparation Errors",
        message: `Parameter ${wire.parameter} in app template has ${fault}`,
        where,
        remedy: "Give it an AllowedPattern that takes ARNs of its kind in every partition and nothing else.",
      });
    }
  }
  return problems;
}

/** What is wrong with a pattern that should take ARNs of one kind; undefined where nothing is. */
function patternFault(pattern: unknown, exampleArn: string): string | undefined {
  if (typeof pattern !== "string") return "no AllowedPattern";
  switch (matchWhole(pattern, exampleArn)) {
    case "invalid":
      return "an AllowedPattern that cannot be read";
    case "too-slow":
      return "an AllowedPattern that takes too long to match";
    case "differs":
      return `an AllowedPattern that refuses ${exampleArn}`;
    case "matches":
      return matchWhole(pattern, NOT_AN_ARN) === "matches" ? `an AllowedPattern that takes '${NOT_AN_ARN}'` : undefined;
  }
}

function exampleArnOf(iam: Template | undefined, wire: Wire): string {
  const resource = iam === undefined ? undefined : section(iam, "Resources")[wire.logicalId];
  const type = isMap(resource) && typeof resource.Type === "string" ? resource.Type : "AWS::IAM::Role";
  return IAM_TYPES.get(type)?.exampleArn ?? "arn:aws:iam::123456789012:role/Example";
}

/** Parameters have no attributes: a GetAtt that was not rewritten fails at deployment. */
function checkUses(app: Template, wiring: readonly Wire[]): readonly Problem[] {
  const parameters = new Set(wiring.map((wire) => wire.parameter));
  return templateReferences(app.value)
    .filter(({ target, attribute }) => attribute !== undefined && parameters.has(target))
    .map(({ target, attribute, path }) => ({
      category: "Template Preparation Errors",
      message: `App template uses Fn::GetAtt ${target}.${attribute} where ${target} is a parameter`,
      where: `${formatLocation(app.locate(path))} ${formatPath(path)}`,
      remedy: `Use Ref ${target}: the parameter is the ARN.`,
    }));
}

function checkInlineResources(app: Template, iam: Template | undefined, wiring: readonly Wire[]): readonly Problem[] {
  const resources = section(app, "Resources");
  const externalized = new Set(wiring.map((wire) => wire.logicalId));
  for (const name of Object.keys(iam === undefined ? {} : section(iam, "Resources"))) externalized.add(name);
  return [...externalized]
    .filter((name) => resources[name] !== undefined)
    .map((name) => ({
      category: "Template Preparation Errors",
      message: `App template still defines ${name}, which the IAM template owns`,
      where: formatLocation(app.locate(["Resources", name])),
      remedy: "Split again, so that IAM template and app template come from the same run.",
    }));
}
