import type { Path } from "../base";
import { conditionName } from "./functions/conditions";
import { loopOf } from "./functions/for-each";
import { getAt } from "./get-at";
import type { NamedReference } from "./intrinsic";
import { intrinsicNamed } from "./intrinsics";
import { onlyEntry } from "./one-entry";
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
  /** Whether `{ Condition: name }` names a condition here. */
  readonly inCondition: boolean;
  /** Identifiers of the loops around: no references. */
  readonly bound: ReadonlySet<string>;
}

/** References in a value: property values, output values. */
export function referencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, at, { references, inCondition: false, bound: new Set() });
  return references;
}

/** References in a condition's expression, where `{ Condition: name }` names another condition. */
export function conditionReferencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, at, { references, inCondition: true, bound: new Set() });
  return references;
}

function walk(value: TemplateValue, path: Path, place: Place): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], place);
    return;
  }
  if (!isMap(value)) return;
  const only = onlyEntry(value);
  const intrinsic = only === undefined ? undefined : intrinsicNamed(only[0]);
  if (only !== undefined && intrinsic !== undefined) {
    const named = place.inCondition ? conditionName(value) : undefined;
    if (named !== undefined) {
      place.references.push({ kind: "Condition", namespace: "condition", target: named, path });
    }
    for (const reference of intrinsic.references?.(only[1]) ?? []) {
      if (!place.bound.has(reference.target)) place.references.push({ ...reference, path });
    }
    const inCondition = intrinsic.takesConditions === true || place.inCondition;
    walkEntry(only[0], only[1], path, { ...place, inCondition });
    return;
  }
  for (const [key, entry] of Object.entries(value)) walkEntry(key, entry, path, place);
}

function walkEntry(key: string, entry: TemplateValue, path: Path, place: Place): void {
  const loop = key.startsWith("Fn::ForEach::") ? loopOf(entry) : undefined;
  const bound = loop === undefined ? place.bound : new Set([...place.bound, loop.identifier]);
  walk(entry, [...path, key], { ...place, bound });
}

/** What a resource names: in its properties and other attributes, by DependsOn and by Condition. */
export function resourceReferences(template: TemplateValue, logicalId: string): Reference[] {
  const at: Path = ["Resources", logicalId];
  const resource = getAt(template, at);
  if (!isMap(resource)) return [];
  const references: Reference[] = [];
  for (const [key, entry] of Object.entries(resource)) {
    const path = [...at, key];
    if (key === "DependsOn") references.push(...dependsOnReferences(entry, path));
    else if (key === "Condition") references.push(...conditionAttribute(entry, path));
    else if (key !== "Type") references.push(...referencesIn(entry, path));
  }
  return references;
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
