import { matchesArn } from "./conditions/compare-arns";
import { equalsBinary } from "./conditions/compare-binaries";
import { equalsBoolean } from "./conditions/compare-booleans";
import { compareDates } from "./conditions/compare-dates";
import { isInRange } from "./conditions/compare-addresses";
import { compareNumbers } from "./conditions/compare-numbers";
import { equalsText, equalsTextInAnyCase, matchesText } from "./conditions/compare-texts";
import type { ConditionValues, ValueTest } from "./conditions/value-test";

/** An operator of the Condition element, without set prefix and `IfExists`. */
export interface ConditionOperator {
  readonly compile: (values: ConditionValues) => ValueTest;
  /** Holds where the test does not, and where the key is not there. */
  readonly negated?: true;
  /** Whether policy variables may stand in its values. */
  readonly variables?: true;
}

/**
 * Operators of the Condition element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATORS = {
  StringEquals: { compile: equalsText, variables: true },
  StringNotEquals: { compile: equalsText, negated: true, variables: true },
  StringEqualsIgnoreCase: { compile: equalsTextInAnyCase, variables: true },
  StringNotEqualsIgnoreCase: { compile: equalsTextInAnyCase, negated: true, variables: true },
  StringLike: { compile: matchesText, variables: true },
  StringNotLike: { compile: matchesText, negated: true, variables: true },
  NumericEquals: { compile: compareNumbers((order) => order === 0) },
  NumericNotEquals: { compile: compareNumbers((order) => order === 0), negated: true },
  NumericLessThan: { compile: compareNumbers((order) => order < 0) },
  NumericLessThanEquals: { compile: compareNumbers((order) => order <= 0) },
  NumericGreaterThan: { compile: compareNumbers((order) => order > 0) },
  NumericGreaterThanEquals: { compile: compareNumbers((order) => order >= 0) },
  DateEquals: { compile: compareDates((order) => order === 0) },
  DateNotEquals: { compile: compareDates((order) => order === 0), negated: true },
  DateLessThan: { compile: compareDates((order) => order < 0) },
  DateLessThanEquals: { compile: compareDates((order) => order <= 0) },
  DateGreaterThan: { compile: compareDates((order) => order > 0) },
  DateGreaterThanEquals: { compile: compareDates((order) => order >= 0) },
  Bool: { compile: equalsBoolean },
  BinaryEquals: { compile: equalsBinary },
  IpAddress: { compile: isInRange },
  NotIpAddress: { compile: isInRange, negated: true },
  ArnEquals: { compile: matchesArn, variables: true },
  ArnLike: { compile: matchesArn, variables: true },
  ArnNotEquals: { compile: matchesArn, negated: true, variables: true },
  ArnNotLike: { compile: matchesArn, negated: true, variables: true },
} satisfies Readonly<Record<string, ConditionOperator>>;

const BY_LOWER_CASE: ReadonlyMap<string, ConditionOperator> = new Map(
  Object.entries(OPERATORS).map(([name, operator]) => [name.toLowerCase(), operator]),
);

/** What is written before a condition's colon, taken apart. */
export interface OperatorName {
  readonly quantifier: "one" | "all" | "any";
  /** Undefined for `Null`, which looks at whether the key is there. */
  readonly operator: ConditionOperator | undefined;
  readonly ifExists: boolean;
}

/** Takes `ForAnyValue:StringLikeIfExists` apart; undefined for what IAM does not know. */
export function parseOperatorName(text: string): OperatorName | undefined {
  const lower = text.toLowerCase();
  const quantifier = lower.startsWith("forallvalues:") ? "all" : lower.startsWith("foranyvalue:") ? "any" : "one";
  const rest = quantifier === "one" ? lower : lower.slice(lower.indexOf(":") + 1);
  if (rest === "null") return { quantifier, operator: undefined, ifExists: false };
  const ifExists = rest.endsWith("ifexists");
  const operator = BY_LOWER_CASE.get(ifExists ? rest.slice(0, -"ifexists".length) : rest);
  return operator === undefined ? undefined : { quantifier, operator, ifExists };
}

/** Whether IAM knows the operator, with its set prefix and its `IfExists`. */
export function isConditionOperator(text: string): boolean {
  return parseOperatorName(text) !== undefined;
}

export function isDateOperator(text: string): boolean {
  return /^(For(AllValues|AnyValue):)?Date/i.test(text);
}
