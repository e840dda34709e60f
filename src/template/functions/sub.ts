import type { Intrinsic, NamedReference } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isSubVariable, parseSub } from "../parse-sub";
import type { SubVariable } from "../parse-sub";
import { isList, isMap } from "../value";
import type { TemplateMap, TemplateValue } from "../value";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export const sub: Intrinsic = {
  name: "Fn::Sub",
  tag: "Sub",
  check(argument) {
    const { text, variables } = partsOf(argument);
    if (text === undefined || variables === undefined) {
      // Wording seen in public issue threads, not recorded by us.
      return "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
    }
    const bad = parseSub(text).some((part) => isSubVariable(part) && !/^[A-Za-z0-9_.:]+$/.test(fullName(part)));
    // Wording quoted by several unrelated public repositories.
    return bad
      ? "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons"
      : undefined;
  },
  references(argument) {
    const { text = "", variables } = partsOf(argument);
    return parseSub(text).flatMap((part): NamedReference[] => {
      if (!isSubVariable(part) || (variables !== undefined && Object.hasOwn(variables, fullName(part)))) return [];
      const { name, attribute, start, end } = part;
      const reference = { kind: "Sub", namespace: "value", target: name, part: { start, end } } as const;
      return [attribute === undefined ? reference : { ...reference, attribute }];
    });
  },
  evaluate(argument, { environment, resolve, refuse }) {
    const { text = "", variables } = partsOf(argument);
    const valueOf = (part: SubVariable): TemplateValue | undefined => {
      const name = fullName(part);
      if (variables !== undefined && Object.hasOwn(variables, name)) {
        return resolve(variables[name] as TemplateValue, "Fn::Sub", 1, name);
      }
      return part.attribute === undefined ? environment.ref(part.name) : environment.getAtt(part.name, part.attribute);
    };
    return parseSub(text)
      .map((part) => {
        if (!isSubVariable(part)) return part.literal;
        // Wording unverified.
        const sentence = `Template error: variable ${fullName(part)} in Fn::Sub expression does not resolve to a string`;
        return scalarText(valueOf(part)) ?? refuse(sentence);
      })
      .join("");
  },
};

function fullName({ name, attribute }: SubVariable): string {
  return attribute === undefined ? name : `${name}.${attribute}`;
}

const NONE: TemplateMap = Object.freeze(Object.create(null) as TemplateMap);

/** Undefined is what is not as it should be. */
function partsOf(argument: TemplateValue): { text?: string; variables?: TemplateMap } {
  if (typeof argument === "string") return { text: argument, variables: NONE };
  if (!isList(argument) || argument.length !== 2) return {};
  const [text, variables] = argument;
  return { ...(typeof text === "string" ? { text } : {}), ...(isMap(variables) ? { variables } : {}) };
}
