import type { Credentials } from "@aws-sdk/client-sts";
import { ALPHANUMERIC } from "../../base";
import { sessionTable } from "../credential-rows";
import type { SessionRow } from "../credential-rows";
import type { OperationContext } from "../operation";

// Observed alphabet of access key ids.
const ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET_ALPHABET = `${ALPHANUMERIC}+/`;

/** Whether an access key is one of temporary credentials. */
export function isSession(context: OperationContext, accessKeyId: string): boolean {
  return sessionTable(context.store).has(accessKeyId);
}

/** A session to come: who it is and what it may; keys, token and times are made when it is opened. */
export type NewSession = Pick<SessionRow, "origin" | "accountId" | "arn" | "userId" | "issuer"> &
  Partial<
    Pick<SessionRow, "policies" | "tags" | "transitiveTagKeys" | "sourceIdentity" | "mfaTime" | "federationKeys">
  >;

/** Gives out credentials that are somebody for some time. */
export function openSession(context: OperationContext, session: NewSession, seconds: number): Credentials {
  // STS tells times to the second.
  const now = Math.floor(context.clock.now().getTime() / 1000);
  const row: SessionRow = {
    policies: undefined,
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: undefined,
    mfaTime: undefined,
    federationKeys: {},
    ...session,
    accessKeyId: `ASIA${context.random.text(16, ID_ALPHABET)}`,
    secretAccessKey: context.random.text(40, SECRET_ALPHABET),
    sessionToken: context.random.text(356, SECRET_ALPHABET),
    issued: new Date(now * 1000),
    expiration: new Date((now + seconds) * 1000),
  };
  sessionTable(context.store).put(row.accessKeyId, row);
  return {
    AccessKeyId: row.accessKeyId,
    SecretAccessKey: row.secretAccessKey,
    SessionToken: row.sessionToken,
    Expiration: row.expiration,
  };
}
