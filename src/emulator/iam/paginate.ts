import { AwsFault } from "../fault";

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
  invalidMarker: () => AwsFault = () => new AwsFault("ValidationError", "Invalid Marker."),
): Page<Item> {
  const after = request.Marker === undefined ? undefined : readMarker(request.Marker, invalidMarker);
  const keyed = [...items].map((item) => ({ key: keyOf(item), item }));
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

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

// A version in front, so that a text that is base64 by chance is no marker.
const MARKER_PREFIX = "k1:";

function writeMarker(key: string): string {
  return Buffer.from(MARKER_PREFIX + key, "utf8").toString("base64url");
}

function readMarker(marker: string, invalidMarker: () => AwsFault): string {
  const text = /^[A-Za-z0-9_-]+$/.test(marker) ? Buffer.from(marker, "base64url").toString("utf8") : "";
  if (!text.startsWith(MARKER_PREFIX)) throw invalidMarker();
  return text.slice(MARKER_PREFIX.length);
}
