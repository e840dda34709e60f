import type { Path } from "../base";
import { getAt } from "./get-at";
import { isSubVariable, parseSub } from "./parse-sub";
import { onlyEntry } from "./short-tags";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** One place that names something else in the template (or, for ImportValue, outside it). */
export interface Reference {
  readonly kind: "Ref" | "GetAtt" | "Sub" | "Condition" | "If" | "FindInMap" | "DependsOn" | "ImportValue";
  /** Parameters and resources are values; a condition or mapping of the same name is something else. */
  readonly namespace: "value" | "condition" | "mapping";
  /** Logical id, parameter, pseudo parameter, condition or mapping; for ImportValue the export where it is a text. */
  readonly target: string;
  readonly attribute?: string;
  /** Of the intrinsic's own mapping, `{ Ref: … }`; of the text for Condition and DependsOn attributes. */
  readonly path: Path;
  /** For Sub: where `${…}` stands in the decoded text. */
  readonly part?: { readonly start: number; readonly end: number };
}

/** What the walk has to know about where it is. */
interface Place {
  readonly references: Reference[];
  /** Whether `{ Condition: name }` is the condition function here. */
  readonly inCondition: boolean;
}

/** Functions whose list holds conditions, so that `{ Condition: name }` in it is a reference. */
const CONDITION_OPERATORS = new Set(["Fn::And", "Fn::Or", "Fn::Not"]);

/** References in a value: property values, output values. */
export function referencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, at, { references, inCondition: false });
  return references;
}

/** References in a condition's expression, where `{ Condition: name }` names another condition. */
export function conditionReferencesIn(value: TemplateValue, at: Path = []): Reference[] {
  const references: Reference[] = [];
  walk(value, at, { references, inCondition: true });
  return references;
}

function walk(value: TemplateValue, path: Path, place: Place): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], place);
    return;
  }
  if (!isMap(value)) return;
  const only = onlyEntry(value);
  if (only !== undefined) {
    const [name, argument] = only;
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read !== undefined) {
      read(argument, path, place);
      return;
    }
  }
  for (const [key, entry] of Object.entries(value)) walk(entry, [...path, key], place);
}

type Reader = (argument: TemplateValue, path: Path, place: Place) => void;

function inner(name: string): Reader {
  const inCondition = CONDITION_OPERATORS.has(name);
  return (argument, path, place) => walk(argument, [...path, name], inCondition ? { ...place, inCondition } : place);
}

const READERS: Readonly<Record<string, Reader>> = {
  Ref(argument, path, place) {
    if (typeof argument === "string") {
      place.references.push({ kind: "Ref", namespace: "value", target: argument, path });
    } else walk(argument, [...path, "Ref"], place);
  },
  "Fn::GetAtt"(argument, path, place) {
    const target = getAttTarget(argument);
    if (target !== undefined) place.references.push({ kind: "GetAtt", namespace: "value", ...target, path });
    if (typeof argument !== "string") walk(argument, [...path, "Fn::GetAtt"], place);
  },
  "Fn::Sub"(argument, path, place) {
    const text = isList(argument) ? argument[0] : argument;
    const variables = isList(argument) ? argument[1] : undefined;
    if (typeof text === "string") {
      for (const part of parseSub(text)) {
        if (!isSubVariable(part)) continue;
        const { name, attribute, start, end } = part;
        const own = attribute === undefined ? name : `${name}.${attribute}`;
        if (isMap(variables) && Object.hasOwn(variables, own)) continue;
        place.references.push({
          kind: "Sub",
          namespace: "value",
          target: name,
          ...(attribute === undefined ? {} : { attribute }),
          path,
          part: { start, end },
        });
      }
    }
    if (typeof argument !== "string") walk(argument, [...path, "Fn::Sub"], place);
  },
  "Fn::If"(argument, path, place) {
    const name = isList(argument) ? argument[0] : undefined;
    if (typeof name === "string") place.references.push({ kind: "If", namespace: "condition", target: name, path });
    walk(argument, [...path, "Fn::If"], place);
  },
  "Fn::FindInMap"(argument, path, place) {
    const name = isList(argument) ? argument[0] : undefined;
    if (typeof name === "string")
      place.references.push({ kind: "FindInMap", namespace: "mapping", target: name, path });
    walk(argument, [...path, "Fn::FindInMap"], place);
  },
  "Fn::ImportValue"(argument, path, place) {
    if (typeof argument === "string") {
      place.references.push({ kind: "ImportValue", namespace: "value", target: argument, path });
    } else walk(argument, [...path, "Fn::ImportValue"], place);
  },
  Condition(argument, path, place) {
    if (place.inCondition && typeof argument === "string") {
      place.references.push({ kind: "Condition", namespace: "condition", target: argument, path });
    } else walk(argument, [...path, "Condition"], place);
  },
  "Fn::And": inner("Fn::And"),
  "Fn::Or": inner("Fn::Or"),
  "Fn::Not": inner("Fn::Not"),
};

/** Resource and attribute of Fn::GetAtt in either spelling; an attribute that is computed is left out. */
export function getAttTarget(argument: TemplateValue): { target: string; attribute?: string } | undefined {
  if (typeof argument === "string") {
    const dot = argument.indexOf(".");
    return dot === -1 ? { target: argument } : { target: argument.slice(0, dot), attribute: argument.slice(dot + 1) };
  }
  if (!isList(argument) || typeof argument[0] !== "string") return undefined;
  const attribute = argument.slice(1);
  return attribute.length > 0 && attribute.every((part) => typeof part === "string")
    ? { target: argument[0], attribute: attribute.join(".") }
    : { target: argument[0] };
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
