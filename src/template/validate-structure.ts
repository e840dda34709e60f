import type { Path } from "../base";
import { TEMPLATE_LIMITS } from "./limits";
import { sentences } from "./sentences";
import { isKnownParameterType } from "./parameter-types";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";
import { hasMacro } from "./has-macro";
import type { Report } from "./report";

const SECTIONS = new Set([
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Hooks",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
]);

const RESOURCE_ATTRIBUTES = new Set([
  "Condition",
  "CreationPolicy",
  "DeletionPolicy",
  "DependsOn",
  "Description",
  "Metadata",
  "Properties",
  "Type",
  "UpdatePolicy",
  "UpdateReplacePolicy",
  "Version",
]);

const NAMED = [
  { section: "Parameters", kind: "Parameter", count: "parameters", most: TEMPLATE_LIMITS.parameters },
  { section: "Mappings", kind: "Mapping", count: "mappings", most: TEMPLATE_LIMITS.mappings },
  { section: "Resources", kind: "Resource", count: "resources", most: TEMPLATE_LIMITS.resources },
  { section: "Outputs", kind: "Output", count: "outputs", most: TEMPLATE_LIMITS.outputs },
] as const;

/** Faults of sections and their members; false where they leave nothing that could be checked further. */
export function findStructureFaults(template: TemplateMap, report: Report): boolean {
  const macro = hasMacro(template);
  const unknown = Object.keys(template).filter((name) => !SECTIONS.has(name) && !(macro && name === "Globals"));
  if (unknown.length > 0) report("template-section", sentences.unknownSections(unknown), [unknown[0] as string]);
  checkHeader(template, report);
  findNulls(template, [], report);
  let isWhole = true;
  for (const section of ["Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs"]) {
    const value = template[section];
    if (value === undefined || value === null || isMap(value)) continue;
    report("template-section", sentences.sectionNotAMap(section), [section]);
    isWhole = false;
  }
  const resources = template["Resources"];
  if (!isMap(resources) || Object.keys(resources).length === 0) {
    report("template-no-resources", sentences.noResources(), resources === undefined ? [] : ["Resources"]);
  }
  if (!isWhole) return false;
  for (const { section, kind, count, most } of NAMED) checkNames(template, section, kind, count, most, report);
  checkParameters(membersOf(template, "Parameters"), report);
  checkMappings(membersOf(template, "Mappings"), report);
  checkResources(membersOf(template, "Resources"), macro, report);
  for (const [name, output] of membersOf(template, "Outputs")) {
    if (isLoop(name)) continue;
    if (!isMap(output)) report("template-output", sentences.memberNotAMap("Outputs"), ["Outputs", name]);
    else if (output["Value"] === undefined) report("template-output", sentences.noOutputValue(), ["Outputs", name]);
  }
  return true;
}

function membersOf(template: TemplateMap, section: string): [string, TemplateValue][] {
  const value = template[section];
  return isMap(value) ? Object.entries(value) : [];
}

function isLoop(name: string): boolean {
  return name.startsWith("Fn::ForEach::");
}

function checkHeader(template: TemplateMap, report: Report): void {
  const version = template["AWSTemplateFormatVersion"];
  if (version !== undefined && version !== "2010-09-09") {
    report("template-version", sentences.unsupportedVersion(String(version)), ["AWSTemplateFormatVersion"]);
  }
  const description = template["Description"];
  if (typeof description === "string" && Buffer.byteLength(description) > TEMPLATE_LIMITS.descriptionBytes) {
    report("template-description", sentences.descriptionTooLong(TEMPLATE_LIMITS.descriptionBytes), ["Description"]);
  }
}

/** `path` grows and shrinks with the walk. */
function findNulls(value: TemplateValue, path: (string | number)[], report: Report): void {
  if (value === null) report("template-null", sentences.nullValue(`/${path.join("/")}`), [...path]);
  if (typeof value !== "object" || value === null) return;
  const visit = (step: string | number, entry: TemplateValue): void => {
    if (typeof entry !== "object") return;
    path.push(step);
    findNulls(entry, path, report);
    path.pop();
  };
  if (isList(value)) value.forEach((entry, index) => visit(index, entry));
  else for (const key of Object.keys(value)) visit(key, (value as TemplateMap)[key] as TemplateValue);
}

