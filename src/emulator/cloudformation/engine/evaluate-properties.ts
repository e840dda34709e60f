import { describePropertyFaults, validateProperties } from "../../../aws";
import { UserError } from "../../../base";
import type { TemplateMap, TemplateValue } from "../../../template";
import { evaluate, getAt, isMap } from "../../../template";
import { AwsFault } from "../../fault";
import type { OperationContext } from "../../operation";
import type { DeclaredResource, Deployment } from "../deployment";
import { MASK } from "../describe";
import { findDynamicReferences } from "../references/dynamic-reference";
import { customAttribute } from "../resources/custom-resource";
import type { RefusedCreation } from "../resources/handler";
import { isCustomResource } from "../resources/handlers";
import type { StackRow } from "../stack";
import { resourcesOf } from "../stack-store";
import type { Sight } from "./environment";
import { environmentOf } from "./environment";

/** Properties of a resource as its handler gets them, and as events show them. */
export interface EvaluatedProperties {
  readonly properties: TemplateMap;
  /** JSON with the values of NoEcho parameters masked. */
  readonly shown: string;
}

/** What the resources of a stack that exist so far let an evaluation see. */
export function sightOf(context: OperationContext, stackId: string, deployment: Deployment): Sight {
  const rows = resourcesOf(context, stackId);
  return {
    parameter: (name) => deployment.parameters.get(name),
    conditions: deployment.conditions,
    ref: (logicalId) => rows.get(logicalId)?.ref,
    getAtt(logicalId, attribute) {
      const row = rows.get(logicalId);
      if (row === undefined) return undefined;
      if (Object.hasOwn(row.attributes, attribute)) return row.attributes[attribute];
      return isCustomResource(row.type) ? customAttribute(logicalId, attribute) : undefined;
    },
  };
}

/** Evaluates and checks the properties of a resource whose dependencies exist. */
export function evaluateProperties(
  context: OperationContext,
  stack: StackRow,
  deployment: Deployment,
  declared: DeclaredResource,
): EvaluatedProperties | RefusedCreation {
  const sight = sightOf(context, stack.id, deployment);
  const hidden = deployment.hiddenParameters;
  let seesHidden = false;
  const noticing = (name: string): ReturnType<Sight["parameter"]> => {
    seesHidden ||= hidden.has(name);
    return sight.parameter(name);
  };
  const masked = (name: string): ReturnType<Sight["parameter"]> => (hidden.has(name) ? MASK : sight.parameter(name));
  const evaluateWith = (parameter: Sight["parameter"]): TemplateMap => {
    const environment = environmentOf(context, stack, deployment.template, { ...sight, parameter });
    const value = evaluate(declared.properties, environment);
    return isMap(value) ? value : {};
  };

  try {
    const properties = evaluateWith(noticing);
    // What a dynamic reference stands for is checked when it is resolved.
    const faults = validateProperties(declared.type, properties).filter(
      ({ kind, path }) => kind !== "type" || !isReference(getAt(properties, path)),
    );
    if (faults.length > 0) return { refused: describePropertyFaults(declared.type, declared.logicalId, faults) };
    return { properties, shown: JSON.stringify(seesHidden ? evaluateWith(masked) : properties) };
  } catch (error) {
    // What the template says cannot be evaluated with these values: an index out of range, an attribute that is not there.
    if (error instanceof UserError || error instanceof AwsFault) return { refused: error.message };
    throw error;
  }
}

function isReference(value: TemplateValue | undefined): boolean {
  return typeof value === "string" && findDynamicReferences(value).length > 0;
}
