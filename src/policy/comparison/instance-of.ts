import { parsePattern } from "../matching/pattern-tokens";
import type { PatternToken } from "../matching/pattern-tokens";

/** What stands where a pattern leaves the text open: nobody has chosen it for a name. */
export const FILLER = "xiamprobe";

/** A text that a pattern matches, and the values that its policy variables have to have for that. */
export interface Instance {
  readonly text: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Makes up a text that a pattern matches: `*` becomes a word that nobody uses, `?` a character, a policy variable its
 * default or the same word.
 */
export function instanceOf(
  pattern: string,
  syntax: { readonly wildcards: boolean; readonly variables: boolean },
): Instance {
  const variables: Record<string, string> = {};
  const fill = (token: PatternToken): string => {
    switch (token.kind) {
      case "text":
        return token.text;
      case "any":
        return FILLER;
      case "one":
        return "x";
      case "variable":
        variables[token.name] = token.fallback ?? FILLER;
        return token.fallback ?? FILLER;
      default:
        return token satisfies never;
    }
  };
  return { text: parsePattern(pattern, syntax).map(fill).join(""), variables };
}
