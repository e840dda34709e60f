import { UserError } from "../../../base";
import type { TemplateMap } from "../../../template";
import { dependencyGraph, evaluateConditions, isMap } from "../../../template";
import type { OperationContext } from "../../operation";
import type { DeclaredOutput, DeclaredResource, Deployment } from "../deployment";
import { isLeftIn, sectionOf } from "../deployment";
import { validationError } from "../faults";
import { checkReferences } from "../references/resolve-references";
import type { StackParameter } from "../stack";
import { textOf } from "../template-summary";
import type { GivenParameter } from "../parameters";
import { bindParameters } from "../parameters";
import { checkRules } from "./check-rules";
import { checkDeployment, importsOf } from "./check-deployment";
import type { Sight, StackIdentity } from "./environment";
import { environmentOf } from "./environment";
import { processTemplate } from "./process-template";
import { takenBranches } from "./taken-branches";

/** A deployment, and the parameters as the stack's row keeps them. */
export interface PreparedDeployment {
  readonly deployment: Deployment;
  readonly parameters: readonly StackParameter[];
}

/**
 * Binds the parameters of a validated template, decides its conditions, and checks what can be checked before anything
 * is made; throws ValidationError in CloudFormation's words.
 */
export async function prepareDeployment(
  context: OperationContext,
  stack: StackIdentity,
  original: TemplateMap,
  given: readonly GivenParameter[],
): Promise<PreparedDeployment> {
  const bound = await bindParameters(context, sectionOf(original, "Parameters"), given);
  const withoutConditions = staticSight({ parameters: bound.values, conditions: new Map() });
  const unprocessed = environmentOf(context, stack, original, withoutConditions);
  const template = refusing(() => processTemplate(original, unprocessed));
  const environment = environmentOf(context, stack, template, withoutConditions);
  const conditions = refusing(() => evaluateConditions(template, environment));
  refusing(() => checkRules(template, environment));
  const withoutImports: Deployment = {
    template,
    parameters: bound.values,
    hiddenParameters: bound.hidden,
    conditions,
    resources: declaredResources(template, conditions),
    outputs: declaredOutputs(template, conditions),
    imports: [],
  };
  const withConditions = environmentOf(context, stack, template, staticSight(withoutImports));
  refusing(() => checkDeployment(withoutImports, withConditions));
  await checkReferences(context, withoutImports);
  const imports = refusing(() => importsOf(withoutImports, withConditions));
  return { deployment: { ...withoutImports, imports }, parameters: bound.parameters };
}

/** What the template's evaluation refuses is what the request is refused with. */
function refusing<Result>(evaluation: () => Result): Result {
  try {
    return evaluation();
  } catch (error) {
    throw error instanceof UserError ? validationError(error.message) : error;
  }
}

/** Sees parameters and conditions, no resources. */
export function staticSight({ parameters, conditions }: Pick<Deployment, "parameters" | "conditions">): Sight {
  return { parameter: (name) => parameters.get(name), conditions, ref: () => undefined, getAtt: () => undefined };
}

function declaredResources(
  template: TemplateMap,
  conditions: ReadonlyMap<string, boolean>,
): ReadonlyMap<string, DeclaredResource> {
  const section = sectionOf(template, "Resources");
  return new Map(
    [...dependencyGraph(template, conditions)].map(([logicalId, dependencies]) => {
      const declaration = sectionOf(section, logicalId);
      const resource: DeclaredResource = {
        logicalId,
        declaration,
        type: textOf(declaration, "Type") ?? "",
        properties: takenBranches(sectionOf(declaration, "Properties"), conditions) as TemplateMap,
        deletionPolicy: deletionPolicyOf(declaration),
        dependsOn: [...dependencies],
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
      value: takenBranches(declaration["Value"] ?? "", conditions),
      description: textOf(declaration, "Description"),
      exportName: sectionOf(declaration, "Export")["Name"],
    };
  });
}
