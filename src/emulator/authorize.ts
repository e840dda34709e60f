import type { AccessNeed } from "./access-need";
import type { ReportDenial } from "./denial";
import type { Enforcement, OperationContext, ServiceName } from "./operation";

/** What somebody wants to do. */
export interface AuthorizationRequest {
  /** The service that is asked, and answers in its words. */
  readonly service: ServiceName;
  /** `CreateRole` */
  readonly operation: string;
  readonly context: OperationContext;
  /** The permissions that the call needs; not asked for where nothing is decided. */
  needs(): readonly AccessNeed[];
}

/** Decides whether a call may run; throws AwsFault where not. */
export type Authorize = (request: AuthorizationRequest) => void | Promise<void>;

/** What stands between a request and its operation. */
export interface Guard {
  readonly mode: Enforcement;
  readonly authorize: Authorize;
  /** Secret of the roots of all accounts, whose access key ids are the accounts' numbers; undefined where none is asked for. */
  rootSecret(): string | undefined;
  readonly report: ReportDenial;
}

/** No enforcement: every call may run. Answers say so in the header `x-emulator-enforcement: off`. */
export const openGuard: Guard = {
  mode: "off",
  authorize: () => undefined,
  rootSecret: () => undefined,
  report: () => undefined,
};
