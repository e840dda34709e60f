import { brotliDecompressSync } from "node:zlib";
import { readDataFile, readDataSlice } from "../../base";
import type { Slice } from "../../base";

/** One of AWS's managed policies, as scripts/pack-managed-policies.mjs packs it. Dates are seconds since 1970. */
export interface PackedPolicy {
  /** ARN of the partition `aws`. */
  readonly arn: string;
  readonly created: number;
  /** Newest first. */
  readonly versions: readonly (readonly [number: number, created: number])[];
  /** Where the documents of all versions are. */
  readonly documents: Slice;
}

/** All of them, oldest policy first, as `npm run build` packed them; without documents. */
export function readManagedPolicyIndex(): readonly PackedPolicy[] {
  return JSON.parse(readDataFile("managed-policies.index.json")) as readonly PackedPolicy[];
}

/** Documents of all versions of a policy, newest first, a line each. */
export function readPackedDocuments({ documents }: PackedPolicy): Buffer {
  return brotliDecompressSync(readDataSlice("managed-policies.br", documents));
}

const NEWLINE = 10;

/** One of those lines, copied: a part of the text as a string would keep all of it in memory. */
export function cutPackedDocument(documents: Buffer, at: number): string {
  let start = 0;
  for (let line = 0; line < at; line += 1) start = documents.indexOf(NEWLINE, start) + 1;
  const end = documents.indexOf(NEWLINE, start);
  return documents.toString("utf8", start, end === -1 ? documents.length : end);
}
