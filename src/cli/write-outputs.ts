import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../base";
import { reasonOf } from "../files";

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files, all or none: each into a temporary neighbour first, then by renaming. What was there before comes back
 * if a later one fails.
 *
 * @throws UserError where a file exists and `force` is not set, or the file system refuses
 */
export function writeOutputs(
  files: readonly OutputFile[],
  options: { readonly force: boolean; readonly folderOption?: string },
): void {
  const folder = files.find(({ path }) => existsSync(path) && statSync(path).isDirectory());
  if (folder !== undefined) {
    throw new UserError("unwritable-file", `cannot write '${folder.path}': it is a folder, expected a file`);
  }
  const existing = files.filter(({ path }) => existsSync(path));
  if (existing.length > 0 && !options.force) {
    const names = existing.map(({ path }) => `'${path}'`).join(", ");
    throw new UserError("output-exists", `${names} ${existing.length === 1 ? "exists" : "exist"} already`, {
      hint: `choose another folder with ${options.folderOption ?? "--out-dir"}, or overwrite with --force`,
    });
  }
  const undo: (() => void)[] = [];
  const cleanUp: string[] = [];
  let current = "";
  try {
    for (const { path, text } of files) {
      current = path;
      makeFolder(dirname(path));
      cleanUp.push(neighbour(path, "new"));
      writeFileSync(neighbour(path, "new"), text, { flag: "wx" });
    }
    for (const { path } of files) {
      current = path;
      if (existsSync(path)) {
        renameSync(path, neighbour(path, "old"));
        undo.push(() => renameSync(neighbour(path, "old"), path));
        cleanUp.push(neighbour(path, "old"));
      } else {
        undo.push(() => rmSync(path, { force: true }));
      }
      renameSync(neighbour(path, "new"), path);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new UserError("unwritable-file", `cannot write '${current}': ${reason}`, { cause: error });
  } finally {
    for (const path of cleanUp) rmSync(path, { force: true, recursive: true });
  }
}

/** Makes a folder and those above it. Node's own `recursive` never returns where a file system refuses by ENOENT (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  if (!existsSync(folder)) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Same folder, so that renaming never crosses file systems; the process id keeps two runs apart. */
function neighbour(path: string, kind: "new" | "old"): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${kind}`);
}
