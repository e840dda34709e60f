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
  /** Resource policies that stay in the app template. */
  readonly excluded: readonly string[];
  /** Regular expressions that the app template's parameters carry. */
  readonly rolePattern: string;
  readonly policyPattern: string;
  /** @default - no group of its own */
  readonly parameterGroup?: { readonly name: string; readonly insertAfter?: string };
  /** By logical id of the app resource. */
  readonly sever: ReadonlyMap<string, SeverOverride>;
}
