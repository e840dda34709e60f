import type { Diagnostic } from "../base";
import type { Report } from "./report";
import { findReferenceFaults } from "./validate-references";
import { findStructureFaults } from "./validate-structure";
import { intrinsicNamed } from "./intrinsics";
import { isList } from "./value";
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
  for (const section of ["Conditions", "Rules", "Resources", "Outputs"]) {
    findFunctionFaults(template[section] ?? null, [section], report);
  }
  findReferenceFaults(template, report);
  return found;
}

/** Arguments that a function cannot work on. `path` grows and shrinks with the walk. */
function findFunctionFaults(value: TemplateValue, path: (string | number)[], report: Report): void {
  if (typeof value !== "object" || value === null) return;
  const enter = (step: string | number, entry: TemplateValue): void => {
    path.push(step);
    findFunctionFaults(entry, path, report);
    path.pop();
  };
  if (isList(value)) {
    value.forEach((item, index) => enter(index, item));
    return;
  }
  const map = value as TemplateMap;
  const keys = Object.keys(map);
  const [only] = keys;
  const fault =
    only !== undefined && keys.length === 1 ? intrinsicNamed(only)?.check?.(map[only] as TemplateValue) : undefined;
  if (fault !== undefined) report("template-function", fault, [...path]);
  for (const key of keys) enter(key, map[key] as TemplateValue);
}
