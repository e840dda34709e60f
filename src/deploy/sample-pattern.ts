import { matchWhole } from "../template";

/** Makes texts that match a regular expression: for parameters that nobody gave a value. */

type Node =
  | { readonly kind: "text"; readonly choices: string }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | { readonly kind: "repeat"; readonly item: Node; readonly min: number; readonly max: number };

/** Characters tried for a class, the plainest first. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@+=,~!#$%^&*()[]{}<>?;'\"|\\` ";
const DIGITS = "0123456789";
const WORD = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/**
 * The shortest plain text that matches and has at least `minLength` and at most `maxLength` characters; undefined where
 * none was found. Understands what parameter patterns are made of (classes, groups, alternatives, repetition); a text is
 * returned only if the expression itself accepts it.
 */
export function samplePattern(pattern: string, minLength = 0, maxLength = 4096): string | undefined {
  let root: Node;
  try {
    root = parsePattern(pattern);
  } catch (error) {
    // A construct that this does not know: no sample.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  for (const option of alternatives(root)) {
    for (let extra = 0; extra <= Math.min(maxLength, 256); extra++) {
      const text = render(option, { extra });
      if (text.length > maxLength) break;
      if (text.length < minLength) continue;
      const verdict = matchWhole(pattern, text);
      if (verdict === "matches") return text;
      if (verdict !== "differs") return undefined;
    }
  }
  return undefined;
}

/** Top-level alternatives one by one, so that an empty one does not hide a longer one. */
function alternatives(node: Node): readonly Node[] {
  return node.kind === "choice" ? node.options : [node];
}

/** Renders with `extra` repetitions beyond the least, spent by the first repeats that can take them. */
function render(node: Node, budget: { extra: number }): string {
  switch (node.kind) {
    case "text":
      return node.choices.slice(0, 1);
    case "sequence":
      return node.items.map((item) => render(item, budget)).join("");
    case "choice":
      return render(node.options[0] ?? { kind: "sequence", items: [] }, budget);
    case "repeat": {
      const more = Math.min(budget.extra, node.max - node.min);
      budget.extra -= more;
      let text = "";
      for (let index = 0; index < node.min + more; index++) {
        text += node.item.kind === "text" ? pick(node.item.choices, index) : render(node.item, budget);
      }
      return text;
    }
    default: {
      const never: never = node;
      return never;
    }
  }
}

/** Walks through the letters, so that a long sample reads `abcdef` and not `aaaaaa`. */
function pick(choices: string, index: number): string {
  return choices[index % Math.min(choices.length, 26)] ?? "";
}

function parsePattern(pattern: string): Node {
  const reader = new PatternReader(pattern);
  const node = reader.readChoice();
  if (!reader.atEnd()) throw new SyntaxError(`unexpected ${pattern}`);
  return node;
}

class PatternReader {
  #at = 0;
  readonly #pattern: string;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  atEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  readChoice(): Node {
    const options = [this.#readSequence()];
    while (this.#accept("|")) options.push(this.#readSequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  #readSequence(): Node {
    const items: Node[] = [];
    while (!this.atEnd() && !this.#peek("|") && !this.#peek(")")) {
      const atom = this.#readAtom();
      if (atom !== undefined) items.push(this.#readRepeat(atom));
    }
    return { kind: "sequence", items };
  }

  /** Undefined for what matches no character: an anchor. */
  #readAtom(): Node | undefined {
    const character = this.#next();
    switch (character) {
      case "^":
      case "$":
        return undefined;
      case ".":
        return { kind: "text", choices: ALPHABET };
      case "(":
        return this.#readGroup();
      case "[":
        return { kind: "text", choices: this.#readClass() };
      case "\\":
        return this.#readEscape();
      default:
        return { kind: "text", choices: character };
    }
  }

  #readGroup(): Node {
    if (this.#accept("?") && !this.#accept(":")) {
      // A look-around decides about its surroundings, which sampling from left to right cannot see.
      throw new SyntaxError("look-around and named groups are not sampled");
    }
    const node = this.readChoice();
    if (!this.#accept(")")) throw new SyntaxError("unclosed group");
    return node;
  }

  #readClass(): string {
    const negated = this.#accept("^");
    let members = "";
    while (!this.#peek("]")) {
      const first = this.#readClassMember();
      if (first.length === 1 && this.#peek("-") && this.#pattern[this.#at + 1] !== "]") {
        this.#next();
        const last = this.#readClassMember();
        for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) members += String.fromCharCode(code);
      } else members += first;
    }
    this.#next();
    if (!negated) return [...ALPHABET].filter((letter) => members.includes(letter)).join("") || members;
    return [...ALPHABET].filter((letter) => !members.includes(letter)).join("");
  }

  #readClassMember(): string {
    const character = this.#next();
    return character === "\\" ? escapeChoices(this.#next()) : character;
  }

  #readEscape(): Node | undefined {
    const character = this.#next();
    if (character === "b" || character === "A" || character === "z" || character === "Z") return undefined;
    if (/[1-9]/.test(character)) throw new SyntaxError("back references are not sampled");
    return { kind: "text", choices: escapeChoices(character) };
  }

  #readRepeat(item: Node): Node {
    const bounds = this.#readBounds();
    if (bounds === undefined) return item;
    // Greedy or not makes no difference to what matches.
    if (!this.#accept("?")) this.#accept("+");
    return this.#readRepeat({ kind: "repeat", item, ...bounds });
  }

  #readBounds(): { min: number; max: number } | undefined {
    if (this.#accept("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#accept("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#accept("?")) return { min: 0, max: 1 };
    const match = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at));
    if (match === null) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    if (match[2] === undefined) return { min, max: min };
    return { min, max: match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]) };
  }

  #peek(character: string): boolean {
    return this.#pattern[this.#at] === character;
  }

  #accept(character: string): boolean {
    if (!this.#peek(character)) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const character = this.#pattern[this.#at++];
    if (character === undefined) throw new SyntaxError("unexpected end of pattern");
    return character;
  }
}

function escapeChoices(letter: string): string {
  const without = (members: string): string => [...ALPHABET].filter((one) => !members.includes(one)).join("");
  switch (letter) {
    case "d":
      return DIGITS;
    case "D":
      return without(DIGITS);
    case "w":
      return WORD;
    case "W":
      return without(WORD);
    case "s":
      return " ";
    case "S":
      return without(" ");
    case "n":
      return "\n";
    case "t":
      return "\t";
    case "r":
      return "\r";
    default:
      if (/[a-zA-Z]/.test(letter)) throw new SyntaxError(`escape \\${letter} is not sampled`);
      return letter;
  }
}
