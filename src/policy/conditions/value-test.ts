import type { RequestContext } from "./request-context";

/** Whether a value of the request is what one of the values of a condition asks for. */
export type ValueTest = (value: string, context: RequestContext) => boolean;

/** The values of a condition, made ready; variables are substituted where the operator takes them. */
export interface ConditionValues {
  readonly texts: readonly string[];
  /** Whether the policy's version knows variables. */
  readonly variables: boolean;
}

/** Puts tests of single values together: one is enough. */
export function anyOf(tests: readonly ValueTest[]): ValueTest {
  const [only, ...others] = tests;
  if (only !== undefined && others.length === 0) return only;
  return (value, context) => tests.some((test) => test(value, context));
}
