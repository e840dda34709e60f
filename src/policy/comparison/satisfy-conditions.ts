import type { Condition } from "../conditions/condition";
import type { ContextValue, ContextValues } from "../conditions/request-context";
import { FILLER, instanceOf } from "./instance-of";

/** How a value is made that a condition holds for, from one of the values that it names. */
type Choose = (value: string) => ContextValue;

const asItIs: Choose = (value) => value;
const matching: Choose = (value) => instanceOf(value, { wildcards: true, variables: true }).text;
const literal: Choose = (value) => instanceOf(value, { wildcards: false, variables: true }).text;
const another: Choose = () => FILLER;
const moved =
  (by: number): Choose =>
  (value) =>
    Number(value) + by;
const later =
  (by: number): Choose =>
  (value) =>
    new Date((/^-?[0-9]+$/.test(value) ? Number(value) * 1000 : Date.parse(value)) + by);

const SECOND = 1000;

/** By operator, in lower case, without set prefix and `IfExists`. What is not here cannot be satisfied. */
const CHOICES: Readonly<Record<string, Choose>> = {
  stringequals: literal,
  stringequalsignorecase: literal,
  stringlike: matching,
  stringnotequals: another,
  stringnotequalsignorecase: another,
  stringnotlike: another,
  numericequals: asItIs,
  numericlessthanequals: asItIs,
  numericgreaterthanequals: asItIs,
  numericnotequals: moved(1),
  numericlessthan: moved(-1),
  numericgreaterthan: moved(1),
  dateequals: later(0),
  datelessthanequals: later(0),
  dategreaterthanequals: later(0),
  datenotequals: later(SECOND),
  datelessthan: later(-SECOND),
  dategreaterthan: later(SECOND),
  bool: asItIs,
  binaryequals: asItIs,
  ipaddress: (value) => value.split("/", 1)[0] ?? value,
  // An address for documentation, and not of the block that AWS's own examples let in: https://www.rfc-editor.org/rfc/rfc5737
  notipaddress: () => "198.51.100.1",
  arnequals: matching,
  arnlike: matching,
  arnnotequals: () => `arn:aws:${FILLER}:::probe`,
  arnnotlike: () => `arn:aws:${FILLER}:::probe`,
};

/**
 * Values of condition keys under which the conditions hold, as far as one can tell from each by itself; there is a set for
 * each of the values that the longest condition names. Whether they hold together is for the statement to say.
 */
export function satisfyConditions(conditions: readonly Condition[]): readonly ContextValues[] {
  const variants = Math.max(1, ...conditions.map(({ values }) => values.length));
  return Array.from({ length: variants }, (_, variant) => {
    const context: Record<string, ContextValue | undefined> = {};
    for (const { operator, key, values } of conditions) {
      const name = operator
        .toLowerCase()
        .replace(/^for(all|any)values?:/, "")
        .replace(/ifexists$/, "");
      const value = values[variant % Math.max(1, values.length)] ?? "";
      if (name === "null") {
        // The variables of other conditions may ask for the key, too: it is there unless it must not be.
        if (value.toLowerCase() === "true") context[key] = undefined;
        else context[key] ??= FILLER;
        continue;
      }
      const choose = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
      if (choose !== undefined) context[key] = choose(value);
      Object.assign(context, instanceOf(value, { wildcards: false, variables: true }).variables);
    }
    return context;
  });
}
