import type { Evaluation, Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList, isMap } from "../value";
import type { TemplateValue } from "../value";

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html

const EQUALS = "Template error: every Fn::Equals object requires a list of 2 string parameters.";
// The wording of the four below is unverified.
const IF_NAME = "Template error: Fn::If requires a list argument with the first element being a condition";
const IF_THREE = "Template error: Fn::If requires a list argument with three elements";
const NOT = "Template error: every Fn::Not object requires one boolean parameter.";
const several = (name: string): string =>
  `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`;

export const ifFunction: Intrinsic = {
  name: "Fn::If",
  tag: "If",
  check(argument) {
    if (!isList(argument) || typeof argument[0] !== "string") return IF_NAME;
    return argument.length === 3 ? undefined : IF_THREE;
  },
  references: (argument) =>
    isList(argument) && typeof argument[0] === "string"
      ? [{ kind: "If", namespace: "condition", target: argument[0] }]
      : [],
  evaluate(argument, { environment, resolve }) {
    const [name, whenTrue, whenFalse] = argument as [string, TemplateValue, TemplateValue];
    return environment.condition(name) ? resolve(whenTrue, "Fn::If", 1) : resolve(whenFalse, "Fn::If", 2);
  },
};

export const equals: Intrinsic = {
  name: "Fn::Equals",
  tag: "Equals",
  check: (argument) => (isList(argument) && argument.length === 2 ? undefined : EQUALS),
  evaluate(argument, { resolve }) {
    const [left, right] = (argument as readonly TemplateValue[]).map((side, index) => {
      const value = resolve(side, "Fn::Equals", index);
      return scalarText(value) ?? JSON.stringify(value);
    });
    return left === right;
  },
};

export const and = operator("Fn::And", "And", (holds) => holds.every(Boolean));
export const or = operator("Fn::Or", "Or", (holds) => holds.some(Boolean));

function operator(name: string, tag: string, combine: (holds: readonly boolean[]) => boolean): Intrinsic {
  return {
    name,
    tag,
    takesConditions: true,
    check: (argument) =>
      isList(argument) && argument.length >= 2 && argument.length <= 10 ? undefined : several(name),
    evaluate: (argument, evaluation) => combine(operands(argument, name, evaluation)),
  };
}

export const not: Intrinsic = {
  name: "Fn::Not",
  tag: "Not",
  takesConditions: true,
  check: (argument) => (isList(argument) && argument.length === 1 ? undefined : NOT),
  evaluate: (argument, evaluation) => operands(argument, "Fn::Not", evaluation)[0] === false,
};

function operands(argument: TemplateValue, name: string, { decide }: Evaluation): boolean[] {
  return (argument as readonly TemplateValue[]).map((operand, index) => decide(operand, name, index));
}

/**
 * `{ Condition: name }` names a condition among the operands of another one. Elsewhere it is an ordinary entry, as in an
 * ECS container's DependsOn; the walk and the evaluation know where they are.
 */
export const condition: Intrinsic = {
  name: "Condition",
  tag: "Condition",
};

/** The name in `{ Condition: name }`. */
export function conditionName(value: TemplateValue): string | undefined {
  if (!isMap(value) || Object.keys(value).length !== 1) return undefined;
  const name = value["Condition"];
  return typeof name === "string" ? name : undefined;
}
