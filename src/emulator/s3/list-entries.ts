/** An entry of a listing: what has a key, or a prefix that stands for everything under it and holds no items. */
export interface Entry<Item> {
  /** What the entry is sorted by and continued after. */
  readonly name: string;
  readonly items: readonly Item[];
}

/** The entries under a prefix, in the order of their names; items of one key stay in the order they came in. */
export function collectEntries<Item extends { readonly key: string }>(
  items: Iterable<Item>,
  prefix: string,
  delimiter: string,
): Entry<Item>[] {
  const entries = new Map<string, { name: string; items: Item[] }>();
  for (const item of items) {
    if (!item.key.startsWith(prefix)) continue;
    const end = delimiter === "" ? -1 : item.key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? item.key : item.key.slice(0, end + delimiter.length);
    const entry = entries.get(name) ?? { name, items: [] };
    if (end === -1) entry.items.push(item);
    entries.set(name, entry);
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A page has 1,000 entries at most. */
export function pageSize(asked: number | undefined): number {
  return Math.max(0, Math.min(asked ?? 1000, 1000));
}

/** A key under `encoding-type=url`. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key).replace(/%2F/g, "/");
}
