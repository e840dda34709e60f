import type { Credentials } from "@aws-sdk/client-sts";
import { ALPHANUMERIC } from "../../base";
import { SESSIONS } from "../authenticate";
import type { KnownSession } from "../authenticate";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

// Observed alphabet of access key ids.
const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function sessionTable(context: OperationContext): Table<KnownSession> {
  return context.store.table<KnownSession>(SESSIONS, {});
}

/** Whether an access key is one of temporary credentials. */
export function isSession(context: OperationContext, accessKeyId: string): boolean {
  return sessionTable(context).has(accessKeyId);
}

/** Gives out credentials that are somebody for some time. */
export function openSession(
  context: OperationContext,
  identity: Pick<KnownSession, "accountId" | "arn" | "userId">,
  seconds: number,
): Credentials {
  const accessKeyId = `ASIA${context.random.text(16, ID_ALPHABET)}`;
  // STS tells the end to the second.
  const expiration = new Date(Math.floor(context.clock.now().getTime() / 1000 + seconds) * 1000);
  sessionTable(context).put(accessKeyId, { ...identity, accessKeyId, expiration });
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: context.random.text(40, `${ALPHANUMERIC}+/`),
    SessionToken: context.random.text(356, `${ALPHANUMERIC}+/`),
    Expiration: expiration,
  };
}
