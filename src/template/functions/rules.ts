import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList } from "../value";
import type { TemplateValue } from "../value";

// Functions of the section Rules only. Their references are found by walking.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html

export const contains = membership("Fn::Contains", "Contains", (list, value) => list.includes(scalarText(value)));
export const eachMemberEquals = membership("Fn::EachMemberEquals", "EachMemberEquals", (list, value) =>
  list.every((member) => member === scalarText(value)),
);
export const eachMemberIn = membership("Fn::EachMemberIn", "EachMemberIn", (list, value) =>
  list.every((member) => isList(value) && value.map(scalarText).includes(member)),
);
export const refAll: Intrinsic = { name: "Fn::RefAll", tag: "RefAll" };
export const valueOf: Intrinsic = { name: "Fn::ValueOf", tag: "ValueOf" };
export const valueOfAll: Intrinsic = { name: "Fn::ValueOfAll", tag: "ValueOfAll" };

function membership(
  name: string,
  tag: string,
  holds: (list: readonly (string | undefined)[], value: TemplateValue | undefined) => boolean,
): Intrinsic {
  // Wording unverified.
  const shape = `Template error: every ${name} object requires two parameters, a list of strings and what to look for`;
  return {
    name,
    tag,
    check: (argument) => (isList(argument) && argument.length === 2 ? undefined : shape),
    evaluate(argument, { resolve, refuse }) {
      const [list, value] = (argument as readonly TemplateValue[]).map((part, index) => resolve(part, name, index));
      return isList(list) ? holds(list.map(scalarText), value) : refuse(shape);
    },
  };
}
