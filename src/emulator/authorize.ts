import type { Operation, OperationContext, ServiceName } from "./operation";

/** What somebody wants to do. */
export interface AuthorizationRequest {
  readonly service: ServiceName;
  readonly operation: Operation;
  readonly input: object;
  readonly context: OperationContext;
}

/** Decides whether a call may run; throws AwsFault where not. */
export type Authorize = (request: AuthorizationRequest) => void | Promise<void>;

/** No enforcement: every call may run. Answers say so in the header `x-emulator-enforcement: off`. */
export const allowEverything: Authorize = () => undefined;
