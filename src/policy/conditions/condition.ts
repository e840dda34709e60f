import { parseOperatorName } from "../condition-operators";
import type { OperatorName } from "../condition-operators";
import { listVariables, parsePattern } from "../matching/pattern-tokens";
import { isObject, listOf } from "../policy-json";
import type { RequestContext } from "./request-context";

/** One key of a statement's Condition, ready to be tried. */
export interface Condition {
  /** `StringLike`, `ForAnyValue:StringEqualsIfExists`, as written. */
  readonly operator: string;
  /** Name of the key, as written. */
  readonly key: string;
  readonly values: readonly string[];
  holds(context: RequestContext): boolean;
}

/** What stands in a Condition element, before anything is made of it. */
interface WrittenCondition {
  readonly operator: string;
  readonly parsed: OperatorName;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * Makes the conditions of a statement ready; all must hold. The element has passed the check of the syntax.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function compileConditions(element: unknown, knowsVariables: boolean): readonly Condition[] {
  return listConditions(element).map((condition) => compileCondition(condition, knowsVariables));
}

/** Keys that a Condition element asks for, those used as variables as well, as written. */
export function listConditionKeys(element: unknown, knowsVariables: boolean): readonly string[] {
  return listConditions(element).flatMap(({ parsed: { operator }, key, values }) => [
    key,
    ...(knowsVariables && operator?.variables === true ? values.flatMap(listTextVariables) : []),
  ]);
}

function listTextVariables(text: string): readonly string[] {
  return text.includes("${") ? listVariables(parsePattern(text, { wildcards: false, variables: true })) : [];
}

function listConditions(element: unknown): readonly WrittenCondition[] {
  if (!isObject(element)) return [];
  return Object.entries(element).flatMap(([operator, keys]) => {
    const parsed = parseOperatorName(operator);
    // The syntax lets an unknown operator pass where it says nothing.
    if (parsed === undefined || !isObject(keys)) return [];
    return Object.entries(keys).map(([key, values]) => ({ operator, parsed, key, values: listOf(values).map(String) }));
  });
}

function compileCondition(
  { operator: name, parsed, key, values: texts }: WrittenCondition,
  knowsVariables: boolean,
): Condition {
  const { quantifier, operator, ifExists } = parsed;
  const lowerKey = key.toLowerCase();
  const described = { operator: name, key, values: texts };
  if (operator === undefined) {
    const wanted = new Set(texts.map((text) => text.toLowerCase()));
    return {
      ...described,
      holds: (context) => wanted.has(context.valuesOf(lowerKey) === undefined ? "true" : "false"),
    };
  }
  const test = operator.compile({ texts, variables: knowsVariables && operator.variables === true });
  const expected = operator.negated !== true;
  return {
    ...described,
    holds(context) {
      const values = context.valuesOf(lowerKey);
      if (values === undefined) return ifExists || quantifier === "all" || (quantifier === "one" && !expected);
      if (quantifier === "one") {
        // A key with many values needs a set operator; without one, one value is enough (unverified).
        return values.some((value) => test(value, context)) === expected;
      }
      // An empty text is no value.
      const given = values.filter((value) => value !== "");
      return quantifier === "all"
        ? given.every((value) => test(value, context) === expected)
        : given.some((value) => test(value, context) === expected);
    },
  };
}
