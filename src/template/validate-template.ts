import type { Diagnostic, Path } from "../base";
import type { Report } from "./report";
import { findReferenceFaults } from "./validate-references";
import { findStructureFaults } from "./validate-structure";
import { intrinsicNamed } from "./intrinsics";
import { onlyEntry } from "./one-entry";
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
  for (const section of ["Conditions", "Rules", "Resources", "Outputs"]) {
    findFunctionFaults(template[section] ?? null, [section], report);
  }
  findReferenceFaults(template, report);
  return found;
}

/** Arguments that a function cannot work on. */
function findFunctionFaults(value: TemplateValue, path: Path, report: Report): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) findFunctionFaults(item, [...path, index], report);
    return;
  }
  if (!isMap(value)) return;
  const only = onlyEntry(value);
  const fault = only === undefined ? undefined : intrinsicNamed(only[0])?.check?.(only[1]);
  if (fault !== undefined) report("template-function", fault, path);
  for (const [key, entry] of Object.entries(value)) findFunctionFaults(entry, [...path, key], report);
}
