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

/** Rewrites what Java writes otherwise: named classes, anchors, possessive quantifiers. */
function toJavaScript(source: string): string {
  let result = "";
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "\\") {
      const named = /^\\p\{(?:Is)?(\w+)\}/.exec(source.slice(at));
      const ranges = named?.[1] === undefined ? undefined : CLASSES[named[1]];
      if (named !== null && ranges !== undefined) {
        result += inClass ? ranges : `[${ranges}]`;
        at += named[0].length - 1;
        continue;
      }
      const next = source.charAt(at + 1);
      if (!inClass && "AzZ".includes(next) && next !== "") result += next === "A" ? "^" : "$";
      else result += character + next;
      at++;
      continue;
    }
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    if (!inClass && character === "+" && /[*+?}]/.test(source.charAt(at - 1)) && source.charAt(at - 2) !== "\\")
      continue;
    result += character;
  }
  return result;
}

/** A repeated group that repeats or alternates within, or several unbounded repeats: what backtracking grows from. */
function mayBacktrack(pattern: string): boolean {
  return (
    /\([^)]*[*+{|][^)]*\)[*+{]/.test(pattern) || (pattern.match(/[*+]/g) ?? []).length > 2 || /\\[1-9]/.test(pattern)
  );
}

let room: Context | undefined;
const script = new Script("expression.test(value)");

function testPatiently(expression: RegExp, value: string): PatternVerdict {
  room ??= createContext(Object.create(null) as object);
  Object.assign(room, { expression, value });
  try {
    return script.runInContext(room, { timeout: PATIENCE_MS }) === true ? "matches" : "differs";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return "too-slow";
    throw error;
  }
}
