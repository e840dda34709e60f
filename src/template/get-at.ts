import type { Path } from "../base";
import { isList, isMap } from "./value";
import type { TemplateValue } from "./value";

/** The value at a path; undefined where there is none. */
export function getAt(value: TemplateValue, path: Path): TemplateValue | undefined {
  let at: TemplateValue | undefined = value;
  for (const step of path) {
    if (isMap(at)) at = Object.hasOwn(at, String(step)) ? at[String(step)] : undefined;
    else if (isList(at)) at = typeof step === "number" ? at[step] : undefined;
    else return undefined;
  }
  return at;
}
