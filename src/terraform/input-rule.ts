import { Token } from "cdktf";
import type { TerraformCondition } from "cdktf";
import type { Construct } from "constructs";
import { UserError } from "../base";
import { hcl } from "./expression";
import type { Expression } from "./expression";
import { findVariable } from "./find-variable";

/** What an input may be: checked at synthesis where the value is known, by Terraform where it is not. */
export type InputRule = { readonly allowed: string } & (
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "minimum"; readonly minimum: number }
);

/** An input of a construct, with the name that its users know. */
export interface NamedInput {
  readonly name: string;
  readonly value: unknown;
  readonly rule: InputRule;
}

/**
 * Checks inputs. A value that is known now is checked now; a Terraform variable gets a validation; for other tokens come
 * back the conditions that a resource is to carry as preconditions.
 *
 * @throws UserError `invalid-input`, showing the value and what is allowed
 */
export function checkInputs(scope: Construct, inputs: readonly NamedInput[]): TerraformCondition[] {
  return inputs.flatMap((input) => {
    const { value, rule, name } = input;
    if (value === undefined || value === null) return [];
    if (isKnown(value)) {
      if (!isAllowed(value, rule)) throw refusal(scope, input);
      return [];
    }
    const variable = findVariable(scope, value);
    const holds = ruleAsExpression(value, rule);
    const condition = variable?.nullable === false ? holds : hcl`${value} == null || ${holds}`;
    if (variable === undefined) return [{ condition, errorMessage: message(name, rule) }];
    variable.addValidation({ condition, errorMessage: message(variable.friendlyUniqueId, rule) });
    return [];
  });
}

/** Neither a token nor text with an interpolation of Terraform's. */
export function isKnown(value: unknown): boolean {
  if (Token.isUnresolved(value)) return false;
  if (Array.isArray(value)) return value.every(isKnown);
  return typeof value !== "string" || !value.includes("${");
}

function isAllowed(value: unknown, rule: InputRule): boolean {
  switch (rule.kind) {
    case "pattern":
      return typeof value === "string" && new RegExp(rule.pattern).test(value);
    case "length":
      return Array.isArray(value) && value.length === rule.length;
    case "minimum":
      return typeof value === "number" && value >= rule.minimum;
    default:
      return rule satisfies never;
  }
}

function ruleAsExpression(value: unknown, rule: InputRule): Expression {
  switch (rule.kind) {
    case "pattern":
      return hcl`can(regex(${rule.pattern}, ${value}))`;
    case "length":
      return hcl`try(length(${value}) == ${rule.length}, false)`;
    case "minimum":
      return hcl`try(${value} >= ${rule.minimum}, false)`;
    default:
      return rule satisfies never;
  }
}

// Terraform wants a full sentence: https://developer.hashicorp.com/terraform/language/expressions/custom-conditions#error-messages
function message(name: string, rule: InputRule): string {
  return `The value of ${name} is not allowed: it must be ${rule.allowed}.`;
}

function refusal(scope: Construct, { name, value, rule }: NamedInput): UserError {
  return new UserError("invalid-input", `${name} of ${scope.node.path} is ${show(value)}, allowed: ${rule.allowed}`, {
    at: { path: [...scope.node.path.split("/"), name] },
  });
}

function show(value: unknown): string {
  return typeof value === "string" ? `'${value}'` : JSON.stringify(value);
}
