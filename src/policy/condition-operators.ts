/**
 * Operators of the Condition element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATORS = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
] as const;

const KNOWN: ReadonlySet<string> = new Set([
  "null",
  ...OPERATORS.flatMap((operator) => [operator.toLowerCase(), `${operator.toLowerCase()}ifexists`]),
]);

/** Whether IAM knows the operator, with its set prefix and its `IfExists`. */
export function isConditionOperator(text: string): boolean {
  return KNOWN.has(withoutSetPrefix(text).toLowerCase());
}

export function isDateOperator(text: string): boolean {
  return /^Date/i.test(withoutSetPrefix(text));
}

function withoutSetPrefix(text: string): string {
  return text.replace(/^For(AllValues|AnyValue):/i, "");
}
