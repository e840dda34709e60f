import { Token } from "cdktf";
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { findVariable } from "./find-variable";
import { hcl, raw } from "./expression";
import type { Expression } from "./expression";

/** Whether something is there: known at synthesis, or decided by a Terraform variable. */
export type Presence = boolean | Expression;

/** Whether an input is given. A Terraform variable that may be null decides when Terraform runs; other tokens count as given. */
export function isGiven(scope: Construct, value: unknown): Presence {
  if (value === undefined || value === null) return false;
  const variable = findVariable(scope, value);
  if (variable === undefined || variable.nullable === false) return true;
  // What is derived from a secret is one for Terraform, and may not decide whether something is there.
  return variable.sensitive === true ? hcl`nonsensitive(${value} != null)` : hcl`${value} != null`;
}

/** Whether a switch is on. */
export function isOn(value: boolean | IResolvable | undefined, fallback: boolean): Presence {
  if (value === undefined) return fallback;
  return typeof value === "boolean" ? value : hcl`${value}`;
}

export function not(presence: Presence): Presence {
  return typeof presence === "boolean" ? !presence : hcl`!(${presence})`;
}

export function both(left: Presence, right: Presence): Presence {
  if (typeof left === "boolean") return left ? right : false;
  if (typeof right === "boolean") return right ? left : false;
  return hcl`(${left}) && (${right})`;
}

export function either(left: Presence, right: Presence): Presence {
  if (typeof left === "boolean") return left || right;
  if (typeof right === "boolean") return right || left;
  return hcl`(${left}) || (${right})`;
}

/** The meta-argument of a resource that is there or not. */
export function countOf(presence: Presence): number | undefined {
  return typeof presence === "boolean" ? undefined : Token.asNumber(hcl`${presence} ? 1 : 0`);
}

/** `value` if something is there, else `fallback`. */
export function choose(presence: Presence, value: unknown, fallback: unknown): Expression {
  if (typeof presence === "boolean") return hcl`${presence ? value : fallback}`;
  return hcl`${presence} ? ${value} : ${fallback}`;
}

/** An attribute of a resource that is there or not; null where it is not. */
export function attributeOf(element: { readonly fqn: string }, presence: Presence, path: string): Expression {
  return typeof presence === "boolean" ? hcl`${element.fqn}.${raw(path)}` : hcl`one(${element.fqn}[*].${raw(path)})`;
}
