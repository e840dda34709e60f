import { isMap, type Template, type TemplateMap } from "../template";

/** A section's entries that are mappings, in the order of the template. */
export function entriesOf(
  template: Template,
  section: "Resources" | "Parameters" | "Outputs",
): readonly [string, TemplateMap][] {
  const entries = template.value[section];
  if (!isMap(entries)) return [];
  return Object.entries(entries).flatMap(([name, value]) =>
    isMap(value) ? [[name, value] as [string, TemplateMap]] : [],
  );
}