function checkNames(
  template: TemplateMap,
  section: string,
  kind: string,
  plural: string,
  most: number,
  report: Report,
): void {
  const names = membersOf(template, section).map(([name]) => name);
  if (names.length > most) report("template-limit", sentences.tooMany(plural, names.length, most), [section]);
  for (const name of names) {
    if (isLoop(name)) continue;
    // Only the sentences about resources and parameters are known; mappings and outputs follow their pattern.
    if (!/^[A-Za-z0-9]+$/.test(name)) report("template-name", sentences.badName(kind, name), [section, name]);
    else if (name.length > TEMPLATE_LIMITS.nameCharacters) {
      report("template-name", sentences.nameTooLong(kind, name, TEMPLATE_LIMITS.nameCharacters), [section, name]);
    }
  }
}

function checkParameters(parameters: readonly [string, TemplateValue][], report: Report): void {
  for (const [name, parameter] of parameters) {
    const path: Path = ["Parameters", name];
    if (!isMap(parameter)) {
      report("template-parameter", sentences.memberNotAMap("Parameters"), path);
      continue;
    }
    const type = parameter["Type"];
    if (typeof type !== "string") report("template-parameter", sentences.noType("Parameters", name), path);
    else if (!isKnownParameterType(type)) {
      report("template-parameter", sentences.unknownParameterType(type), [...path, "Type"]);
    }
    if (isList(parameter["Default"]) || isMap(parameter["Default"])) {
      report("template-parameter", sentences.defaultNotText(), [...path, "Default"]);
    }
  }
}

function checkMappings(mappings: readonly [string, TemplateValue][], report: Report): void {
  for (const [name, mapping] of mappings) {
    if (isLoop(name)) continue;
    if (!isMap(mapping)) {
      report("template-mapping", sentences.mappingNotAMap(name), ["Mappings", name]);
      continue;
    }
    const keys = Object.keys(mapping).length;
    const most = TEMPLATE_LIMITS.mappingAttributes;
    if (keys > most) report("template-limit", sentences.tooMany("mapping attributes", keys, most), ["Mappings", name]);
    for (const [key, attributes] of Object.entries(mapping)) {
      // A mapping may be a macro's (Fn::Transform) to fill.
      if (key === "Fn::Transform" || isLoop(key)) continue;
      if (!isMap(attributes)) report("template-mapping", sentences.mappingNotAMap(key), ["Mappings", name, key]);
      else checkMappingAttributes(attributes, ["Mappings", name, key], report);
    }
  }
}

function checkMappingAttributes(attributes: TemplateMap, path: Path, report: Report): void {
  for (const [key, value] of Object.entries(attributes)) {
    const isRight = !isMap(value) && (!isList(value) || value.every((item) => !isList(item) && !isMap(item)));
    if (!isRight && key !== "Fn::Transform") report("template-mapping", sentences.mappingValue(), [...path, key]);
  }
}

function checkResources(resources: readonly [string, TemplateValue][], macro: boolean, report: Report): void {
  for (const [name, resource] of resources) {
    if (isLoop(name) || name === "Fn::Transform") continue;
    const path: Path = ["Resources", name];
    if (!isMap(resource)) {
      report("template-resource", sentences.memberNotAMap("Resources"), path);
      continue;
    }
    if (typeof resource["Type"] !== "string") {
      report("template-resource", sentences.noType("Resources", name), path);
    }
    for (const attribute of Object.keys(resource)) {
      if (macro || RESOURCE_ATTRIBUTES.has(attribute) || attribute === "Fn::Transform") continue;
      report("template-resource", sentences.unknownAttribute(attribute), [...path, attribute]);
    }
  }
}
