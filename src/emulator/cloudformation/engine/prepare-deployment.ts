import type { TemplateMap, TemplateValue } from "../../../template";
import { isMap, resourceReferences } from "../../../template";
import type { OperationContext } from "../../operation";
import type { DeclaredOutput, DeclaredResource, Deployment } from "../deployment";
import { isLeftIn, sectionOf } from "../deployment";
import type { StackParameter } from "../stack";
import { evaluate } from "../template-shim";
import { textOf } from "../template-summary";
import type { GivenParameter } from "../parameters";
import { bindParameters } from "../parameters";
import { checkDeployment } from "./check-deployment";
import type { Sight, StackIdentity } from "./environment";
import { environmentOf } from "./environment";

/** A deployment, and the parameters as the stack's row keeps them. */
export interface PreparedDeployment {
  readonly deployment: Deployment;
  readonly parameters: readonly StackParameter[];
}

/**
 * Binds the parameters of a validated template, decides its conditions, and checks what can be checked before anything
 * is made; throws ValidationError in CloudFormation's words.
 */
export function prepareDeployment(
  context: OperationContext,
  stack: StackIdentity,
  template: TemplateMap,
  given: readonly GivenParameter[],
): PreparedDeployment {
  const bound = bindParameters(context, sectionOf(template, "Parameters"), given);
  const conditions = decideConditions(context, stack, template, bound.values);
  const deployment: Deployment = {
    template,
    parameters: bound.values,
    hiddenParameters: new Set(bound.parameters.filter(({ noEcho }) => noEcho).map(({ key }) => key)),
    conditions,
    resources: declaredResources(template, conditions),
    outputs: declaredOutputs(template, conditions),
  };
  checkDeployment(deployment, environmentOf(context, stack, template, staticSight(deployment)));
  return { deployment, parameters: bound.parameters };
}

/** Sees parameters and conditions, no resources. */
export function staticSight({ parameters, conditions }: Pick<Deployment, "parameters" | "conditions">): Sight {
  return { parameter: (name) => parameters.get(name), conditions, ref: () => undefined, getAtt: () => undefined };
}

function decideConditions(
  context: OperationContext,
  stack: StackIdentity,
  template: TemplateMap,
  parameters: ReadonlyMap<string, TemplateValue>,
): ReadonlyMap<string, boolean> {
  const section = sectionOf(template, "Conditions");
  const decided = new Map<string, boolean>();
  const environment = environmentOf(context, stack, template, staticSight({ parameters, conditions: decided }));
  // The template's validation ruled out conditions that go in circles.
  const decide = (name: string): boolean => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const value = evaluate(section[name] ?? false, { ...environment, condition: decide }) === true;
    decided.set(name, value);
    return value;
  };
  for (const name of Object.keys(section)) decide(name);
  return decided;
}

function declaredResources(
  template: TemplateMap,
  conditions: ReadonlyMap<string, boolean>,
): ReadonlyMap<string, DeclaredResource> {
  const leftIn = Object.entries(sectionOf(template, "Resources")).filter(
    (entry): entry is [string, TemplateMap] => isMap(entry[1]) && isLeftIn(entry[1], conditions),
  );
  const ids = new Set(leftIn.map(([logicalId]) => logicalId));
  return new Map(
    leftIn.map(([logicalId, declaration]) => {
      const targets = resourceReferences(template, logicalId)
        .filter(({ namespace, target }) => namespace === "value" && target !== logicalId && ids.has(target))
        .map(({ target }) => target);
      const resource: DeclaredResource = {
        logicalId,
        declaration,
        type: textOf(declaration, "Type") ?? "",
        properties: sectionOf(declaration, "Properties"),
        deletionPolicy: deletionPolicyOf(declaration),
        dependsOn: [...new Set(targets)],
      };
      return [logicalId, resource];
    }),
  );
}

function deletionPolicyOf(declaration: TemplateMap): DeclaredResource["deletionPolicy"] {
  const policy = textOf(declaration, "DeletionPolicy");
  switch (policy) {
    case "Retain":
    case "RetainExceptOnCreate":
    case "Snapshot":
      return policy;
    default:
      return "Delete";
  }
}

function declaredOutputs(template: TemplateMap, conditions: ReadonlyMap<string, boolean>): DeclaredOutput[] {
  return Object.entries(sectionOf(template, "Outputs")).flatMap(([key, declaration]) => {
    if (!isMap(declaration) || !isLeftIn(declaration, conditions)) return [];
    return {
      key,
      value: declaration["Value"] ?? "",
      description: textOf(declaration, "Description"),
      exportName: sectionOf(declaration, "Export")["Name"],
    };
  });
}
