import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList, isMap } from "../value";
import type { TemplateValue } from "../value";

// The wording of Fn::Join is that of a compatible implementation, not recorded on AWS.
const JOIN =
  "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
const SELECT = "Template error: Fn::Select requires a list argument with two elements: an integer index and a list";
const SPLIT =
  "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.";
// Wording unverified.
const LENGTH = "Template error: every Fn::Length object requires a list, or a function that returns a list.";

function pairOf(argument: TemplateValue): readonly [TemplateValue, TemplateValue] | undefined {
  if (!isList(argument) || argument.length !== 2) return undefined;
  return [argument[0] as TemplateValue, argument[1] as TemplateValue];
}

export const join: Intrinsic = {
  name: "Fn::Join",
  tag: "Join",
  check(argument) {
    const pair = pairOf(argument);
    return pair !== undefined && typeof pair[0] === "string" && (isList(pair[1]) || isMap(pair[1])) ? undefined : JOIN;
  },
  evaluate(argument, { resolve, refuse }) {
    const [delimiter, list] = argument as [string, TemplateValue];
    const items = resolve(list, "Fn::Join", 1);
    if (!isList(items)) return refuse(JOIN);
    return items.map((item) => scalarText(item) ?? refuse(JOIN)).join(delimiter);
  },
};

export const select: Intrinsic = {
  name: "Fn::Select",
  tag: "Select",
  check(argument) {
    const pair = pairOf(argument);
    if (pair === undefined || !(isList(pair[1]) || isMap(pair[1]))) return SELECT;
    return isMap(pair[0]) || indexOf(pair[0]) !== undefined ? undefined : SELECT;
  },
  evaluate(argument, { resolve, refuse }) {
    const [index, list] = argument as [TemplateValue, TemplateValue];
    const at = indexOf(resolve(index, "Fn::Select", 0));
    const items = resolve(list, "Fn::Select", 1);
    if (at === undefined || !isList(items)) return refuse(SELECT);
    // Wording seen in many public stack events.
    return items[at] ?? refuse(`Template error: Fn::Select cannot select nonexistent value at index ${at}`);
  },
};

function indexOf(value: TemplateValue | undefined): number | undefined {
  const text = scalarText(value);
  return text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

export const split: Intrinsic = {
  name: "Fn::Split",
  tag: "Split",
  check(argument) {
    const pair = pairOf(argument);
    if (pair === undefined || typeof pair[0] !== "string" || pair[0] === "") return SPLIT;
    return scalarText(pair[1]) !== undefined || isMap(pair[1]) ? undefined : SPLIT;
  },
  evaluate(argument, { resolve, refuse }) {
    const [delimiter, source] = argument as [string, TemplateValue];
    const text = scalarText(resolve(source, "Fn::Split", 1));
    return text === undefined ? refuse(SPLIT) : text.split(delimiter);
  },
};

/** Needs the transform AWS::LanguageExtensions. */
export const length: Intrinsic = {
  name: "Fn::Length",
  tag: "Length",
  check: (argument) => (isList(argument) || isMap(argument) ? undefined : LENGTH),
  evaluate(argument, { resolve, refuse }) {
    const list = resolve(argument, "Fn::Length");
    return isList(list) ? list.length : refuse(LENGTH);
  },
};
