import type { ServiceName } from "./operation";

/** A call that was denied, or would have been. */
export interface Denial {
  readonly mode: "soft" | "strict";
  readonly service: ServiceName;
  /** `CreateRole`; empty for what a service asks in the middle of its work. */
  readonly operation: string;
  /** ARN of who called; empty for a request that proves nobody. */
  readonly caller: string;
  /** `AccessDenied` */
  readonly code: string;
  /** AWS's sentence with the reason. */
  readonly message: string;
}

export type ReportDenial = (denial: Denial) => void;
