import type { AccessNeed } from "./access-need";
import { sessionTable } from "./credential-rows";
import type { OperationContext } from "./operation";
import type { Store, Table } from "./store/store";

/** The last time that a user or a role asked for an action, whether it was allowed or not. */
export interface ServiceUse {
  /** ARN of the user, or of the session's role. */
  readonly principalArn: string;
  /** `s3` */
  readonly service: string;
  /** `s3:GetObject` */
  readonly action: string;
  readonly time: Date;
  readonly region: string;
}

export function serviceUseTable(store: Store, account: string): Table<ServiceUse> {
  return store.table<ServiceUse>("service-uses", { account });
}

/** A use within this time of one that is known is not written again. AWS tells of uses hours later. */
const SPAN = 60_000;

/** Keeps that a user or a role asked for what a call needs. The root and services that act for themselves leave no trace. */
export function recordServiceUse(context: OperationContext, needs: () => readonly AccessNeed[]): void {
  const principalArn = findPrincipalArn(context);
  if (principalArn === undefined) return;
  const table = serviceUseTable(context.store, context.caller.accountId);
  const now = context.clock.now();
  for (const { action } of needs()) {
    const key = `${principalArn} ${action}`;
    const last = table.get(key)?.time.getTime();
    if (last !== undefined && now.getTime() - last < SPAN && now.getTime() >= last) continue;
    const service = action.slice(0, action.indexOf(":"));
    table.put(key, { principalArn, service, action, time: now, region: context.region });
  }
}

function findPrincipalArn({ caller, store }: OperationContext): string | undefined {
  if (caller.service !== undefined) return undefined;
  const arn = caller.roleArn ?? sessionTable(store).get(caller.accessKeyId)?.issuer.arn ?? caller.arn;
  return /:(user|role)\//.test(arn) ? arn : undefined;
}
