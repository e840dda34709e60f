import { isList, isMap, type TemplateValue } from "../template";

/** True for a list, and for a function that yields one: an Fn::Split, an Fn::If with such a branch. */
export function yieldsList(value: TemplateValue): boolean {
  if (isList(value)) return true;
  if (!isMap(value)) return false;
  return "Fn::Split" in value || (branchesOf(value)?.slice(1).some(yieldsList) ?? false);
}

/**
 * The forms of a value that is a list, as one list: IAM takes no list inside a list, so they cannot stand side by side.
 *
 * @param forms differ in names only
 */
export function mergeForms(forms: readonly TemplateValue[]): TemplateValue {
  const distinct = withoutRepeats(forms);
  const [first] = distinct;
  if (first === undefined || distinct.length === 1) return first ?? [];
  const branches = distinct.map(branchesOf).filter((found) => found !== undefined);
  if (branches.length === distinct.length) {
    const side = (index: number): TemplateValue => mergeForms(branches.map((branch) => branch[index] ?? null));
    return { "Fn::If": [branches[0]?.[0] ?? null, side(1), side(2)] };
  }
  const delimiter = isMap(first) && isList(first["Fn::Split"]) ? first["Fn::Split"][0] : undefined;
  if (delimiter !== undefined) {
    // What is split at the end may as well be joined before.
    const texts = distinct.map((form) =>
      isMap(form) && isList(form["Fn::Split"]) ? (form["Fn::Split"][1] ?? "") : form,
    );
    return { "Fn::Split": [delimiter, { "Fn::Join": [delimiter, texts] }] };
  }
  return withoutRepeats(distinct.flatMap((form) => (isList(form) ? form : [form])));
}

function branchesOf(value: TemplateValue): readonly TemplateValue[] | undefined {
  const branches = isMap(value) ? value["Fn::If"] : undefined;
  return isList(branches) && branches.length === 3 ? branches : undefined;
}

function withoutRepeats(values: readonly TemplateValue[]): readonly TemplateValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
