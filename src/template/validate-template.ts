import type { Diagnostic } from "../base";
import type { Report } from "./report";
import { findReferenceFaults } from "./validate-references";
import { findUndeclaredExtensions } from "./validate-extensions";
import { findStructureFaults } from "./validate-structure";
import { hasLanguageExtensions } from "./has-macro";
import { intrinsicNamed } from "./intrinsics";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/**
 * What CloudFormation would refuse, in its words and in about its order: structure, functions, names. The message of the
 * first diagnostic is what CloudFormation would answer.
 *
 * What a transform may add or take away is not checked where the template has one.
 */
export function validateTemplate(template: TemplateMap): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (code, message, path) => found.push({ severity: "error", code, message, at: { path } });
  const isWhole = findStructureFaults(template, report);
  if (!isWhole) return found;
  findUndeclaredExtensions(template, report);
  const isExtended = hasLanguageExtensions(template);
  for (const section of ["Conditions", "Rules", "Resources", "Outputs"]) {
    findFunctionFaults(template[section] ?? null, [section], isExtended, report);
  }
  findReferenceFaults(template, report);
  return found;
}

/** Arguments that a function cannot work on. `path` grows and shrinks with the walk. */
function findFunctionFaults(
  value: TemplateValue,
  path: (string | number)[],
  isExtended: boolean,
  report: Report,
): void {
  if (typeof value !== "object" || value === null) return;
  const enter = (step: string | number, entry: TemplateValue): void => {
    path.push(step);
    findFunctionFaults(entry, path, isExtended, report);
    path.pop();
  };
  if (isList(value)) {
    value.forEach((item, index) => enter(index, item));
    return;
  }
  const map = value as TemplateMap;
  const keys = Object.keys(map);
  const [only] = keys;
  const argument = only === undefined || keys.length > 1 ? undefined : map[only];
  const isNamed = only !== undefined && argument !== undefined && !(isExtended && isNamedByFunction(only, argument));
  const fault = isNamed ? intrinsicNamed(only)?.check?.(argument) : undefined;
  if (fault !== undefined) report("template-function", fault, [...path]);
  for (const key of keys) enter(key, map[key] as TemplateValue);
}

/** With AWS::LanguageExtensions, functions may say what Ref and Fn::GetAtt mean. */
function isNamedByFunction(name: string, argument: TemplateValue): boolean {
  if (name === "Ref") return isMap(argument);
  return name === "Fn::GetAtt" && isList(argument) && argument.length > 1 && argument.some((part) => isMap(part));
}
