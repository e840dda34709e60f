/**
 * Whose rows. IAM is per account; CloudFormation per account and region; S3 bucket names are global (`{}`). The partition
 * is there but in the default one ({@link createPartitions}).
 */
export interface Scope {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

/**
 * Rows by key, in key order of insertion. Rows are readonly plain values (JSON, Date, Uint8Array): an update replaces the
 * row, so a row once read never changes.
 */
export interface Table<Row> {
  get(key: string): Row | undefined;
  has(key: string): boolean;
  put(key: string, row: Row): void;
  delete(key: string): boolean;
  values(): Iterable<Row>;
  entries(): Iterable<readonly [key: string, row: Row]>;
  /** Rows in the order of their keys, from the first on, or from the first after `key`. */
  after(key: string | undefined): Iterable<Row>;
  readonly size: number;
}

/** Which table. */
export interface TableName {
  readonly name: string;
  readonly scope: Scope;
}

/** All state of an emulator. */
export interface Store {
  /** The table of that name in that scope; made on first use. */
  table<Row>(name: string, scope: Scope): Table<Row>;
  /** Every table that was used so far. */
  tables(): Iterable<TableName>;
  /** Takes every row out of every table. */
  clear(): void;
  /**
   * Resolves when all that was written so far is as safe as this store keeps it; undefined where it is already. Rejects
   * where it cannot be written: our environment's fault, as a full disk is.
   */
  commit(): Promise<void> | undefined;
  /** Lets go of what it holds. It is not asked again. */
  close(): Promise<void>;
}
