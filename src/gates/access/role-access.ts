import type { PolicySource } from "../../policy";

/** What a role may do, and who may be it. */
export interface RoleAccess {
  readonly logicalId: string;
  readonly identity: readonly PolicySource[];
  /** @default - no permissions boundary */
  readonly boundary?: readonly PolicySource[];
  /** The trust policy as data. */
  readonly trust: unknown;
  /** What could not be found out, `statement 3 of policy main names what is in neither stack, or only the service knows`. */
  readonly unknown: readonly string[];
}
