import { invalidNextToken } from "./faults";

/** Input members of every list operation. */
export interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken: string | undefined;
}

/** One page of `items`, by their keys. The token says after which key the next page begins. */
export function paginate<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { NextToken, MaxResults }: PageRequest,
  defaultSize: number,
): Page<Item> {
  const after = NextToken === undefined ? undefined : readToken(NextToken);
  const left = items
    .map((item) => ({ key: keyOf(item), item }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const page = left.slice(0, MaxResults ?? defaultSize);
  const last = page.at(-1);
  const more = last !== undefined && left.length > page.length;
  return { items: page.map(({ item }) => item), NextToken: more ? writeToken(last.key) : undefined };
}

// A prefix, so that a text that is base64 by chance is no token.
const TOKEN_PREFIX = "p1:";

function writeToken(key: string): string {
  return Buffer.from(TOKEN_PREFIX + key, "utf8").toString("base64url");
}

function readToken(token: string): string {
  const text = /^[A-Za-z0-9_-]+$/.test(token) ? Buffer.from(token, "base64url").toString("utf8") : "";
  if (!text.startsWith(TOKEN_PREFIX)) throw invalidNextToken();
  return text.slice(TOKEN_PREFIX.length);
}
