import { isMap, type Template, type TemplateMap } from "../template";

/** The section as a mapping, empty where the template has none. */
export function section(template: Template, name: string): TemplateMap {
  const value = template.value[name];
  return isMap(value) ? value : {};
}
