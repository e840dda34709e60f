import type { TemplateMap, TemplateValue } from "../../template";
import { isList, isMap } from "../../template";

/** Whether two values mean the same: keys in any order, and `1`, `"1"` alike, since CloudFormation makes text of scalars. */
export function isSame(one: TemplateValue | undefined, other: TemplateValue | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one === null || other === null) return false;
  if (isList(one))
    return isList(other) && one.length === other.length && one.every((item, i) => isSame(item, other[i]));
  if (isMap(one)) return isMap(other) && hasSameEntries(one, other);
  return typeof other !== "object" && String(one) === String(other);
}

function hasSameEntries(one: TemplateMap, other: TemplateMap): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}
