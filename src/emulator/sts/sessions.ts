import type { Credentials } from "@aws-sdk/client-sts";
import { ALPHANUMERIC } from "../../base";
import { makeAccessKeyId } from "../access-key-id";
import { sessionTable } from "../credential-rows";
import type { SessionRow } from "../credential-rows";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

const SECRET_ALPHABET = `${ALPHANUMERIC}+/`;

/** Bytes of a session token that nobody asks to be longer, and the most that one can be asked to have. */
const TOKEN_SIZE = 356;
const LARGEST_TOKEN = 4096;

/** The caller's session; undefined for callers with long-term keys. */
export function findCallingSession({ store, caller }: OperationContext): SessionRow | undefined {
  return sessionTable(store).get(caller.accessKeyId);
}

/** A session to come: who it is and what it may; keys, token and times are made when it is opened. */
export type NewSession = Pick<SessionRow, "origin" | "accountId" | "arn" | "userId" | "issuer"> &
  Partial<
    Pick<SessionRow, "policies" | "tags" | "transitiveTagKeys" | "sourceIdentity" | "mfaTime" | "federationKeys">
  >;

/** Gives out credentials that are somebody for some time. */
export function openSession(
  context: OperationContext,
  session: NewSession,
  seconds: number,
  minimumTokenSize = 0,
): Credentials {
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
    accessKeyId: makeAccessKeyId("ASIA", session.accountId, context.random),
    secretAccessKey: context.random.text(40, SECRET_ALPHABET),
    sessionToken: context.random.text(Math.max(TOKEN_SIZE, minimumTokenSize), SECRET_ALPHABET),
    issued: new Date(now * 1000),
    expiration: new Date((now + seconds) * 1000),
  };
  const table = sessionTable(context.store);
  if (table.size >= MANY_SESSIONS) forgetExpired(table, row.issued);
  table.put(row.accessKeyId, row);
  return {
    AccessKeyId: row.accessKeyId,
    SecretAccessKey: row.secretAccessKey,
    SessionToken: row.sessionToken,
    Expiration: row.expiration,
  };
}

/** Expired sessions are kept so that their keys get ExpiredToken, but not for ever. */
const MANY_SESSIONS = 10_000;

function forgetExpired(table: Table<SessionRow>, now: Date): void {
  for (const { accessKeyId, expiration } of [...table.values()]) if (expiration <= now) table.delete(accessKeyId);
}

/** What answers say of a token's size. That the largest is what one can ask for is an assumption (unverified). */
export function describeToken({ SessionToken = "" }: Credentials): {
  readonly SessionTokenSize: number;
  readonly SessionTokenUtilization: number;
} {
  const size = SessionToken.length;
  return { SessionTokenSize: size, SessionTokenUtilization: Math.ceil((size / LARGEST_TOKEN) * 100) };
}
