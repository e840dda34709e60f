import type { PatternToken } from "./pattern-tokens";

/** What stands between two stars: characters, some of which may be any (`?`). */
interface Piece {
  readonly text: string;
  /** Where any one character will do; undefined for a piece that is all text. */
  readonly open: readonly boolean[] | undefined;
}

/** Whether a text is what a pattern describes. */
export type TextTest = (text: string) => boolean;

/**
 * Makes a test of a pattern without variables. Takes time in proportion to the text for each star and never goes back
 * behind one.
 */
export function compileGlob(tokens: readonly PatternToken[]): TextTest {
  const pieces = cutAtStars(tokens);
  const [first, ...others] = pieces as [Piece, ...Piece[]];
  const last = others.pop();
  if (last === undefined) {
    if (first.open === undefined) return (text) => text === first.text;
    return (text) => text.length === first.text.length && stands(first, text, 0);
  }
  if (others.length === 0 && first.open === undefined && last.text === "") {
    return first.text === "" ? () => true : (text) => text.startsWith(first.text);
  }
  const shortest = first.text.length + last.text.length;
  return (text) => {
    const end = text.length - last.text.length;
    if (text.length < shortest || !stands(first, text, 0) || !stands(last, text, end)) return false;
    let at = first.text.length;
    for (const piece of others) {
      const found = find(piece, text, at, end);
      if (found === -1) return false;
      at = found + piece.text.length;
    }
    return true;
  };
}

function cutAtStars(tokens: readonly PatternToken[]): Piece[] {
  const pieces: Piece[] = [];
  let text = "";
  let open: boolean[] | undefined;
  const close = (): void => {
    pieces.push({ text, open });
    text = "";
    open = undefined;
  };
  for (const token of tokens) {
    if (token.kind === "any") close();
    else if (token.kind === "one") {
      open ??= [];
      open[text.length] = true;
      text += "?";
    } else if (token.kind === "text") text += token.text;
    else throw new Error(`the variable ${token.name} is not resolved`);
  }
  close();
  return pieces;
}

function stands(piece: Piece, text: string, at: number): boolean {
  if (piece.open === undefined) return text.startsWith(piece.text, at);
  for (let index = 0; index < piece.text.length; index++) {
    if (piece.open[index] !== true && piece.text[index] !== text[at + index]) return false;
  }
  return true;
}

/** The first place from `at` where the piece stands and ends before `end`; -1 if there is none. */
function find(piece: Piece, text: string, at: number, end: number): number {
  const latest = end - piece.text.length;
  if (piece.open === undefined) {
    const found = text.indexOf(piece.text, at);
    return found > latest ? -1 : found;
  }
  for (let start = at; start <= latest; start++) if (stands(piece, text, start)) return start;
  return -1;
}
