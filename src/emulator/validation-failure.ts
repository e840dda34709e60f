import type { Constraint } from "./constraints";

/** What a value failed. */
export type Violation =
  | { readonly kind: "missing" }
  | { readonly kind: "max-length" | "min-length" | "max" | "min"; readonly limit: number }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "rule"; readonly rule: string }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "entries"; readonly constraint: Constraint };

/** A value that AWS's model refuses: where it stands, what it is, what it failed. */
export interface ValidationFailure {
  /** As AWS writes it: `roleName`, `tags.1.member.key`. */
  readonly at: string;
  readonly value: unknown;
  readonly violation: Violation;
}
