import type { Constraint, ConstraintWording } from "./constraints";
import type { ValidationFailure, Violation } from "./validation-failure";

/**
 * The sentence of a ValidationError. The two wordings are recorded from AWS: STS repeats the value, IAM does not
 * (facts/aws-errors.tsv, test_sts and test_iam).
 */
export function describeFailures(failures: readonly ValidationFailure[], wording: ConstraintWording): string {
  const ofModel = failures.filter(({ violation }) => violation.kind !== "rule");
  const [first] = failures;
  // The rules are the service's own, so they come after what the model refuses, one at a time.
  if (ofModel.length === 0 && first !== undefined) return describeRule(first);
  return describeModelFailures(ofModel, wording);
}

function describeRule({ at, violation }: ValidationFailure): string {
  const member = at.slice(at.lastIndexOf(".") + 1);
  return `The specified value for ${member} is invalid.${violation.kind === "rule" ? ` ${violation.rule}` : ""}`;
}

function describeModelFailures(failures: readonly ValidationFailure[], wording: ConstraintWording): string {
  const plural = failures.length === 1 ? "error" : "errors";
  const sentences = failures.map(({ at, value, violation }) => {
    const shown = wording === "with-value" ? ` ${showValue(value)}` : "";
    return `Value${shown} at '${at}' failed to satisfy constraint: ${describeViolation(violation, wording)}`;
  });
  return `${failures.length} validation ${plural} detected: ${sentences.join("; ")}`;
}

function showValue(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `'[${value.map(String).join(", ")}]'`;
  return `'${String(value)}'`;
}

function describeViolation(violation: Violation, wording: ConstraintWording): string {
  switch (violation.kind) {
    case "missing":
      return "Member must not be null";
    case "max-length":
      return `Member must have length less than or equal to ${violation.limit}`;
    case "min-length":
      return `Member must have length greater than or equal to ${violation.limit}`;
    case "max":
      return `Member must have value less than or equal to ${violation.limit}`;
    case "min":
      return `Member must have value greater than or equal to ${violation.limit}`;
    case "pattern":
      return `Member must satisfy regular expression pattern: ${violation.pattern}`;
    case "rule":
      return violation.rule;
    case "enum":
      return wording === "with-value"
        ? `Member must satisfy enum value set: [${violation.values.join(", ")}]`
        : "Member must satisfy enum value set";
    case "entries":
      return `Member must satisfy constraint: [${describeEntries(violation.constraint, wording).join(", ")}]`;
    default:
      return violation satisfies never;
  }
}

/** For a list AWS names every constraint of its entries, not the one that failed. */
function describeEntries(constraint: Constraint, wording: ConstraintWording): string[] {
  const { minLength, maxLength, pattern, values } = constraint;
  const violations: Violation[] = [
    ...(maxLength === undefined ? [] : [{ kind: "max-length", limit: maxLength } as const]),
    ...(minLength === undefined ? [] : [{ kind: "min-length", limit: minLength } as const]),
    ...(pattern === undefined ? [] : [{ kind: "pattern", pattern } as const]),
    ...(values === undefined ? [] : [{ kind: "enum", values } as const]),
  ];
  const sentences = violations.map((violation) => describeViolation(violation, wording));
  // Recorded: tag keys end with "must not be null", client ids and thumbprints do not; the difference is the pattern.
  return pattern === undefined ? sentences : [...sentences, "Member must not be null"];
}
