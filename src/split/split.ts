import type { Catalog } from "../catalog";
import type { Template } from "../template";
import type { SplitReport } from "./report";

export interface SplitOptions {
  /**
   * Name that the application stack has or will have. Becomes the default of the IAM template's AppStackName.
   * @default - no default: whoever deploys the IAM stack gives AppStackName
   */
  readonly appStackName?: string;
}

export interface SplitResult {
  readonly iam: Template;
  readonly app: Template;
  readonly report: SplitReport;
}

/** Takes a monolithic template apart into an IAM template and an app template. Pure. */
export function split(template: Template, catalog: Catalog, options: SplitOptions = {}): SplitResult {
  void template;
  void catalog;
  void options;
  throw new Error("under construction");
}
