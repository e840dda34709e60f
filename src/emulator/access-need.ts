import type { ContextValues } from "../policy";

/** One permission that a call needs. */
export interface AccessNeed {
  /** `iam:CreateRole` */
  readonly action: string;
  /** ARN, or `*` where the action has no resource. */
  readonly resource: string;
  /** What the resource is called where access is denied: `role Name`. @default - the resource */
  readonly shownAs?: string;
  /** Condition keys of the service, by name. The global ones are added to them. */
  readonly keys?: ContextValues;
  /** @default - as the ARN says, else the caller's */
  readonly resourceAccount?: string;
  /** The policy that the resource itself has: a bucket's. @default - it has none */
  readonly resourcePolicy?: { readonly id: string; readonly document: string };
}
