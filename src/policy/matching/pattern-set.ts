import type { RequestContext } from "../conditions/request-context";
import type { TextTest } from "./glob";
import type { PatternTest, TextPattern } from "./text-pattern";

/** Many patterns, of which one is enough; plain texts and prefixes are the common ones and the quick ones. */
export class PatternSet {
  /** Names of the condition keys that the patterns use as variables, as written. */
  readonly variables: readonly string[];
  readonly #everything: boolean;
  readonly #texts: ReadonlySet<string>;
  readonly #prefixes: readonly string[];
  readonly #globs: readonly TextTest[];
  readonly #variable: readonly PatternTest[];

  constructor(patterns: readonly TextPattern[]) {
    const texts = new Set<string>();
    const prefixes: string[] = [];
    const globs: TextTest[] = [];
    const variable: PatternTest[] = [];
    const names: string[] = [];
    let everything = false;
    for (const pattern of patterns) {
      const [first, second, ...rest] = pattern.tokens;
      if (!pattern.fixed) {
        variable.push(pattern.test);
        for (const token of pattern.tokens) if (token.kind === "variable") names.push(token.name);
      } else if (first === undefined) texts.add("");
      else if (first.kind === "any" && second === undefined) everything = true;
      else if (first.kind === "text" && second === undefined) texts.add(first.text);
      else if (first.kind === "text" && second?.kind === "any" && rest.length === 0) prefixes.push(first.text);
      else globs.push(pattern.test);
    }
    this.variables = names;
    this.#everything = everything;
    this.#texts = texts;
    this.#prefixes = prefixes;
    this.#globs = globs;
    this.#variable = variable;
  }

  matches(text: string, context: RequestContext): boolean {
    if (this.#everything || this.#texts.has(text)) return true;
    for (const prefix of this.#prefixes) if (text.startsWith(prefix)) return true;
    for (const matches of this.#globs) if (matches(text)) return true;
    for (const matches of this.#variable) if (matches(text, context)) return true;
    return false;
  }
}
