// Stands in for src/template's validation until that is there.
import type { Diagnostic } from "../../base";
import type { TemplateMap } from "../../template";
export function validateTemplate(_: TemplateMap): Diagnostic[] {
  return [];
}
