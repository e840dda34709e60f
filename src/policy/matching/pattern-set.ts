import type { RequestContext } from "../conditions/request-context";
import type { TextTest } from "./glob";
import type { PatternToken } from "./pattern-tokens";
import { compilePattern } from "./text-pattern";
import type { PatternTest } from "./text-pattern";

const NONE: readonly never[] = [];

/** Many patterns, of which one is enough; plain texts and prefixes are the common ones and the quick ones. */
export class PatternSet {
  readonly #everything: boolean;
  readonly #texts: readonly string[];
  readonly #prefixes: readonly string[];
  readonly #globs: readonly TextTest[];
  readonly #variable: readonly PatternTest[];

  constructor(given: readonly string[], parse: (text: string) => readonly PatternToken[]) {
    let everything = false;
    let texts: string[] | undefined;
    let prefixes: string[] | undefined;
    let globs: TextTest[] | undefined;
    let variable: PatternTest[] | undefined;
    for (const text of given) {
      const tokens = parse(text);
      const [first, second] = tokens;
      if (tokens.length <= 1 && first?.kind === "any") everything = true;
      else if (first === undefined) (texts ??= []).push("");
      else if (first.kind === "text" && tokens.length === 1) (texts ??= []).push(first.text);
      else if (first.kind === "text" && second?.kind === "any" && tokens.length === 2)
        (prefixes ??= []).push(first.text);
      else {
        const pattern = compilePattern(tokens);
        if (pattern.fixed) (globs ??= []).push(pattern.test);
        else (variable ??= []).push(pattern.test);
      }
    }
    this.#everything = everything;
    this.#texts = texts ?? NONE;
    this.#prefixes = prefixes ?? NONE;
    this.#globs = globs ?? NONE;
    this.#variable = variable ?? NONE;
  }

  matches(text: string, context: RequestContext): boolean {
    if (this.#everything || this.#texts.includes(text)) return true;
    for (const prefix of this.#prefixes) if (text.startsWith(prefix)) return true;
    for (const matches of this.#globs) if (matches(text)) return true;
    for (const matches of this.#variable) if (matches(text, context)) return true;
    return false;
  }
}
