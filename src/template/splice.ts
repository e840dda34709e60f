import type { Style } from "./style";

/** A range of the original text and what stands there afterwards. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text under edit. */
export interface Canvas {
  readonly text: string;
  readonly json: boolean;
  readonly style: Style;
  readonly splices: Splice[];
}

/** The text with all splices made. */
export function joinSplices({ text, splices }: Canvas): string {
  const ordered = splices.map((splice, order) => ({ ...splice, order }));
  ordered.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  const pieces: string[] = [];
  let at = 0;
  for (const splice of ordered) {
    if (splice.start < at) throw new Error(`two edits overlap at offset ${splice.start}`);
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** End of the line, before its break. */
export function lineEndOf(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  if (at === -1) return text.length;
  return text.charCodeAt(at - 1) === 13 && at > offset ? at - 1 : at;
}

/** Start of the next line, or the end of the text. */
export function nextLineOf(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

/** Columns of blanks that the line at `lineStart` begins with. */
export function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - lineStart;
}

/** Whether the line at `lineStart` holds nothing but blanks. */
export function isBlankLine(text: string, lineStart: number): boolean {
  const at = lineStart + indentAt(text, lineStart);
  return (
    at >= text.length || text.charCodeAt(at) === 10 || (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10)
  );
}
