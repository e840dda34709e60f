import type { Clock } from "../base";
import { keyTable, sessionTable } from "./credential-rows";
import { AwsFault } from "./fault";
import type { Caller, ServiceName } from "./operation";
import type { Store } from "./store/store";

/** What tells callers apart. */
export interface Identities {
  readonly store: Store;
  readonly clock: Clock;
  /** The default account. */
  readonly accountId: string;
}

/**
 * Who calls, by the access key alone: signatures and session tokens are not checked. A key that IAM gave out is its user,
 * one that STS gave out is its session until it expires; an access key id of twelve digits is the root of the account of
 * that number; everybody else is the root of the default account.
 */
export function authenticate(
  accessKeyId: string | undefined,
  service: ServiceName,
  { store, clock, accountId: defaultAccountId }: Identities,
  partition: string,
): Caller {
  if (accessKeyId !== undefined) {
    const session = sessionTable(store).get(accessKeyId);
    if (session !== undefined && session.expiration <= clock.now()) throw expiredToken(service);
    const known = session ?? keyTable(store).get(accessKeyId);
    if (known !== undefined) {
      return { accountId: known.accountId, arn: known.arn, userId: known.userId, accessKeyId };
    }
  }
  const accountId = /^[0-9]{12}$/.test(accessKeyId ?? "") ? (accessKeyId as string) : defaultAccountId;
  return {
    accountId,
    arn: `arn:${partition}:iam::${accountId}:root`,
    userId: accountId,
    accessKeyId: accessKeyId ?? "",
  };
}

/** S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; the others as the SDKs' logs quote them. */
function expiredToken(service: ServiceName): AwsFault {
  switch (service) {
    case "s3":
      return new AwsFault("ExpiredToken", "The provided token has expired.", 400);
    case "ssm":
      return new AwsFault("ExpiredTokenException", "The security token included in the request is expired", 400);
    case "iam":
    case "sts":
    case "cloudformation":
      return new AwsFault("ExpiredToken", "The security token included in the request is expired", 403);
    default:
      return service satisfies never;
  }
}
