import { readFileSync, statSync } from "node:fs";
import { isNativeError } from "node:util/types";
import { UserError } from "../base";

/** More than any template or configuration can have; keeps a mistaken path from filling the memory. */
const LARGEST_INPUT_BYTES = 64 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "there is a file in the way",
  EISDIR: "it is a folder, expected a file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
};

/**
 * Reads a text file.
 *
 * @param what what the file is to the reader, `template`
 * @throws UserError naming file and reason
 */
export function readInput(file: string, what: string): string {
  const bytes = attempt(file, what, () => {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new UserError("unreadable-file", `cannot read ${what} '${file}': ${REASONS.EISDIR}`);
    if (stat.size > LARGEST_INPUT_BYTES) {
      throw new UserError(
        "unreadable-file",
        `cannot read ${what} '${file}': it has ${stat.size} bytes, at most ${LARGEST_INPUT_BYTES} are allowed`,
      );
    }
    return readFileSync(file);
  });
  try {
    // A byte order mark stays: what the split does not touch keeps its bytes.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UserError("unreadable-file", `cannot read ${what} '${file}': it is not UTF-8 text`, {
      hint: "save it as UTF-8",
      cause: error,
    });
  }
}

function attempt<Result>(file: string, what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new UserError("unreadable-file", `cannot read ${what} '${file}': ${reason}`, { cause: error });
  }
}

/** What the file system objects to, in words; undefined for anything that is not the file system's. */
export function reasonOf(error: unknown): string | undefined {
  if (!isNativeError(error) || !("code" in error) || !("syscall" in error)) return undefined;
  return REASONS[String(error.code)] ?? error.message;
}
