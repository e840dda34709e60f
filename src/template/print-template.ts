import { printInlineText, printKey, printLiteral, printQuoted } from "./print-scalar";
import { onlyEntry } from "./one-entry";
import { shortTagOf } from "./short-tags";
import { DEFAULT_STYLE } from "./style";
import type { Style } from "./style";
import type { TemplateFormat } from "./template";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** Writes a template from data: keys in the order they have, YAML with short tags, JSON with two columns. */
export function printTemplate(value: TemplateMap, format: TemplateFormat): string {
  if (format === "json") return `${printJson(value, 0, 2, "\n")}\n`;
  if (Object.keys(value).length === 0) return "{}\n";
  return `${blockMapLines(value, 0, DEFAULT_STYLE)}\n`;
}

/** Pretty JSON; `indent` is the column of the line that the value begins on. */
export function printJson(value: TemplateValue, indent: number, unit: number, eol: string): string {
  if (isList(value)) {
    if (value.length === 0) return "[]";
    return bracketed(
      "[",
      "]",
      value.map((item) => printJson(item, indent + unit, unit, eol)),
      indent,
      unit,
      eol,
    );
  }
  if (isMap(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return "{}";
    const lines = entries.map(
      ([key, entry]) => `${JSON.stringify(key)}: ${printJson(entry, indent + unit, unit, eol)}`,
    );
    return bracketed("{", "}", lines, indent, unit, eol);
  }
  return printJsonAtom(value);
}

function bracketed(open: string, close: string, lines: string[], indent: number, unit: number, eol: string): string {
  const pad = " ".repeat(indent + unit);
  return open + eol + lines.map((line) => pad + line).join(`,${eol}`) + eol + " ".repeat(indent) + close;
}

/** Compact JSON, with a blank after colons and commas: what fits an object written on one line. */
export function printJsonInline(value: TemplateValue): string {
  if (isList(value)) return `[${value.map(printJsonInline).join(", ")}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${printJsonInline(entry)}`);
    return entries.length === 0 ? "{}" : `{${entries.join(", ")}}`;
  }
  return printJsonAtom(value);
}

function printJsonAtom(value: null | boolean | number | string): string {
  return JSON.stringify(value);
}

function printAtom(value: null | boolean | number | string, flow: boolean, style: Style): string {
  if (value === null) return "null";
  if (typeof value === "string") return printInlineText(value, flow, style.quote);
  return String(value);
}

/** A value in YAML flow style, on one line. */
export function printFlow(value: TemplateValue, style: Style): string {
  const short = shortForm(value, style);
  if (short !== undefined)
    return `${short.tag} ${printTagged(short.argument, true, style) ?? printFlow(short.argument, style)}`;
  if (isList(value)) return `[${value.map((item) => printFlow(item, style)).join(", ")}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${printKey(key, true)}: ${printFlow(entry, style)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return printAtom(value, true, style);
}

interface ShortForm {
  readonly tag: string;
  /** Never a short form itself. */
  readonly argument: TemplateValue;
}

/** How a value is written with a short tag, where the style has short tags and this one can be written so. */
function shortForm(value: TemplateValue, style: Style): ShortForm | undefined {
  const only = style.shortTags ? onlyEntry(value) : undefined;
  const tag = only === undefined ? undefined : shortTagOf(only[0]);
  // `{ Condition: x }` may be an ordinary key (an ECS container's DependsOn), which a tag would hide from a reader.
  if (only === undefined || tag === undefined || tag === "!Condition") return undefined;
  const argument = only[1];
  if (tag === "!GetAtt" && isList(argument)) {
    const [resource, attribute] = argument;
    if (argument.length === 2 && typeof resource === "string" && typeof attribute === "string") {
      return resource.includes(".") || resource === "" || attribute === ""
        ? undefined
        : { tag, argument: `${resource}.${attribute}` };
    }
  }
  // A short tag makes its scalar a text, and `!GetAtt x` without a dot is written out as it came.
  if (!(isList(argument) || isMap(argument)) && typeof argument !== "string") return undefined;
  if (tag === "!GetAtt" && typeof argument === "string" && argument.includes(".")) return undefined;
  // CloudFormation refuses a short form directly within a short form.
  return shortForm(argument, style) === undefined ? { tag, argument } : undefined;
}

/** A text behind a tag, in a template that quotes them all; undefined where the ordinary rules apply. */
function printTagged(argument: TemplateValue, flow: boolean, style: Style): string | undefined {
  if (typeof argument !== "string" || !style.quoteTagged || (!flow && argument.includes("\n"))) return undefined;
  return printQuoted(argument, style.quote);
}

/**
 * What follows a key's colon, from the blank or line break on, without a final line break. `indent`: column of the key.
 */
export function printAfterKey(value: TemplateValue, indent: number, style: Style): string {
  const short = shortForm(value, style);
  if (short !== undefined) return printAfterTag(short, indent, style);
  if (isList(value) && value.length > 0) {
    return style.eol + blockListLines(value, indent + style.listUnit, style);
  }
  if (isMap(value) && Object.keys(value).length > 0) {
    return style.eol + blockMapLines(value, indent + style.unit, style);
  }
  return ` ${printBlockScalarOrEmpty(value, indent + style.unit, style)}`;
}

/** What follows a dash. `indent`: column of the dash. */
export function printAfterDash(value: TemplateValue, indent: number, style: Style): string {
  const short = shortForm(value, style);
  if (short !== undefined) return printAfterTag(short, indent, { ...style, listUnit: style.unit });
  // A collection begins on the dash's line, its later lines two columns behind the dash.
  if (isList(value) && value.length > 0) return ` ${blockListLines(value, indent + 2, style).trimStart()}`;
  if (isMap(value) && Object.keys(value).length > 0) return ` ${blockMapLines(value, indent + 2, style).trimStart()}`;
  return ` ${printBlockScalarOrEmpty(value, indent + style.unit, style)}`;
}

function printAfterTag({ tag, argument }: ShortForm, indent: number, style: Style): string {
  const quoted = printTagged(argument, false, style);
  return ` ${tag}${quoted === undefined ? printAfterKey(argument, indent, style) : ` ${quoted}`}`;
}

function printBlockScalarOrEmpty(value: TemplateValue, indent: number, style: Style): string {
  if (isList(value)) return "[]";
  if (isMap(value)) return "{}";
  const literal = typeof value === "string" && style.literals ? printLiteral(value, indent, style.eol) : undefined;
  if (literal !== undefined) return literal;
  return printAtom(value, false, style);
}

/** The entries of a block mapping at a column, without a final line break. */
function blockMapLines(value: TemplateMap, indent: number, style: Style): string {
  const pad = " ".repeat(indent);
  return Object.entries(value)
    .map(([key, entry]) => `${pad}${printKey(key, false)}:${printAfterKey(entry, indent, style)}`)
    .join(style.eol);
}

/** The items of a block list at a column, without a final line break. */
function blockListLines(value: readonly TemplateValue[], indent: number, style: Style): string {
  const pad = " ".repeat(indent);
  return value.map((item) => `${pad}-${printAfterDash(item, indent, style)}`).join(style.eol);
}
