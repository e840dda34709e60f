import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** Where something stands in a file, in bytes. */
export type Slice = readonly [offset: number, length: number];

/**
 * Path of a file that `npm run build` packs into `dist/data`: beside the compiled code, or under dist/ when the sources run.
 *
 * @throws Error where the build has not made it
 */
export function findDataFile(name: string): string {
  const folders = [join(__dirname, "..", "data"), join(__dirname, "..", "..", "dist", "data")];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`no ${name} in ${folders.join(" or ")}: run npm run build`);
  return found;
}

/** The bytes of a file that stand there; the rest is not read. */
export function readSlice(file: string, [offset, length]: Slice): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(descriptor, bytes, 0, length, offset);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
