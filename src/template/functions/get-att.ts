import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList } from "../value";
import type { TemplateValue } from "../value";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html */
export const getAtt: Intrinsic = {
  name: "Fn::GetAtt",
  tag: "GetAtt",
  check(argument) {
    const parts = partsOf(argument);
    const [resource, attribute] = parts ?? [];
    const isRight =
      parts !== undefined &&
      parts.length >= 2 &&
      typeof resource === "string" &&
      resource !== "" &&
      attribute !== "" &&
      (typeof attribute === "string" || (typeof attribute === "object" && attribute !== null));
    return isRight
      ? undefined
      : "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute";
  },
  references(argument) {
    const parts = partsOf(argument);
    if (parts === undefined || typeof parts[0] !== "string") return [];
    const attribute = parts.slice(1);
    const reference = { kind: "GetAtt", namespace: "value", target: parts[0] } as const;
    return attribute.length > 0 && attribute.every((part) => typeof part === "string")
      ? [{ ...reference, attribute: attribute.join(".") }]
      : [reference];
  },
  evaluate(argument, { environment, resolve, refuse }) {
    const [resource, ...attribute] = (partsOf(argument) ?? []).map((part, index) =>
      scalarText(typeof part === "string" ? part : resolve(part, "Fn::GetAtt", index)),
    );
    const texts = attribute.map((part) => part ?? refuse(getAtt.check?.(null) as string));
    return environment.getAtt(resource ?? "", texts.join("."));
  },
};

/** Resource and attribute; a text is cut at its first dot. */
function partsOf(argument: TemplateValue): readonly TemplateValue[] | undefined {
  if (isList(argument)) return argument;
  if (typeof argument !== "string") return undefined;
  const dot = argument.indexOf(".");
  return dot === -1 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)];
}
