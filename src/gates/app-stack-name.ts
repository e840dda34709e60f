import type { Stack } from "@aws-sdk/client-cloudformation";
import { PLAIN_LOWER_CASE_STACK_NAME, PLAIN_STACK_NAME } from "../aws";
import { formatLocation } from "../base";
import { isList, isMap, type Template, type TemplateValue } from "../template";
import type { Problem } from "./gate";
import { section } from "./template-section";

/** Parameters of an IAM template that hold the app stack's name, known by their pattern, and whether in lower case. */
function stackNameParameters(iam: Template): ReadonlyMap<string, { readonly lowerCase: boolean }> {
  const patterns = Object.entries(section(iam, "Parameters")).map(
    ([name, declaration]) => [name, isMap(declaration) ? declaration.AllowedPattern : undefined] as const,
  );
  const asItIs = patterns.filter(([, pattern]) => pattern === PLAIN_STACK_NAME);
  const lower = patterns.filter(([, pattern]) => pattern === PLAIN_LOWER_CASE_STACK_NAME);
  return new Map([
    ...asItIs.map(([name]) => [name, { lowerCase: false }] as const),
    // Alone it stands for the name itself, which then must be in lower case.
    ...lower.map(([name]) => [name, { lowerCase: asItIs.length > 0 }] as const),
  ]);
}

/** The policies' patterns are built from the name that the IAM stack was given: they miss any other stack's resources. */
export function checkStackName(iam: Template, iamStack: Stack, appStackName: string): readonly Problem[] {
  const given = new Map((iamStack.Parameters ?? []).map((entry) => [entry.ParameterKey, entry.ParameterValue]));
  return [...stackNameParameters(iam)].flatMap(([parameter, { lowerCase }]): Problem[] => {
    const expected = lowerCase ? appStackName.toLowerCase() : appStackName;
    const value = given.get(parameter);
    if (value === undefined || value === expected) return [];
    return [
      {
        category: "Update Propagation Errors",
        message: `Parameter '${parameter}' of the IAM stack is ${value}, but the application stack is ${expected}`,
        where: `stack ${iamStack.StackName}`,
        remedy: `Update stack ${iamStack.StackName} with ${parameter}=${expected}: its policies name the resources of stack ${value}.`,
      },
    ];
  });
}

/** A pattern of generated names holds a logical id; a resource of that id has to be in the app template. */
export function checkPatterns(iam: Template, app: Template): readonly Problem[] {
  const resources = Object.keys(section(app, "Resources"));
  // What a loop makes has no logical id yet.
  if (resources.some((name) => name.startsWith("Fn::"))) return [];
  const ids = new Set(resources);
  const lowerIds = new Set(resources.map((name) => name.toLowerCase()));
  const parameters = new Set(stackNameParameters(iam).keys());
  return Object.entries(section(iam, "Resources")).flatMap(([logicalId, resource]) => {
    const missing = new Set(
      namedInPatterns(resource, parameters).filter(
        (id) => !ids.has(id) && !(id === id.toLowerCase() && lowerIds.has(id)),
      ),
    );
    return [...missing].map((id): Problem => ({
      category: "Template Preparation Errors",
      message: `${logicalId} in IAM template names resource ${id}, which is not in the app template`,
      where: formatLocation(iam.locate(["Resources", logicalId])),
      remedy: "Split the template that has it again, and deploy the IAM template of that split.",
    }));
  });
}

/** Logical ids in texts such as `${AppStackName}-Queue-????????????`. */
function namedInPatterns(value: TemplateValue, parameters: ReadonlySet<string>): string[] {
  if (isList(value)) return value.flatMap((item) => namedInPatterns(item, parameters));
  if (isMap(value)) return Object.values(value).flatMap((item) => namedInPatterns(item, parameters));
  if (typeof value !== "string") return [];
  return [...value.matchAll(/\$\{(\w+)\}-([A-Za-z0-9]+)-\?{12}/g)].flatMap(([, parameter = "", id = ""]) =>
    parameters.has(parameter) ? [id] : [],
  );
}
