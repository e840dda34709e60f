import { validationError } from "./faults";

/** One page of a listing and the token of the next. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextToken?: string;
}

/**
 * The page of rows that follows the one a token names; the token holds the key of the last row seen, so that rows that
 * come and go between pages are neither repeated nor skipped.
 */
export function pageOf<Row>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
  token: string | undefined,
  size = 100,
): Page<Row> {
  const all = [...rows];
  const start = token === undefined ? 0 : startAfter(all.map(keyOf), token);
  const page = all.slice(start, start + size);
  const last = page.at(-1);
  const nextToken = last === undefined || start + size >= all.length ? undefined : encode(keyOf(last));
  return { rows: page, nextToken };
}

function startAfter(keys: readonly string[], token: string): number {
  const index = keys.indexOf(Buffer.from(token, "base64url").toString("utf8"));
  // Unverified wording: AWS's tokens cannot be made up either.
  if (index < 0) throw validationError("The specified NextToken is not valid.");
  return index + 1;
}

function encode(key: string): string {
  return Buffer.from(key, "utf8").toString("base64url");
}
