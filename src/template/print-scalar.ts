import { resolvePlain } from "./yaml-scalars";

/** Texts that a YAML 1.1 or 1.2 reader may take for something else than a text. */
const LOOKS_SPECIAL =
  /^(?:[-+]?[0-9][0-9a-fA-FxX_,:.eE+-]*|[-+]?\.[0-9_eE+-]*|[-+]?e[-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[yYnN]|yes|no|on|off|true|false|null|~|=|<<)$/i;

/** Characters that no plain scalar may begin with, and those that are safe only with something behind them. */
const BAD_START = /^(?:[!&*|>@`"'%#,[\]{}]|[-?:](?:\s|$)|---|\.\.\.)/;

/** Printable as it is in any YAML scalar: no control characters but tab and line break. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/;
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** True for a text that only double quotes with escapes can hold. */
export function isUnprintable(text: string): boolean {
  return UNPRINTABLE.test(text.replace(PAIRS, ""));
}

/** True if `text` can stand without quotes and is read as the same text. */
export function isPlainSafe(text: string, flow: boolean): boolean {
  if (text === "" || text !== text.trim() || /[\n\t]/.test(text) || isUnprintable(text)) return false;
  if (BAD_START.test(text) || LOOKS_SPECIAL.test(text) || typeof resolvePlain(text) !== "string") return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  return !flow || !/[,[\]{}]|^[-?:]|:[,[\]{}]/.test(text);
}

/** Which quotes a template prefers where a text needs some. */
export type Quote = "single" | "double";

/** A text on one line: plain where that is safe, quoted otherwise. */
export function printInlineText(text: string, flow: boolean, quote: Quote): string {
  return isPlainSafe(text, flow) ? text : printQuoted(text, quote);
}

/** A text in the quotes preferred, or in the others where those would need escapes. */
export function printQuoted(text: string, quote: Quote): string {
  if (/[\n\t\r]/.test(text) || isUnprintable(text)) return printDoubleQuoted(text);
  const escapes = quote === "single" ? text.includes("'") && !/["\\]/.test(text) : /["\\]/.test(text);
  return (quote === "single") === escapes ? printDoubleQuoted(text) : `'${text.replaceAll("'", "''")}'`;
}

function printDoubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A key; keys such as `on` or `123` are quoted like texts. */
export function printKey(key: string, flow: boolean): string {
  return isPlainSafe(key, flow) && key.length < 1000 ? key : printDoubleQuoted(key);
}

/**
 * A text of several lines as a literal block (`|`), or undefined where a block cannot hold it exactly. `indent`: column
 * of its lines.
 */
export function printLiteral(text: string, indent: number, eol: string): string | undefined {
  if (!text.includes("\n") || isUnprintable(text) || text.includes("\r")) return undefined;
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const lines = body.split("\n");
  // Blank lines at either end and lines of blanks only are what chomping and reformatting tools change.
  if (lines.some((line) => /^[ \t]+$/.test(line)) || lines[0] === "" || lines.at(-1) === "") return undefined;
  if (/^[ \t]/.test(lines[0] ?? "")) return undefined;
  const pad = " ".repeat(indent);
  const header = text.endsWith("\n") ? "|" : "|-";
  return header + lines.map((line) => eol + (line === "" ? "" : pad + line)).join("");
}
