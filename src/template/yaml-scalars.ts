import type { Refuse } from "./source-position";
import { excerptAt } from "./source-position";
import type { ScalarStyle } from "./source-node";
import type { TemplateValue } from "./value";

/** A scalar read from the text; `end` is after its last character. */
export interface ScalarReading {
  readonly style: ScalarStyle;
  readonly text: string;
  readonly end: number;
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** NaN (the end of the text) counts. */
export function isBreakOrEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN || code !== code;
}

export function isFlowIndicator(code: number): boolean {
  // , [ ] { }
  return code === 44 || code === 91 || code === 93 || code === 123 || code === 125;
}

/** Where a plain scalar stops on its line, trailing blanks not counted, and what stopped it. */
function scanPlainLine(text: string, start: number, flow: boolean): { end: number; stop: number } {
  let at = start;
  let end = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (isBreakOrEnd(code)) break;
    if (isBlank(code)) continue;
    if (code === 58 /* : */) {
      const next = text.charCodeAt(at + 1);
      if (isBlank(next) || isBreakOrEnd(next) || (flow && isFlowIndicator(next))) break;
    } else if (code === 35 /* # */) {
      if (at > start && isBlank(text.charCodeAt(at - 1))) break;
    } else if (flow && isFlowIndicator(code)) break;
    end = at + 1;
  }
  return { end, stop: at };
}

/** The next line that is not blank. */
function nextLine(text: string, breakAt: number): { start: number; content: number; breaks: number } | undefined {
  let breaks = 0;
  let at = breakAt;
  let start = at;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      breaks++;
      start = ++at;
    } else if (isBlank(code) || code === RETURN) at++;
    else if (code !== code) return undefined;
    else return { start, content: at, breaks };
  }
}

function indentOf(text: string, lineStart: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === SPACE) at++;
  return at - lineStart;
}

export function isDocumentMarker(text: string, at: number): boolean {
  const mark = text.slice(at, at + 3);
  if (mark !== "---" && mark !== "...") return false;
  const next = text.charCodeAt(at + 3);
  return isBlank(next) || isBreakOrEnd(next);
}

/** `minIndent`: what a continuation line must at least be indented by; not asked inside flow collections. */
export function readPlain(
  text: string,
  start: number,
  minIndent: number,
  flow: boolean,
  refuse: Refuse,
): ScalarReading {
  const first = scanPlainLine(text, start, flow);
  let { end, stop } = first;
  let decoded = text.slice(start, end);
  while (isBreakOrEnd(text.charCodeAt(stop))) {
    const line = nextLine(text, stop);
    if (line === undefined || text.charCodeAt(line.content) === 35 /* # */) break;
    if (!flow && indentOf(text, line.start) < minIndent) break;
    if (line.content === line.start && isDocumentMarker(text, line.start)) break;
    const scan = scanPlainLine(text, line.content, flow);
    if (scan.end === line.content) break;
    if (!flow && text.charCodeAt(scan.stop) === 58 /* : */) {
      refuse(
        "template-yaml",
        line.content,
        `a mapping cannot begin inside the text that began on an earlier line: ${excerptAt(text, line.content)}`,
        "check the indentation, or quote the text",
      );
    }
    decoded += (line.breaks === 1 ? " " : "\n".repeat(line.breaks - 1)) + text.slice(line.content, scan.end);
    ({ end, stop } = scan);
  }
  return { style: "plain", text: decoded, end };
}

/** True if what follows the first line of a plain scalar makes it a key. */
export function plainKeyEnd(text: string, start: number): number | undefined {
  const { end, stop } = scanPlainLine(text, start, false);
  return text.charCodeAt(stop) === 58 /* : */ && end > start ? end : undefined;
}

function trimEndBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Folds a quoted text: a break becomes a blank, further ones stay, blanks around breaks go. */
function foldQuoted(raw: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const breakAt = raw.indexOf("\n", at);
    if (breakAt === -1) break;
    const runEnd = raw.charCodeAt(breakAt - 1) === RETURN && breakAt > at ? breakAt - 1 : breakAt;
    const line = nextLine(raw, breakAt);
    const breaks = line?.breaks ?? raw.slice(breakAt).split("\n").length - 1;
    pieces.push(trimEndBlanks(raw.slice(at, runEnd)), breaks === 1 ? " " : "\n".repeat(breaks - 1));
    at = line?.content ?? raw.length;
  }
  pieces.push(raw.slice(at));
  return pieces.join("");
}

