import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

/** Data that `npm run build` packs as one line of JSON per key, so that a line is read only when it is asked for. */
export interface LinePack {
  has(key: string): boolean;
  /** In the order of the pack. */
  keys(): readonly string[];
  /** The parsed line; undefined where the pack has no such key. */
  read(key: string): unknown;
}

type Slice = readonly [offset: number, length: number];

/**
 * Opens `dist/data/NAME.jsonl` by its index `NAME.index.json`: beside the compiled code, or under dist/ when the sources run.
 *
 * @throws Error where the build has not made it
 */
export function openLinePack(name: string): LinePack {
  const folders = [join(__dirname, "..", "data"), join(__dirname, "..", "..", "dist", "data")];
  const folder = folders.find((candidate) => existsSync(join(candidate, `${name}.index.json`)));
  if (folder === undefined) throw new Error(`no ${name}.jsonl in ${folders.join(" or ")}: run npm run build`);
  const written = JSON.parse(readFileSync(join(folder, `${name}.index.json`), "utf8")) as Record<string, Slice>;
  const index = new Map(Object.entries(written));
  const file = join(folder, `${name}.jsonl`);
  return {
    has: (key) => index.has(key),
    keys: () => [...index.keys()],
    read(key) {
      const place = index.get(key);
      return place === undefined ? undefined : (JSON.parse(readSlice(file, place)) as unknown);
    },
  };
}

function readSlice(file: string, [offset, length]: Slice): string {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, offset);
    return bytes.toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}
