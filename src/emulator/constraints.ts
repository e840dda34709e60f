/** What AWS's model demands of a value. Lengths count characters of text, entries of lists. */
export interface Constraint {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** AWS's pattern in AWS's spelling, as its messages show it. The whole value must match. */
  readonly pattern?: string;
  /**
   * What must hold, where AWS answers a broken pattern with a sentence of its own:
   * `The specified value for roleName is invalid. It must contain only …`
   */
  readonly patternRule?: string;
  readonly values?: readonly string[];
  /** Constraint of each entry of a list of scalars. */
  readonly each?: Constraint;
}

/**
 * Constraints by member: `RoleName` for every structure that has one, `CreateUserRequest.UserName` for that structure
 * only, which wins.
 */
export type Constraints = Readonly<Record<string, Constraint>>;

/**
 * How a service words a constraint failure: most repeat the value (`Value 'x' at 'roleName' failed …`), IAM does not
 * (`Value at 'roleName' failed …`).
 */
export type ConstraintWording = "with-value" | "without-value";
