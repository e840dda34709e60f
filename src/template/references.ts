import type { Path } from "../base";
import { conditionName } from "./functions/conditions";
import { loopOf } from "./functions/for-each";
import { getAt } from "./get-at";
import type { Intrinsic, NamedReference } from "./intrinsic";
import { intrinsicNamed } from "./intrinsics";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** One place that names something else in the template (or, for ImportValue, outside it). */
export interface Reference extends NamedReference {
  /** Of the intrinsic's own mapping, `{ Ref: … }`; of the text for Condition and DependsOn attributes. */
  readonly path: Path;
}

/** What the walk has to know about where it is. */
interface Place {
  readonly references: Reference[];
  /** Steps to the value at hand; grows and shrinks with the walk, so that copies are made for references only. */
  readonly path: (string | number)[];
  /** Whether `{ Condition: name }` names a condition here. */
  readonly inCondition: boolean;
  /** Identifiers of the loops around: no references. */
  readonly bound: ReadonlySet<string>;
}

const UNBOUND: ReadonlySet<string> = new Set();

/** References in a value: property values, output values. */
export function referencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, { references, path: [...at], inCondition: false, bound: UNBOUND });
  return references;
}

/** References in a condition's expression, where `{ Condition: name }` names another condition. */
export function conditionReferencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, { references, path: [...at], inCondition: true, bound: UNBOUND });
  return references;
}

function walk(value: TemplateValue, place: Place): void {
  if (typeof value !== "object" || value === null) return;
  if (isList(value)) {
    for (let index = 0; index < value.length; index++) walkEntry(index, value[index] as TemplateValue, place);
    return;
  }
  const map = value as TemplateMap;
  const keys = Object.keys(map);
  const only = keys.length === 1 ? (keys[0] as string) : undefined;
  const intrinsic = only === undefined ? undefined : intrinsicNamed(only);
  if (only !== undefined && intrinsic !== undefined) {
    const argument = map[only] as TemplateValue;
    collect(intrinsic, map, argument, place);
    const inCondition = intrinsic.takesConditions === true || place.inCondition;
    walkEntry(only, argument, inCondition === place.inCondition ? place : { ...place, inCondition });
    return;
  }
  for (const key of keys) walkEntry(key, map[key] as TemplateValue, place);
}

function collect(intrinsic: Intrinsic, map: TemplateMap, argument: TemplateValue, place: Place): void {
  const named = place.inCondition ? conditionName(map) : undefined;
  if (named !== undefined) {
    place.references.push({ kind: "Condition", namespace: "condition", target: named, path: [...place.path] });
  }
  for (const reference of intrinsic.references?.(argument) ?? []) {
    if (!place.bound.has(reference.target)) place.references.push({ ...reference, path: [...place.path] });
  }
}

function walkEntry(step: string | number, entry: TemplateValue, place: Place): void {
  if (typeof entry !== "object" || entry === null) return;
  place.path.push(step);
  const loop = typeof step === "string" && step.startsWith("Fn::ForEach::") ? loopOf(entry) : undefined;
  walk(entry, loop === undefined ? place : { ...place, bound: new Set([...place.bound, loop.identifier]) });
  place.path.pop();
}

/** References of resources seen before: validation, graph and splitter all ask, and values never change. */
const knownReferences = new WeakMap<TemplateMap, { logicalId: string; references: readonly Reference[] }>();

/** What a resource names: in its properties and other attributes, by DependsOn and by Condition; also one in a loop. */
export function resourceReferences(template: TemplateValue, logicalId: string): readonly Reference[] {
  const resource = getAt(template, ["Resources", logicalId]);
  if (isList(resource)) return loopReferences(resource, ["Resources", logicalId]);
  if (!isMap(resource)) return [];
  const known = knownReferences.get(resource);
  if (known?.logicalId === logicalId) return known.references;
  const references = findResourceReferences(resource, ["Resources", logicalId]);
  knownReferences.set(resource, { logicalId, references });
  return references;
}

function findResourceReferences(resource: TemplateMap, at: Path): Reference[] {
  const references: Reference[] = [];
  for (const [key, entry] of Object.entries(resource)) {
    const path = [...at, key];
    if (key === "DependsOn") references.push(...dependsOnReferences(entry, path));
    else if (key === "Condition") references.push(...conditionAttribute(entry, path));
    else if (key !== "Type") references.push(...referencesIn(entry, path));
  }
  return references;
}

/** What the resources name that an Fn::ForEach makes; not what a loop's own identifier has to complete. */
function loopReferences(argument: TemplateValue, at: Path): Reference[] {
  const loop = loopOf(argument);
  if (loop === undefined) return [];
  const inside = Object.entries(loop.fragment).flatMap(([key, entry]) => {
    const path = [...at, 2, key];
    if (isList(entry)) return loopReferences(entry, path);
    return isMap(entry) ? findResourceReferences(entry, path) : [];
  });
  return [
    ...referencesIn(loop.collection, [...at, 1]),
    ...inside.filter(({ target }) => target !== loop.identifier && !/[$&]\{/.test(target)),
  ];
}

function dependsOnReferences(value: TemplateValue, path: Path): Reference[] {
  const reference = (target: string, at: Path): Reference => ({
    kind: "DependsOn",
    namespace: "value",
    target,
    path: at,
  });
  if (typeof value === "string") return [reference(value, path)];
  if (!isList(value)) return [];
  return value.flatMap((item, index) => (typeof item === "string" ? [reference(item, [...path, index])] : []));
}

function conditionAttribute(value: TemplateValue, path: Path): Reference[] {
  return typeof value === "string" ? [{ kind: "Condition", namespace: "condition", target: value, path }] : [];
}

/** What an output names: its value, description, export name and Condition. */
export function outputReferences(template: TemplateValue, name: string): Reference[] {
  const at: Path = ["Outputs", name];
  const output = getAt(template, at);
  if (!isMap(output)) return referencesIn(output ?? null, at);
  return Object.entries(output).flatMap(([key, entry]) =>
    key === "Condition" ? conditionAttribute(entry, [...at, key]) : referencesIn(entry, [...at, key]),
  );
}

/** Every reference of a template, section by section in the template's order. */
export function templateReferences(template: TemplateValue): Reference[] {
  if (!isMap(template)) return [];
  return Object.entries(template).flatMap(([section, value]) => sectionReferences(template, section, value));
}

function sectionReferences(template: TemplateMap, section: string, value: TemplateValue): Reference[] {
  switch (section) {
    case "Resources":
      return names(value).flatMap((name) => resourceReferences(template, name));
    case "Outputs":
      return names(value).flatMap((name) => outputReferences(template, name));
    case "Conditions":
      return conditionReferencesIn(value, [section]);
    case "Parameters":
    case "Mappings":
    case "Description":
    case "AWSTemplateFormatVersion":
      return [];
    default:
      return referencesIn(value, [section]);
  }
}

function names(section: TemplateValue): string[] {
  return isMap(section) ? Object.keys(section) : [];
}
