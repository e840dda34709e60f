import { readDataFile, readDataSlice } from "./data-file";
import type { Slice } from "./data-file";

/** Data that `npm run build` packs as one line of JSON per key, so that a line is read only when it is asked for. */
export interface LinePack {
  has(key: string): boolean;
  /** In the order of the pack. */
  keys(): readonly string[];
  /** The parsed line; undefined where the pack has no such key. */
  read(key: string): unknown;
}

/**
 * Opens `dist/data/NAME.jsonl` by its index `NAME.index.json`.
 *
 * @throws Error where the build has not made it
 */
export function openLinePack(name: string): LinePack {
  const written = JSON.parse(readDataFile(`${name}.index.json`)) as Record<string, Slice>;
  const index = new Map(Object.entries(written));
  return {
    has: (key) => index.has(key),
    keys: () => [...index.keys()],
    read(key) {
      const place = index.get(key);
      return place === undefined
        ? undefined
        : (JSON.parse(readDataSlice(`${name}.jsonl`, place).toString("utf8")) as unknown);
    },
  };
}
