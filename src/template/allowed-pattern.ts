import { createContext, Script } from "node:vm";
import type { Context } from "node:vm";

/** Named classes of Java's regular expressions that JavaScript lacks, as they stand inside brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7f",
  Alpha: "A-Za-z",
  Digit: "0-9",
  Alnum: "A-Za-z0-9",
  Punct: "!-\\/:-@\\[-`{-~",
  Graph: "!-~",
  Print: " -~",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1f\\x7f",
  XDigit: "0-9A-Fa-f",
  Space: "\\s",
};

/** Longest a pattern may try; V8 gives up in between, so a pattern that backtracks for ever cannot hang us. */
const PATIENCE_MS = 250;

export type PatternVerdict = "matches" | "differs" | "invalid" | "too-slow";

/** Whether a pattern, in the syntax of Java's regular expressions, matches the whole of a value. */
export function matchWhole(pattern: string, value: string): PatternVerdict {
  const expression = compile(pattern);
  if (expression === undefined) return "invalid";
  if (!mayBacktrack(pattern)) return expression.test(value) ? "matches" : "differs";
  return testPatiently(expression, value);
}

function compile(pattern: string): RegExp | undefined {
  let flags = "";
  let source = pattern.replace(/^\(\?([ims]+)\)/, (_, letters: string) => {
    flags = letters;
    return "";
  });
  source = toJavaScript(source);
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An escape, a character class, a quantifier (possessive or not), or a single character. */
const PIECE =
  /\\(?:[pP]\{(?:Is)?(\w+)\}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})[?+]?|[\s\S]/g;

/** Rewrites what Java writes otherwise: named classes, anchors, possessive quantifiers. */
function toJavaScript(source: string): string {
  return source.replace(PIECE, (piece: string, name: string | undefined) => {
    const ranges = name === undefined ? undefined : CLASSES[name];
    if (ranges !== undefined) return `[${piece.startsWith("\\P") ? "^" : ""}${ranges}]`;
    if (piece.startsWith("["))
      return piece.replace(/\\p\{(?:Is)?(\w+)\}/g, (all, inner: string) => CLASSES[inner] ?? all);
    if (piece === "\\A") return "^";
    if (piece === "\\z" || piece === "\\Z") return "$";
    return /^[*+?{]/.test(piece) && piece.length > 1 && piece.endsWith("+") ? piece.slice(0, -1) : piece;
  });
}

/** Backtracking grows from several repeats, or from one and a reference back; a single repeat stays harmless. */
function mayBacktrack(pattern: string): boolean {
  return (pattern.match(/[*+{]/g) ?? []).length > 1 || /\\[1-9]/.test(pattern);
}

let room: Context | undefined;
const script = new Script("expression.test(value)");

function testPatiently(expression: RegExp, value: string): PatternVerdict {
  room ??= createContext(Object.create(null) as object);
  Object.assign(room, { expression, value });
  try {
    return script.runInContext(room, { timeout: PATIENCE_MS }) === true ? "matches" : "differs";
  } catch (error) {
    // An error of another realm is no instance of this realm's Error.
    if (typeof error === "object" && error !== null && "code" in error) {
      if (error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "too-slow";
    }
    throw error;
  }
}
