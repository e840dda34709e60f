/** A part of a pattern: text as it stands, a wildcard, or a policy variable. */
export type PatternToken =
  | { readonly kind: "text"; readonly text: string }
  /** `*`: any characters, none as well. */
  | { readonly kind: "any" }
  /** `?`: exactly one character. */
  | { readonly kind: "one" }
  /** `${name}` or `${name, 'fallback'}`; the name in lower case, and as it was written. */
  | { readonly kind: "variable"; readonly key: string; readonly name: string; readonly fallback: string | undefined };

/** What is special in a text. */
export interface PatternSyntax {
  readonly wildcards: boolean;
  readonly variables: boolean;
}

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
const ESCAPED = new Set(["*", "?", "$"]);

/**
 * Takes a text of a policy apart. What opens as a variable and never closes is text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parsePattern(text: string, syntax: PatternSyntax): readonly PatternToken[] {
  if (!/[*?$]/.test(text)) return text === "" ? [] : [{ kind: "text", text }];
  const tokens: PatternToken[] = [];
  const lastClose = syntax.variables ? text.lastIndexOf("}") : -1;
  let plain = "";
  const push = (token: PatternToken): void => {
    if (plain !== "") tokens.push({ kind: "text", text: plain });
    plain = "";
    // Many stars are one.
    if (token.kind !== "any" || tokens.at(-1)?.kind !== "any") tokens.push(token);
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (syntax.wildcards && character === "*") push({ kind: "any" });
    else if (syntax.wildcards && character === "?") push({ kind: "one" });
    else if (character === "$" && text[at + 1] === "{" && at < lastClose) {
      const end = text.indexOf("}", at);
      const inside = text.slice(at + 2, end);
      if (ESCAPED.has(inside)) plain += inside;
      else push(parseVariable(inside));
      at = end;
    } else plain += character;
  }
  if (plain !== "") tokens.push({ kind: "text", text: plain });
  return tokens;
}

function parseVariable(inside: string): PatternToken {
  const comma = inside.indexOf(",");
  const name = (comma === -1 ? inside : inside.slice(0, comma)).trim();
  const given = comma === -1 ? "" : inside.slice(comma + 1).trim();
  // A default stands in single quotes; what stands there without them is none.
  const quoted = given.length >= 2 && given.startsWith("'") && given.endsWith("'");
  return { kind: "variable", key: name.toLowerCase(), name, fallback: quoted ? given.slice(1, -1) : undefined };
}

/** Names of the variables among the tokens, as written. */
export function listVariables(tokens: readonly PatternToken[]): readonly string[] {
  return tokens.flatMap((token) => (token.kind === "variable" ? [token.name] : []));
}
