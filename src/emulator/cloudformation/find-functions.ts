import type { TemplateMap, TemplateValue } from "../../template";
import { isList, isMap } from "../../template";

/** Every mapping in a value that has the function of that name as a key: `{ "Fn::ImportValue": … }`. */
export function findFunctions(value: TemplateValue, name: string): TemplateMap[] {
  const found: TemplateMap[] = [];
  collect(value, name, found);
  return found;
}

function collect(value: TemplateValue, name: string, found: TemplateMap[]): void {
  if (isList(value)) {
    for (const item of value) collect(item, name, found);
    return;
  }
  if (!isMap(value)) return;
  if (Object.hasOwn(value, name)) found.push(value);
  for (const key in value) collect(value[key] as TemplateValue, name, found);
}
