import type { Evaluation, Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { onlyEntry } from "../one-entry";
import { isList, isMap } from "../value";
import type { TemplateMap, TemplateValue } from "../value";

// Measured on an account: github.com/ministackorg/ministack pull request 1739.
const SHAPE = "Transform AWS::LanguageExtensions failed with: Fn::ForEach layout is incorrect";

/**
 * `Fn::ForEach::{Name}` stands among the entries of a mapping and becomes several of them. Needs the transform
 * AWS::LanguageExtensions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export const forEach: Intrinsic = {
  name: "Fn::ForEach::",
  check: (argument) => (loopOf(argument) === undefined ? SHAPE : undefined),
};

interface Loop {
  readonly identifier: string;
  readonly collection: TemplateValue;
  readonly fragment: TemplateMap;
}

export function loopOf(argument: TemplateValue): Loop | undefined {
  if (!isList(argument) || argument.length !== 3) return undefined;
  const [identifier, collection, fragment] = argument;
  if (typeof identifier !== "string" || identifier === "" || !isMap(fragment)) return undefined;
  return isList(collection) || isMap(collection) ? { identifier, collection, fragment } : undefined;
}

/** The entries that a loop becomes, not evaluated yet. */
export function expandLoop(key: string, argument: TemplateValue, { resolve, refuse }: Evaluation): TemplateMap {
  const loop = loopOf(argument) ?? refuse(SHAPE);
  const items = resolve(loop.collection, key, 1);
  if (!isList(items)) return refuse(SHAPE);
  const entries = Object.create(null) as Record<string, TemplateValue>;
  for (const item of items) {
    const text = scalarText(item) ?? refuse(SHAPE);
    Object.assign(entries, substitute(loop.fragment, loop.identifier, text));
  }
  return entries;
}

/** `${Identifier}` and `{ Ref: Identifier }` become the item; `&{Identifier}` becomes it without its other characters. */
function substitute(value: TemplateValue, identifier: string, item: string): TemplateValue {
  if (typeof value === "string") return substituteText(value, identifier, item);
  if (isList(value)) return value.map((entry) => substitute(entry, identifier, item));
  if (!isMap(value)) return value;
  const only = onlyEntry(value);
  if (only?.[0] === "Ref" && only[1] === identifier) return item;
  const copy = Object.create(null) as Record<string, TemplateValue>;
  for (const [key, entry] of Object.entries(value)) {
    copy[substituteText(key, identifier, item)] = substitute(entry, identifier, item);
  }
  return copy;
}

function substituteText(text: string, identifier: string, item: string): string {
  return text
    .replaceAll(`\${${identifier}}`, () => item)
    .replaceAll(`&{${identifier}}`, () => item.replaceAll(/[^A-Za-z0-9]/g, ""));
}
