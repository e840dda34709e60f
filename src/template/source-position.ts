import { UserError } from "../base";
import type { SourceLocation } from "../base";

/** Line and column (both from 1) of an offset. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: Math.max(0, offset - lineStart) + 1 };
}

/** Refuses a text at an offset. */
export type Refuse = (code: string, offset: number, message: string, hint?: string) => never;

/** Makes the refusal of one text: a UserError with file, line and column. */
export function refuseIn(text: string, file: string): Refuse {
  return (code, offset, message, hint) => {
    const at: SourceLocation = { file, ...positionAt(text, offset) };
    throw new UserError(code, message, hint === undefined ? { at } : { at, hint });
  };
}

/** A piece of the text as a message can show it: one line, at most 40 characters, quoted. */
export function excerptAt(text: string, offset: number): string {
  const lineEnd = text.indexOf("\n", offset);
  const line = text.slice(offset, Math.min(lineEnd === -1 ? text.length : lineEnd, offset + 80)).trimEnd();
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 40)}…` : line);
}
