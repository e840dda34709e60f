import { splitArnPattern } from "../matching/arn-parts";
import { parsePattern } from "../matching/pattern-tokens";
import { compilePattern } from "../matching/text-pattern";
import { anyOf } from "./value-test";
import type { ConditionValues, ValueTest } from "./value-test";

/**
 * ARNs part by part, six of them; a wildcard stays in its part, and in the last part the rest may have colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn({ texts, variables }: ConditionValues): ValueTest {
  return anyOf(
    texts.map((text) => {
      const parts = splitArnPattern(text, variables).map((part) =>
        compilePattern(parsePattern(part, { wildcards: true, variables })),
      );
      if (parts.length !== 6) return () => false;
      return (value, context) => {
        const given = splitArnPattern(value, false);
        return given.length === 6 && parts.every((part, index) => part.test(given[index] ?? "", context));
      };
    }),
  );
}
