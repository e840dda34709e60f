import type { PolicySource } from "../../policy";

/** What a role may do, and who may be it. */
export interface RoleAccess {
  readonly logicalId: string;
  readonly identity: readonly PolicySource[];
  /** @default - no permissions boundary */
  readonly boundary?: readonly PolicySource[];
  /** The trust policy as data. */
  readonly trust: unknown;
  /** Statements, or parts of them, that name something which could not be found out, as text for a person. */
  readonly unknown: readonly string[];
}
