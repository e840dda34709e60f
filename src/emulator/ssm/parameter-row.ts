import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

export type ParameterType = "String" | "StringList" | "SecureString";
export type ParameterTier = "Standard" | "Advanced";

/** One version of a parameter: all that PutParameter may change. */
export interface ParameterVersion {
  /** 1, 2, 3, … */
  readonly version: number;
  readonly type: ParameterType;
  /** In plain text, also that of a SecureString. */
  readonly value: string;
  /** Key of a SecureString. @default - not encrypted */
  readonly keyId?: string;
  readonly tier: ParameterTier;
  readonly dataType: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly modifiedAt: Date;
  /** ARN of who made it. */
  readonly modifiedBy: string;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A parameter of an account and region. */
export interface ParameterRow {
  /** As it was first put: `/shop/db/host` or `host`. */
  readonly name: string;
  readonly arn: string;
  /** Oldest first, never empty, the last hundred. */
  readonly versions: readonly ParameterVersion[];
  readonly tags: readonly Tag[];
}

/** A row's key is {@link keyOfName}. */
export function parametersOf({ store, caller, region }: OperationContext): Table<ParameterRow> {
  return store.table<ParameterRow>("ssm.parameters", { account: caller.accountId, region });
}

/** `host` and `/host` are one parameter: their ARN is the same. */
export function keyOfName(name: string): string {
  return name.startsWith("/") ? name.slice(1) : name;
}

export function currentVersion(row: ParameterRow): ParameterVersion {
  const version = row.versions.at(-1);
  if (version === undefined) throw new Error(`the parameter ${row.name} has no version`);
  return version;
}
