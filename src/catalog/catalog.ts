import type { Strategy } from "./strategy";

/** How one app resource is severed when the default does not suit. */
export interface SeverOverride {
  readonly strategy: Strategy;
  /** Name to give the app resource, for strategy `name`; may use `${AWS::StackName}`. */
  readonly name?: string;
}

/** What is externalized and how: a split configuration, or a ready catalogue. */
export interface Catalog {
  /** `listed`: roles and policies by name. `all`: every `AWS::IAM::*` resource of the template. */
  readonly mode: "listed" | "all";
  readonly roles: readonly string[];
  readonly policies: readonly string[];
  /** Resources that stay in the app template: resource policies, and in mode `all` any IAM resource. */
  readonly excluded: readonly string[];
  /** Regular expressions that the app template's parameters carry. */
  readonly rolePattern: string;
  readonly policyPattern: string;
  /** @default - the parameters stand in no group of their own */
  readonly parameterGroup?: { readonly name: string; readonly insertAfter?: string };
  /**
   * Lengths of the random tail of generated names that patterns match. Names of stacks that were created years ago
   * may end in 13 characters; `12-13` emits a twin for them.
   */
  readonly tails: "12" | "12-13";
  /** By logical id of the app resource. */
  readonly sever: ReadonlyMap<string, SeverOverride>;
}
