import type { Caller, OperationContext, ServiceName } from "./operation";

/** A service that asks another something for itself, about the caller's account. */
export function serviceCaller(service: ServiceName, { caller }: Pick<OperationContext, "caller">): Caller {
  const principal = `${service}.amazonaws.com`;
  return { accountId: caller.accountId, arn: principal, userId: principal, accessKeyId: "", service: principal };
}
