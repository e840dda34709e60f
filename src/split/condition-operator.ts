/** What an operator does with a wildcard in a policy's value. */
export type WildcardUse =
  /** It means what the wildcard means. */
  | { readonly kind: "matches" }
  /** It is plain text; the other operator gives it the meaning. */
  | { readonly kind: "literal"; readonly use: string }
  /** Neither: numbers, dates, addresses, comparisons without case. */
  | { readonly kind: "never" };

const MATCHES: ReadonlySet<string> = new Set([
  "StringLike",
  "StringNotLike",
  // ArnEquals behaves as ArnLike: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  "ArnEquals",
  "ArnNotEquals",
  "ArnLike",
  "ArnNotLike",
]);

const LIKE: Readonly<Record<string, string>> = { StringEquals: "StringLike", StringNotEquals: "StringNotLike" };

/** `operator` with its set prefix and `IfExists`, as the policy writes it. */
export function wildcardUse(operator: string): WildcardUse {
  const parts = /^(ForAnyValue:|ForAllValues:)?(\w+?)(IfExists)?$/.exec(operator);
  const base = parts?.[2] ?? operator;
  if (MATCHES.has(base)) return { kind: "matches" };
  const like = LIKE[base];
  if (like !== undefined) return { kind: "literal", use: `${parts?.[1] ?? ""}${like}${parts?.[3] ?? ""}` };
  return { kind: "never" };
}

/** True for operators that match where the value is absent or different: a wider value there excludes more. */
export function isNegated(operator: string): boolean {
  return /Not(?:Equals|Like)/.test(operator);
}
