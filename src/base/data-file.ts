import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

/** Where something stands in a file, in bytes. */
export type Slice = readonly [offset: number, length: number];

/**
 * Text of a file that `npm run build` packs into `dist/data`.
 *
 * @throws Error where the build has not made it
 */
export function readDataFile(name: string): string {
  return readFileSync(findDataFile(name), "utf8");
}

/** The bytes of such a file that stand there; the rest is not read. */
export function readDataSlice(name: string, [offset, length]: Slice): Buffer {
  const descriptor = openSync(findDataFile(name), "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, offset);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Beside the compiled code, or under dist/ when the sources run. */
function findDataFile(name: string): string {
  const folders = [join(__dirname, "..", "data"), join(__dirname, "..", "..", "dist", "data")];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no ${name} in ${folders.join(" or ")}: run npm run build`);
  return found;
}
