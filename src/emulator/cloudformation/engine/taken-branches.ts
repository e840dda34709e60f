import type { TemplateValue } from "../../../template";
import { isList, isMap } from "../../../template";

/** A value with each `Fn::If` replaced by the branch that it takes, and nothing else evaluated. */
export function takenBranches(value: TemplateValue, conditions: ReadonlyMap<string, boolean>): TemplateValue {
  if (isList(value)) return value.map((item) => takenBranches(item, conditions));
  if (!isMap(value)) return value;
  const branches = value["Fn::If"];
  if (isList(branches) && typeof branches[0] === "string") {
    const taken = conditions.get(branches[0]) === true ? branches[1] : branches[2];
    return takenBranches(taken ?? "", conditions);
  }
  const result = Object.create(null) as Record<string, TemplateValue>;
  for (const [key, entry] of Object.entries(value)) result[key] = takenBranches(entry, conditions);
  return result;
}
