/**
 * How a reference across the cut is replaced: by the exact ARN of a name that can be computed, by the tightest pattern
 * of a generated name, by giving the app resource a name, or by a parameter of the IAM template.
 */
export type Strategy = (typeof STRATEGIES)[number];

export const STRATEGIES = ["exact", "pattern", "name", "parameter"] as const;
