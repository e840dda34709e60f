import type { Environment, TemplateValue } from "../../../template";
import { evaluate, isList, isMap, referencesIn } from "../../../template";
import type { Deployment } from "../deployment";
import { sectionOf } from "../deployment";
import { notSupported, validationError } from "../faults";
import { supportsAttribute } from "../resources/attributes";
import { isSupported } from "../resources/handlers";
import { takenBranches } from "./taken-branches";

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
    for (const { target, attribute } of referencesIn(takenBranches(properties, deployment.conditions))) {
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
  const targets = values
    .flatMap((value) => referencesIn(takenBranches(value, deployment.conditions)))
    .map(({ target }) => target);
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
  const places = [
    ...[...deployment.resources.values()].map(({ properties }) => properties),
    ...deployment.outputs.map(({ value }) => value),
  ];
  for (const place of places) {
    for (const lookup of mappingLookups(takenBranches(place, deployment.conditions))) evaluate(lookup, environment);
  }
}

function mappingLookups(value: TemplateValue): TemplateValue[] {
  if (isList(value)) return value.flatMap(mappingLookups);
  if (!isMap(value)) return [];
  return Object.hasOwn(value, "Fn::FindInMap") ? [value] : Object.values(value).flatMap(mappingLookups);
}
