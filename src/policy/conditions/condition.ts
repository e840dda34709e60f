import { parseOperatorName } from "../condition-operators";
import { parsePattern } from "../matching/pattern-tokens";
import { isObject, listOf } from "../policy-json";
import type { RequestContext } from "./request-context";

/** One key of a statement's Condition, ready to be tried. */
export interface Condition {
  /** `StringLike`, `ForAnyValue:StringEqualsIfExists`, as written. */
  readonly operator: string;
  /** Name of the key, as written. */
  readonly key: string;
  readonly values: readonly string[];
  /** Names of the keys that the values use as variables, as written. */
  readonly variables: readonly string[];
  holds(context: RequestContext): boolean;
}

/**
 * Makes the conditions of a statement ready; all must hold. The element has passed the check of the syntax.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function compileConditions(element: unknown, knowsVariables: boolean): readonly Condition[] {
  if (!isObject(element)) return [];
  return Object.entries(element).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) =>
      compileCondition(operator, key, listOf(values).map(String), knowsVariables),
    ),
  );
}

function compileCondition(name: string, key: string, texts: readonly string[], knowsVariables: boolean): Condition {
  const parsed = parseOperatorName(name);
  if (parsed === undefined) throw new Error(`the operator ${name} passed the check of the syntax`);
  const { quantifier, operator, ifExists } = parsed;
  const lowerKey = key.toLowerCase();
  const described = { operator: name, key, values: texts };
  if (operator === undefined) {
    const wanted = new Set(texts.map((text) => text.toLowerCase()));
    return {
      ...described,
      variables: [],
      holds: (context) => wanted.has(context.valuesOf(lowerKey) === undefined ? "true" : "false"),
    };
  }
  const variables = knowsVariables && operator.variables === true;
  const test = operator.compile({ texts, variables });
  const expected = operator.negated !== true;
  return {
    ...described,
    variables: variables ? listVariables(texts) : [],
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

function listVariables(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => parsePattern(text, { wildcards: false, variables: true }))
    .flatMap((token) => (token.kind === "variable" ? [token.name] : []));
}
