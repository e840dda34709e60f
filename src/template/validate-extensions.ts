import { findInMap } from "./functions/find-in-map";
import { length } from "./functions/lists";
import { toJsonString } from "./functions/to-json-string";
import { hasLanguageExtensions, hasMacro } from "./has-macro";
import type { Report } from "./report";
import { sentences } from "./sentences";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** What only the transform AWS::LanguageExtensions brings, in a template that does not declare it. */
export function findUndeclaredExtensions(template: TemplateMap, report: Report): void {
  if (hasLanguageExtensions(template) || hasMacro(template)) return;
  const resources = isMap(template["Resources"]) ? template["Resources"] : {};
  for (const [logicalId, resource] of Object.entries(resources)) {
    const path = ["Resources", logicalId];
    if (isLoop(logicalId)) report("template-transform", sentences.malformedResource(`/${path.join("/")}`), path);
    if (!isMap(resource)) continue;
    for (const attribute of ["DeletionPolicy", "UpdateReplacePolicy"]) {
      if (!isMap(resource[attribute])) continue;
      report("template-transform", sentences.policyNotText(attribute), [...path, attribute]);
    }
  }
  for (const section of ["Conditions", "Resources", "Outputs"]) walk(template[section] ?? null, [section], report);
}

/** `path` grows and shrinks with the walk. */
function walk(value: TemplateValue, path: (string | number)[], report: Report): void {
  if (typeof value !== "object" || value === null) return;
  const enter = (step: string | number, entry: TemplateValue): void => {
    path.push(step);
    walk(entry, path, report);
    path.pop();
  };
  if (isList(value)) {
    value.forEach((item, index) => enter(index, item));
    return;
  }
  const map = value as TemplateMap;
  const keys = Object.keys(map);
  for (const key of keys) {
    const isAlone = keys.length === 1;
    if (isLoop(key) || (isAlone && (key === length.name || key === toJsonString.name))) {
      report("template-transform", sentences.unsupportedFunction(key), [...path]);
    } else if (isAlone && key === findInMap.name && listLength(map[key]) === 4) {
      report("template-transform", findInMap.check?.(null) ?? "", [...path]);
    }
    enter(key, map[key] as TemplateValue);
  }
}

function listLength(value: TemplateValue | undefined): number {
  return isList(value) ? value.length : 0;
}

function isLoop(key: string): boolean {
  return key.startsWith("Fn::ForEach::");
}
