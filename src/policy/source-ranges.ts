/** A place in a text; lines and columns start at 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** From where to where something stands in a text. */
export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

/** Offsets of a value's first character and of the one after its last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the statements of a policy stand, as IAM's simulator counts: a single statement from behind its brace, the first of
 * a list from behind the bracket, the next from behind the one before it (unverified); each to behind its closing brace.
 * The first two are from the examples of the AWS CLI for simulate-custom-policy and simulate-principal-policy.
 *
 * @param text a policy that JSON.parse takes
 */
export function findStatementRanges(text: string): readonly SourceRange[] {
  const statements = lastOf(listMembers(text, 0), "Statement");
  if (statements === undefined) return [];
  const positionOf = countLines(text);
  if (text[statements.start] === "{") {
    return [{ start: positionOf(statements.start + 1), end: positionOf(statements.end) }];
  }
  let from = statements.start + 1;
  return listElements(text, statements.start).map(({ end }) => {
    const range = { start: positionOf(from), end: positionOf(end) };
    from = end;
    return range;
  });
}

interface Member extends Span {
  readonly key: string;
}

/** JSON.parse lets the last of two equal keys win. */
function lastOf(members: readonly Member[], key: string): Span | undefined {
  return members.filter((member) => member.key === key).at(-1);
}

function listMembers(text: string, from: number): readonly Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, skipSpace(text, from) + 1);
  while (text[at] === '"') {
    const keyEnd = endOfValue(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, start);
    members.push({ key, start, end });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}

function listElements(text: string, from: number): readonly Span[] {
  const elements: Span[] = [];
  let at = skipSpace(text, from + 1);
  while (at < text.length && text[at] !== "]") {
    const end = endOfValue(text, at);
    elements.push({ start: at, end });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return elements;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at++;
  return at;
}

/** Walks over a value without recursion, however deep it is. */
function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else {
      at++;
      if (character === "{" || character === "[") depth++;
      else if (character === "}" || character === "]") depth--;
      else if (depth > 0) continue;
      else {
        while (at < text.length && !/[\s,\]}]/.test(text[at] as string)) at++;
      }
    }
    if (depth === 0) return at;
  }
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/**
 * A function of rising offsets: it counts on from where it was. A line ends with a line feed, a carriage return (recorded:
 * github.com/radkawar/stackd), or both together (unverified).
 */
function countLines(text: string): (offset: number) => SourcePosition {
  let line = 1;
  let lineStart = 0;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) {
      const character = text[at];
      if (character !== "\n" && (character !== "\r" || text[at + 1] === "\n")) continue;
      line++;
      lineStart = at + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
