import { createHash } from "node:crypto";
import { AwsFault } from "../fault";
import type { Table } from "../store/store";

/** Input members of every list operation. */
export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page, with the members that IAM's answers have. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly IsTruncated: boolean;
  readonly Marker: string | undefined;
}

const DEFAULT_PAGE = 100;

/**
 * One page of `items`, in order of their keys. The marker says after which key the next page begins, so that pages stay
 * whole when rows come or go in between.
 */
export function paginate<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  request: PageRequest,
  invalidMarker: () => AwsFault = refuseMarker,
): Page<Item> {
  const keyed = [...items].map((item) => ({ key: keyOf(item), item }));
  const after = request.Marker === undefined ? undefined : readMarker(request.Marker, keyed, invalidMarker);
  const left = keyed.filter(({ key }) => after === undefined || key > after).sort(byKey);
  const size = request.MaxItems ?? DEFAULT_PAGE;
  const page = left.slice(0, size);
  const last = page.at(-1);
  const truncated = left.length > size && last !== undefined;
  return {
    items: page.map(({ item }) => item),
    IsTruncated: truncated,
    Marker: truncated ? writeMarker(last.key) : undefined,
  };
}

/**
 * One page of the rows of a table that are listed, in the order of the table's keys: what comes after the page is not
 * looked at.
 *
 * @param keyOf the key that a row has in the table
 */
export function paginateTable<Row>(
  table: Table<Row>,
  keyOf: (row: Row) => string,
  isListed: (row: Row) => boolean,
  request: PageRequest,
): Page<Row> {
  const size = request.MaxItems ?? DEFAULT_PAGE;
  const items: Row[] = [];
  for (const row of table.after(request.Marker === undefined ? undefined : readMarker(request.Marker))) {
    if (!isListed(row)) continue;
    const last = items.at(-1);
    if (items.length === size && last !== undefined) {
      return { items, IsTruncated: true, Marker: writeMarker(keyOf(last)) };
    }
    items.push(row);
  }
  return { items, IsTruncated: false, Marker: undefined };
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

// A version in front, so that a text that is base64 by chance is no marker.
const WHOLE = "k1:";
const SHORTENED = "k2:";

// AWS's model takes markers of up to 320 characters; tag keys of 128 characters can be longer than that.
const LONGEST_KEY = 230;
const BEGINNING = 60;

function writeMarker(key: string): string {
  const isShort = Buffer.byteLength(key) <= LONGEST_KEY;
  const text = isShort ? WHOLE + key : `${SHORTENED}${hashOf(key)}${key.slice(0, BEGINNING)}`;
  return Buffer.from(text, "utf8").toString("base64url");
}

/** The key after which the page begins. Of a long key that is gone the beginning is known, so that entries may be repeated. */
function readMarker(
  marker: string,
  keyed: readonly { readonly key: string }[] = [],
  invalidMarker = refuseMarker,
): string {
  const text = /^[A-Za-z0-9_-]+$/.test(marker) ? Buffer.from(marker, "base64url").toString("utf8") : "";
  if (text.startsWith(WHOLE)) return text.slice(WHOLE.length);
  if (!text.startsWith(SHORTENED)) throw invalidMarker();
  const hash = text.slice(SHORTENED.length, SHORTENED.length + HASH_LENGTH);
  const beginning = text.slice(SHORTENED.length + HASH_LENGTH);
  return keyed.find(({ key }) => key.startsWith(beginning) && hashOf(key) === hash)?.key ?? beginning;
}

/** Recorded: facts/aws-errors.tsv, test_iam_mfa. */
function refuseMarker(): AwsFault {
  return new AwsFault("ValidationError", "Invalid Marker.");
}

const HASH_LENGTH = 43;

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
