import type { Tag } from "./tags";

export interface PolicyVersionRow {
  /** `v1`, `v2`, … never used twice. */
  readonly versionId: string;
  readonly document: string;
  readonly createDate: Date;
}

/** A managed policy, the customer's or AWS's. */
export interface PolicyRow {
  readonly name: string;
  /** `ANPA…` */
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly createDate: Date;
  readonly updateDate: Date;
  readonly defaultVersionId: string;
  /** Oldest first. */
  readonly versions: readonly PolicyVersionRow[];
  /** Number of the last version ever made. */
  readonly lastVersion: number;
  readonly tags: readonly Tag[];
}
