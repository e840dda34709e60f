/** Whose rows. IAM is per account; CloudFormation per account and region; S3 bucket names are global (`{}`). */
export interface Scope {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Rows by key, in key order of insertion. Rows are readonly plain values (JSON plus Date): an update replaces the row,
 * so a row once read never changes. In memory today; a durable implementation has the same face.
 */
export interface Table<Row> {
  get(key: string): Row | undefined;
  has(key: string): boolean;
  put(key: string, row: Row): void;
  delete(key: string): boolean;
  values(): Iterable<Row>;
  readonly size: number;
}

/** All state of an emulator. */
export interface Store {
  /** The table of that name in that scope; made on first use. */
  table<Row>(name: string, scope: Scope): Table<Row>;
}
