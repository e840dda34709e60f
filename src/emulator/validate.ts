import type { Constraint, Constraints } from "./constraints";
import { AwsFault } from "./fault";
import { memberOrder } from "./member-order";
import { listRequiredMembers } from "./schema";
import type { Shape } from "./schema";
import type { Service } from "./service";
import type { ValidationFailure, Violation } from "./validation-failure";
import { describeFailures } from "./validation-messages";

/** Refuses an input that AWS's model refuses, with AWS's ValidationError, or what the protocol calls it. */
export function validate(input: object, shape: Shape, service: Service): void {
  const failures = findFailures(input, shape, service.constraints);
  if (failures.length === 0) return;
  const { validationCode = "ValidationError", validationMessage } = service.protocol;
  throw new AwsFault(validationCode, validationMessage ?? describeFailures(failures, service.wording), 400);
}

/** Everything in `input` that the model refuses, in AWS's order. */
export function findFailures(input: object, shape: Shape, constraints: Constraints): ValidationFailure[] {
  const failures: ValidationFailure[] = [];
  if (!shape.isUnitSchema()) checkStructure(input, shape, "", constraints, failures);
  if (failures.length < 2) return failures;
  const { length } = [...shape.structIterator()];
  const orderOf = ({ at }: ValidationFailure): number => memberOrder(at.split(".")[0] ?? at, length);
  return failures.sort((a, b) => orderOf(a) - orderOf(b));
}

/** What is checked of one member of a structure, read from the model and the table once. */
interface MemberCheck {
  readonly name: string;
  /** As AWS writes it: `roleName`. */
  readonly shownAs: string;
  readonly isRequired: boolean;
  readonly constraint: Constraint | undefined;
  /** The structures in it: itself, or the entries of a list. */
  readonly inside: { readonly shape: Shape; readonly isList: boolean } | undefined;
}

const checks = new WeakMap<Constraints, WeakMap<Shape, readonly MemberCheck[]>>();

function listChecks(shape: Shape, constraints: Constraints): readonly MemberCheck[] {
  const ofTable = checks.get(constraints) ?? new WeakMap<Shape, readonly MemberCheck[]>();
  const found = ofTable.get(shape);
  if (found !== undefined) return found;
  const required = listRequiredMembers(shape);
  const structure = shape.getName() ?? "";
  const made = [...shape.structIterator()].map(([name, member]): MemberCheck => ({
    name,
    shownAs: name.charAt(0).toLowerCase() + name.slice(1),
    isRequired: required.has(name),
    constraint: constraints[`${structure}.${name}`] ?? constraints[name],
    inside: structureInside(member),
  }));
  checks.set(constraints, ofTable.set(shape, made));
  return made;
}

function structureInside(member: Shape): MemberCheck["inside"] {
  const isList = member.isListSchema();
  const shape = isList ? member.getValueSchema() : member;
  return shape.isStructSchema() ? { shape, isList } : undefined;
}

function checkStructure(
  value: object,
  shape: Shape,
  prefix: string,
  constraints: Constraints,
  failures: ValidationFailure[],
): void {
  for (const { name, shownAs, isRequired, constraint, inside } of listChecks(shape, constraints)) {
    const content = (value as Record<string, unknown>)[name];
    if (content === undefined || content === null) {
      if (isRequired) failures.push({ at: prefix + shownAs, value: null, violation: { kind: "missing" } });
      continue;
    }
    if (constraint !== undefined) {
      for (const violation of checkValue(content, constraint)) {
        failures.push({ at: prefix + shownAs, value: content, violation });
      }
    }
    if (inside !== undefined) checkInside(content, inside, prefix + shownAs, constraints, failures);
  }
}

function checkInside(
  content: unknown,
  { shape, isList }: NonNullable<MemberCheck["inside"]>,
  at: string,
  constraints: Constraints,
  failures: ValidationFailure[],
): void {
  if (typeof content !== "object" || content === null) return;
  if (!isList) return checkStructure(content, shape, `${at}.`, constraints, failures);
  if (!Array.isArray(content)) return;
  // AWS counts entries from 1 and calls each `member`: `tags.1.member.key`.
  content.forEach((item: unknown, index) => {
    if (typeof item !== "object" || item === null) return;
    checkStructure(item, shape, `${at}.${index + 1}.member.`, constraints, failures);
  });
}

function checkValue(value: unknown, constraint: Constraint): readonly Violation[] {
  const violations: Violation[] = [];
  const length = lengthOf(value);
  const { minLength, maxLength, min, max, pattern, patternRule, values, each } = constraint;
  if (maxLength !== undefined && length !== undefined && length > maxLength) {
    violations.push({ kind: "max-length", limit: maxLength });
  }
  if (minLength !== undefined && length !== undefined && length < minLength) {
    violations.push({ kind: "min-length", limit: minLength });
  }
  if (max !== undefined && typeof value === "number" && value > max) violations.push({ kind: "max", limit: max });
  if (min !== undefined && typeof value === "number" && value < min) violations.push({ kind: "min", limit: min });
  if (pattern !== undefined && typeof value === "string" && !compile(pattern).test(value)) {
    violations.push(patternRule === undefined ? { kind: "pattern", pattern } : { kind: "rule", rule: patternRule });
  }
  if (values !== undefined && !values.includes(String(value))) violations.push({ kind: "enum", values });
  if (each !== undefined && Array.isArray(value) && value.some((entry) => checkValue(entry, each).length > 0)) {
    violations.push({ kind: "entries", constraint: each });
  }
  return violations;
}

function lengthOf(value: unknown): number | undefined {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return undefined;
}

const compiled = new Map<string, RegExp>();

/** AWS's patterns are Java's; what they use means the same in JavaScript's Unicode mode. The whole value must match. */
function compile(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) compiled.set(pattern, (expression = new RegExp(`^(?:${pattern})$`, "u")));
  return expression;
}
