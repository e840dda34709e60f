import type { Caller } from "./operation";
import type { Store } from "./store/store";

/** An access key that the emulator's IAM has given out; rows of the table `access-keys` of no account. */
export interface KnownAccessKey {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

export const ACCESS_KEYS = "access-keys";

/**
 * Who calls, by the access key alone: signatures are not checked. A key that IAM gave out is its user; an access key id
 * of twelve digits is the root of the account of that number; everybody else is the root of the default account.
 */
export function authenticate(
  accessKeyId: string | undefined,
  store: Store,
  defaultAccountId: string,
  partition: string,
): Caller {
  const known = accessKeyId === undefined ? undefined : store.table<KnownAccessKey>(ACCESS_KEYS, {}).get(accessKeyId);
  if (known !== undefined && accessKeyId !== undefined) {
    return { accountId: known.accountId, arn: known.arn, userId: known.userId, accessKeyId };
  }
  const accountId = /^[0-9]{12}$/.test(accessKeyId ?? "") ? (accessKeyId as string) : defaultAccountId;
  return {
    accountId,
    arn: `arn:${partition}:iam::${accountId}:root`,
    userId: accountId,
    accessKeyId: accessKeyId ?? "",
  };
}
