import type { Path } from "./path";

/** A place in somebody's file. Lines and columns start at 1. */
export interface SourceLocation {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: Path;
}

export type Severity = "error" | "warning";

/** Something found in a document: data, so that callers decide whether to collect, print or throw. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  readonly at?: SourceLocation;
  readonly hint?: string;
}

/** `template.yaml:12:3`, or as much of it as is known. */
export function formatLocation(at: SourceLocation): string {
  const position = at.line === undefined ? [] : at.column === undefined ? [at.line] : [at.line, at.column];
  return [...(at.file === undefined ? [] : [at.file]), ...position].join(":");
}
