import { getAt } from "./get-at";
import { findCycles, dependencyGraph } from "./graph";
import { hasMacro } from "./has-macro";
import { isPseudoParameter } from "./pseudo-parameters";
import { conditionReferencesIn, outputReferences, resourceReferences } from "./references";
import type { Reference } from "./references";
import type { Report } from "./report";
import { sentences } from "./sentences";
import { isList, isMap } from "./value";
import type { TemplateMap } from "./value";

/** Names that lead nowhere, and resources and conditions that need each other. */
export function findReferenceFaults(template: TemplateMap, report: Report): void {
  // A macro may add resources, and a loop's logical ids are not written out.
  if (hasMacro(template) || hasLoop(template)) return;
  const names: Names = {
    parameters: sectionOf(template, "Parameters"),
    resources: sectionOf(template, "Resources"),
    conditions: sectionOf(template, "Conditions"),
    mappings: sectionOf(template, "Mappings"),
  };
  checkConditions(template, names, report);
  const inResources = Object.keys(names.resources).flatMap((id) => resourceReferences(template, id));
  const inOutputs = Object.keys(sectionOf(template, "Outputs")).flatMap((name) => outputReferences(template, name));
  checkBlock("Resources", inResources, names, report);
  checkBlock("Outputs", inOutputs, names, report);
  const inConditions = conditionReferencesIn(names.conditions, ["Conditions"]);
  checkMappings(template, [...inConditions, ...inResources, ...inOutputs], names, report);
  for (const cycle of findCycles(dependencyGraph(template))) {
    report("template-cycle", sentences.cycle(cycle), ["Resources", cycle[0] as string]);
  }
}

function hasLoop(template: TemplateMap): boolean {
  return ["Conditions", "Resources", "Outputs"].some((section) =>
    Object.keys(sectionOf(template, section)).some((name) => name.startsWith("Fn::")),
  );
}

interface Names {
  readonly parameters: TemplateMap;
  readonly resources: TemplateMap;
  readonly conditions: TemplateMap;
  readonly mappings: TemplateMap;
}

function sectionOf(template: TemplateMap, name: string): TemplateMap {
  const section = template[name];
  return isMap(section) ? section : {};
}

function checkBlock(
  block: "Resources" | "Outputs",
  references: readonly Reference[],
  names: Names,
  report: Report,
): void {
  const unresolved = new Map<string, Reference>();
  for (const reference of references) {
    const { kind, namespace, target, attribute, path } = reference;
    if (namespace === "condition") {
      if (Object.hasOwn(names.conditions, target)) continue;
      const sentence = kind === "If" ? sentences.unresolvedIf(target) : sentences.unresolvedCondition(target, block);
      report("template-condition", sentence, path);
    } else if (namespace === "value" && kind !== "ImportValue" && !exists(reference, names)) {
      if (kind === "GetAtt") report("template-reference", sentences.getAttUndefined(target), path);
      else if (kind === "Sub" && attribute !== undefined) {
        report("template-reference", sentences.subUndefined(`${target}.${attribute}`), path);
      } else if (!unresolved.has(target)) unresolved.set(target, reference);
    }
  }
  const first = [...unresolved.values()][0];
  if (first !== undefined) {
    report("template-reference", sentences.unresolvedDependencies([...unresolved.keys()], block), first.path);
  }
}

function exists({ kind, target, attribute }: Reference, { parameters, resources }: Names): boolean {
  if (Object.hasOwn(resources, target)) return true;
  if (kind === "GetAtt" || kind === "DependsOn" || attribute !== undefined) return false;
  return Object.hasOwn(parameters, target) || isPseudoParameter(target);
}

function checkConditions(template: TemplateMap, names: Names, report: Report): void {
  const references = conditionReferencesIn(names.conditions, ["Conditions"]);
  const unresolved = new Map<string, Reference>();
  for (const reference of references) {
    const { namespace, target, path } = reference;
    if (namespace === "condition") {
      if (Object.hasOwn(names.conditions, target)) continue;
      report("template-condition", sentences.unresolvedCondition(target, "Conditions"), path);
    } else if (namespace === "value" && !Object.hasOwn(names.parameters, target) && !isPseudoParameter(target)) {
      if (!unresolved.has(target)) unresolved.set(target, reference);
    }
  }
  const first = [...unresolved.values()][0];
  if (first !== undefined) {
    report("template-condition", sentences.resourcesInConditions([...unresolved.keys()]), first.path);
  }
  const graph = new Map(
    Object.keys(names.conditions).map((name) => {
      const own = conditionReferencesIn(getAt(template, ["Conditions", name]) ?? null);
      return [name, new Set(own.filter(({ namespace }) => namespace === "condition").map(({ target }) => target))];
    }),
  );
  const known = new Map(
    [...graph].map(([name, targets]) => [name, new Set([...targets].filter((target) => graph.has(target)))]),
  );
  for (const cycle of findCycles(known)) {
    report("template-condition", sentences.conditionCycle(cycle), ["Conditions", cycle[0] as string]);
  }
}

/** Mappings that are not there, and literal keys that they do not have. */
function checkMappings(
  template: TemplateMap,
  references: readonly Reference[],
  { mappings }: Names,
  report: Report,
): void {
  for (const { kind, target, path } of references) {
    if (kind !== "FindInMap") continue;
    const argument = getAt(template, [...path, "Fn::FindInMap"]);
    if (!isList(argument) || argument.length !== 3) continue;
    const mapping = Object.hasOwn(mappings, target) ? mappings[target] : undefined;
    if (mapping === undefined) {
      report("template-mapping", sentences.undefinedMapping(target), path);
      continue;
    }
    const keys = argument.slice(1);
    if (!isMap(mapping) || !keys.every((key) => typeof key === "string") || "Fn::Transform" in mapping) continue;
    if (getAt(mapping, keys) === undefined) report("template-mapping", sentences.noMapping([target, ...keys]), path);
  }
}