export function readSingleQuoted(text: string, start: number, refuse: Refuse): ScalarReading {
  let at = start + 1;
  for (;;) {
    at = text.indexOf("'", at);
    if (at === -1) refuse("template-yaml", start, `this quote is never closed: ${excerptAt(text, start)}`);
    if (text.charCodeAt(at + 1) !== 39) break;
    at += 2;
  }
  const raw = text.slice(start + 1, at);
  return { style: "single", text: foldQuoted(raw).replaceAll("''", "'"), end: at + 1 };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

export function readDoubleQuoted(text: string, start: number, refuse: Refuse): ScalarReading {
  const pieces: string[] = [];
  let at = start + 1;
  for (;;) {
    let end = at;
    for (let code = text.charCodeAt(end); code !== 34 && code !== 92 && !isBreakOrEnd(code);) {
      code = text.charCodeAt(++end);
    }
    const run = text.slice(at, end);
    const code = text.charCodeAt(end);
    if (code === 34) {
      pieces.push(run);
      return { style: "double", text: pieces.join(""), end: end + 1 };
    }
    if (code === 92) {
      const [piece, next] = readEscape(text, end, refuse);
      pieces.push(run, piece);
      at = next;
      continue;
    }
    const line = nextLine(text, end);
    if (line === undefined) {
      return refuse("template-yaml", start, `this quote is never closed: ${excerptAt(text, start)}`);
    }
    // Blanks before a break are folded away; those that an escape wrote are in a piece of their own.
    pieces.push(trimEndBlanks(run), line.breaks === 1 ? " " : "\n".repeat(line.breaks - 1));
    at = line.content;
  }
}

/** What an escape says, and where the text goes on. */
function readEscape(text: string, at: number, refuse: Refuse): [string, number] {
  const letter = text.charAt(at + 1);
  const plain = ESCAPES[letter];
  if (plain !== undefined) return [plain, at + 2];
  const length = HEX_LENGTH[letter];
  if (length !== undefined) {
    const digits = text.slice(at + 2, at + 2 + length);
    const point = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
    if (point >= 0 && point <= 0x10ffff) return [String.fromCodePoint(point), at + 2 + length];
  }
  if (letter === "\n" || letter === "\r") {
    const line = nextLine(text, at + 1);
    if (line !== undefined) return ["\n".repeat(line.breaks - 1), line.content];
  }
  return refuse(
    "template-yaml",
    at,
    `this is no escape of a double-quoted text: ${JSON.stringify(text.slice(at, at + 2))}`,
    'write "\\\\" for a backslash, or use single quotes',
  );
}

/** `parentIndent`: column of the key or dash that the scalar belongs to. */
export function readBlockScalar(text: string, start: number, parentIndent: number, refuse: Refuse): ScalarReading {
  const style = text.charAt(start) === "|" ? "literal" : "folded";
  const header = /[|>](?:([1-9])([+-]?)|([+-])([1-9])?)?(?:[ \t]+#[^\n]*|[ \t]*)(?=\r?\n|$)/y;
  header.lastIndex = start;
  const found = header.exec(text);
  if (found === null) {
    return refuse(
      "template-yaml",
      start,
      `this is no header of a block text: ${excerptAt(text, start)}`,
      `a text that begins with "${text.charAt(start)}" needs quotes`,
    );
  }
  const given = found[1] ?? found[4];
  const chomp = found[2] || found[3] || "";
  let indent = given === undefined ? undefined : Math.max(parentIndent, 0) + Number(given);
  const lines: string[] = [];
  let used = 0;
  let headerEnd = start + 1;
  while (/[0-9+-]/.test(text.charAt(headerEnd))) headerEnd++;
  let end = headerEnd;
  let blankEnd = headerEnd;
  let lineStart = text.indexOf("\n", start) + 1;
  const atEndOfText = lineStart === 0;
  while (!atEndOfText && lineStart < text.length) {
    let lineEnd = text.indexOf("\n", lineStart);
    const broken = lineEnd !== -1;
    if (!broken) lineEnd = text.length;
    const contentEnd = broken && text.charCodeAt(lineEnd - 1) === RETURN && lineEnd > lineStart ? lineEnd - 1 : lineEnd;
    const spaces = Math.min(indentOf(text, lineStart), contentEnd - lineStart);
    if (lineStart + spaces === contentEnd) {
      // A line of blanks only: text where it reaches beyond the indentation, else an empty line.
      const line = indent === undefined ? "" : text.slice(lineStart + indent, Math.max(contentEnd, lineStart + indent));
      lines.push(line);
      if (line !== "") {
        used = lines.length;
        end = contentEnd;
      }
      blankEnd = contentEnd;
    } else {
      if (indent === undefined) {
        if (spaces <= parentIndent) break;
        indent = spaces;
      }
      if (spaces < indent) {
        if (spaces <= parentIndent || text.charCodeAt(lineStart + spaces) === 35) break;
        refuse(
          "template-yaml",
          lineStart + spaces,
          `this line of a block text is indented by ${spaces}, its first line by ${indent}: ${excerptAt(text, lineStart)}`,
        );
      }
      lines.push(text.slice(lineStart + indent, contentEnd));
      used = lines.length;
      end = blankEnd = contentEnd;
    }
    lineStart = lineEnd + 1;
    if (!broken) break;
  }
  const content = style === "literal" ? lines.slice(0, used).join("\n") : foldLines(lines.slice(0, used));
  const trailing = lines.length - used;
  if (chomp === "-") return { style, text: content, end };
  if (chomp === "+") {
    const breaks = (used > 0 ? 1 : 0) + trailing;
    return { style, text: content + "\n".repeat(breaks), end: blankEnd };
  }
  return { style, text: used === 0 ? "" : `${content}\n`, end };
}

/** Folds as `>` does: a single break becomes a space, except beside lines that are indented further. */
function foldLines(lines: readonly string[]): string {
  let folded = "";
  let previous: string | undefined;
  let empty = 0;
  for (const line of lines) {
    if (line === "") {
      empty++;
      continue;
    }
    const spaced = isBlank(line.charCodeAt(0)) || (previous !== undefined && isBlank(previous.charCodeAt(0)));
    if (previous === undefined) folded = "\n".repeat(empty) + line;
    else if (spaced) folded += "\n".repeat(empty + 1) + line;
    else folded += (empty === 0 ? " " : "\n".repeat(empty)) + line;
    previous = line;
    empty = 0;
  }
  return folded;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["~", "null", "Null", "NULL", ""].map((word) => [word, null] as const),
  ...["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);

/**
 * What an unquoted scalar means. CloudFormation reads YAML 1.1, so `yes` and `off` are booleans. A number is a number
 * only where writing it again gives the same characters: account ids with a leading zero, versions (`1.10`), dates, hex,
 * octal and numbers beyond 2^53 stay the text they are.
 */
export function resolvePlain(text: string): TemplateValue {
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if ((first >= 48 && first <= 57) || first === 45) {
    const number = Number(text);
    if (Number.isFinite(number) && String(number) === text) return number;
  }
  return text;
}
