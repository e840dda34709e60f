import { isIP } from "node:net";
import type { ContextEntry } from "@aws-sdk/client-iam";
import { isDate } from "../../../policy";
import type { ContextValues, Principal } from "../../../policy";
import { invalidInput } from "./faults";

/** How a value of each type must look, and what AWS calls it. Booleans and texts may be anything. */
const FORMATS: Readonly<Record<string, readonly [fits: (text: string) => boolean, name: string]>> = {
  numeric: [(text) => /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(text), "numeric format"],
  date: [isDate, "DateTime format"],
  ip: [isAddress, "IP address"],
  binary: [(text) => /^[A-Za-z0-9+/\r\n]*={0,2}$/.test(text), "base-64 encoded binary format"],
};

/** The condition keys of a simulation's entries; InvalidInput for values that do not fit their type. */
export function readContextEntries(entries: readonly ContextEntry[]): ContextValues {
  const values = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const { ContextKeyName: name, ContextKeyType: type, ContextKeyValues: given } = entry;
    // Recorded: an entry without any member is passed over.
    if (name === undefined && type === undefined && given === undefined) continue;
    if (name === undefined || name === "") throw invalidInput("ContextKeyName cannot be null or empty.");
    if (seen.has(name.toLowerCase())) throw invalidInput(`Duplicate context key: ${name}.`);
    seen.add(name.toLowerCase());
    values.set(name, checkValues(name, type, given));
  }
  return Object.fromEntries(values);
}

function checkValues(name: string, type: string | undefined, given: readonly string[] | undefined): readonly string[] {
  if (type === undefined) throw invalidInput(`Context key ${name} has invalid type null.`);
  if (given === undefined || given.length === 0) {
    throw invalidInput(`Context values for context key ${name} cannot be null or empty.`);
  }
  const isList = type.endsWith("List");
  // Recorded: the type stands where one expects the name.
  if (!isList && given.length > 1) {
    throw invalidInput(`Context key ${type} expected a single value, but received ${given.length}.`);
  }
  const [fits, format] = FORMATS[isList ? type.slice(0, -"List".length) : type] ?? [];
  if (fits !== undefined && !given.every(fits)) {
    throw invalidInput(`Invalid context value for key ${name}: expected ${format}.`);
  }
  return given;
}

function isAddress(text: string): boolean {
  const [address = "", length, ...more] = text.split("/");
  return isIP(address) > 0 && more.length === 0 && (length === undefined || /^[0-9]{1,3}$/.test(length));
}

/**
 * Keys that the simulator knows of its caller; entries of the request win over them. Recorded: the user's name, the ARN and
 * the account are known, `aws:userid` is not; what AWS knows of a group or a role is unverified.
 */
export function callerKeys(caller: Principal): ContextValues {
  switch (caller.kind) {
    case "user":
      return {
        "aws:PrincipalArn": caller.arn,
        "aws:PrincipalAccount": caller.account,
        "aws:username": caller.arn.includes(":user/") ? caller.arn.slice(caller.arn.lastIndexOf("/") + 1) : undefined,
      };
    case "role":
      return { "aws:PrincipalArn": caller.arn, "aws:PrincipalAccount": caller.account };
    case "root":
      return { "aws:PrincipalAccount": caller.account };
    default:
      return {};
  }
}
