import type { Environment, TemplateValue } from "../../../template";
import { evaluate, referencesIn } from "../../../template";
import type { Deployment } from "../deployment";
import { sectionOf } from "../deployment";
import { findFunctions } from "../find-functions";
import { notSupported, validationError } from "../faults";
import { supportsAttribute } from "../resources/attributes";
import { isSupported } from "../resources/handlers";

/** What CloudFormation refuses at once, once the conditions are decided; throws ValidationError. */
export function checkDeployment(deployment: Deployment, environment: Environment): void {
  checkTypes(deployment);
  checkResourceReferences(deployment);
  checkOutputReferences(deployment);
  checkMappings(deployment, environment);
}

function checkTypes({ resources }: Deployment): void {
  const types = new Set([...resources.values()].map((resource) => resource.type).filter((type) => !isSupported(type)));
  if (types.size > 0) throw notSupported(`Resource types [${[...types].join(", ")}] are`);
}

/** References to resources that a condition leaves out, and attributes that there are not. */
function checkResourceReferences(deployment: Deployment): void {
  const unresolved = new Set<string>();
  for (const { properties } of deployment.resources.values()) {
    for (const { target, attribute } of referencesIn(properties)) {
      if (isLeftOut(target, deployment)) unresolved.add(target);
      const type = deployment.resources.get(target)?.type;
      if (type !== undefined && attribute !== undefined && !supportsAttribute(type, attribute)) {
        throw validationError(
          `Template error: resource ${target} does not support attribute type ${attribute} in Fn::GetAtt`,
        );
      }
    }
  }
  if (unresolved.size > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[...unresolved].join(", ")}] in the Resources block of the template`,
    );
  }
}

function checkOutputReferences(deployment: Deployment): void {
  const values = deployment.outputs.flatMap(({ value, exportName }) => [value, exportName ?? ""]);
  const targets = values.flatMap((value) => referencesIn(value)).map(({ target }) => target);
  const unresolved = new Set(targets.filter((target) => isLeftOut(target, deployment)));
  if (unresolved.size > 0) {
    // Here, as AWS does, without the prefix that the same sentence has elsewhere.
    throw validationError(
      `Unresolved resource dependencies [${[...unresolved].join(", ")}] in the Outputs block of the template`,
    );
  }
}

function isLeftOut(target: string, { template, resources }: Deployment): boolean {
  return Object.hasOwn(sectionOf(template, "Resources"), target) && !resources.has(target);
}

/** Every `Fn::FindInMap` finds something: AWS lets it depend on parameters only. */
function checkMappings(deployment: Deployment, environment: Environment): void {
  for (const place of placesOf(deployment)) {
    for (const lookup of findFunctions(place, "Fn::FindInMap")) evaluate(lookup, environment);
  }
}

/** Names of the exports that a deployment imports, each once; throws ValidationError where one depends on a resource. */
export function importsOf(deployment: Deployment, environment: Environment): string[] {
  const names = new Set<string>();
  for (const place of placesOf(deployment)) {
    for (const { "Fn::ImportValue": argument = "" } of findFunctions(place, "Fn::ImportValue")) {
      if (referencesIn(argument).some(({ target }) => deployment.resources.has(target))) {
        // Wording from public reports.
        throw validationError(
          "Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs",
        );
      }
      names.add(String(evaluate(argument, environment)));
    }
  }
  return [...names];
}

function placesOf({ resources, outputs }: Deployment): TemplateValue[] {
  return [...[...resources.values()].map(({ properties }) => properties), ...outputs.map(({ value }) => value)];
}
