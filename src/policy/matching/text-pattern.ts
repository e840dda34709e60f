import type { RequestContext } from "../conditions/request-context";
import { compileGlob } from "./glob";
import type { TextTest } from "./glob";
import type { PatternToken } from "./pattern-tokens";

/** Whether a text is what a pattern describes, given what its variables stand for in the request. */
export type PatternTest = (text: string, context: RequestContext) => boolean;

/** A pattern ready to be tried: one that is the same for every request, or one with variables. */
export type TextPattern =
  | { readonly fixed: true; readonly tokens: readonly PatternToken[]; readonly test: TextTest }
  | { readonly fixed: false; readonly tokens: readonly PatternToken[]; readonly test: PatternTest };

export function compilePattern(tokens: readonly PatternToken[]): TextPattern {
  if (tokens.every(({ kind }) => kind !== "variable")) return { fixed: true, tokens, test: compileGlob(tokens) };
  return {
    fixed: false,
    tokens,
    test(text, context) {
      const resolved = resolveVariables(tokens, context);
      return resolved !== undefined && compileGlob(resolved)(text);
    },
  };
}

/**
 * The tokens with the values of the request; undefined if one has none: such a pattern matches nothing. A value is text,
 * never a wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function resolveVariables(
  tokens: readonly PatternToken[],
  context: RequestContext,
): readonly PatternToken[] | undefined {
  const resolved: PatternToken[] = [];
  for (const token of tokens) {
    if (token.kind !== "variable") resolved.push(token);
    else {
      const values = context.valuesOf(token.key);
      // Only keys with one value can be variables.
      const text = values?.length === 1 ? values[0] : token.fallback;
      if (text === undefined) return undefined;
      resolved.push({ kind: "text", text });
    }
  }
  return resolved;
}
