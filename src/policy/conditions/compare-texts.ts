import { compileGlob } from "../matching/glob";
import { parsePattern } from "../matching/pattern-tokens";
import type { PatternToken } from "../matching/pattern-tokens";
import { compilePattern, resolveVariables } from "../matching/text-pattern";
import { anyOf } from "./value-test";
import type { ConditionValues, ValueTest } from "./value-test";

/** Exact, case-sensitive; a star is a star. */
export function equalsText({ texts, variables }: ConditionValues): ValueTest {
  if (!variables || !texts.some((text) => text.includes("${"))) {
    const allowed = new Set(texts);
    return (value) => allowed.has(value);
  }
  return anyOf(texts.map((text) => compilePattern(parsePattern(text, { wildcards: false, variables })).test));
}

/** Exact but for upper and lower case. */
export function equalsTextInAnyCase({ texts, variables }: ConditionValues): ValueTest {
  const patterns = texts.map((text) => parsePattern(text, { wildcards: false, variables }));
  return (value, context) => {
    const lower = value.toLowerCase();
    return patterns.some((tokens) => {
      const resolved = resolveVariables(tokens, context);
      return resolved !== undefined && compileGlob(resolved.map(inLowerCase))(lower);
    });
  };
}

/** With `*` and `?`, case-sensitive. */
export function matchesText({ texts, variables }: ConditionValues): ValueTest {
  return anyOf(texts.map((text) => compilePattern(parsePattern(text, { wildcards: true, variables })).test));
}

function inLowerCase(token: PatternToken): PatternToken {
  return token.kind === "text" ? { kind: "text", text: token.text.toLowerCase() } : token;
}
