import type { Clock } from "../base";
import { keyTable, sessionTable } from "./credential-rows";
import type { ServiceName } from "./operation";
import type { Store, Table } from "./store/store";

/** The last use of an access key, or of a role by its sessions. */
export interface CredentialUse {
  readonly time: Date;
  readonly service: ServiceName;
  readonly region: string;
}

/** By access key id of a user, or by unique id of a role. */
export function useTable(store: Store): Table<CredentialUse> {
  return store.table<CredentialUse>("credential-uses", {});
}

/**
 * "When an access key is used more than once in a 15-minute span, only the first use is recorded."
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html; for roles unverified.
 */
const SPAN = 15 * 60 * 1000;

/** Keeps what a request is signed with as used; credentials that the emulator did not give out are nobody's. */
export function recordCredentialUse(
  accessKeyId: string,
  service: ServiceName,
  region: string,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): void {
  const id = findUsedId(accessKeyId, store);
  if (id === undefined) return;
  const table = useTable(store);
  const now = clock.now().getTime();
  const last = table.get(id);
  if (last !== undefined && now - last.time.getTime() < SPAN && now >= last.time.getTime()) return;
  table.put(id, { time: new Date(Math.floor(now / 1000) * 1000), service, region });
}

/** The key itself, or the role of a session; other sessions leave no trace. */
function findUsedId(accessKeyId: string, store: Store): string | undefined {
  if (keyTable(store).has(accessKeyId)) return accessKeyId;
  const issuer = sessionTable(store).get(accessKeyId)?.issuer;
  return issuer?.arn.includes(":role/") === true ? issuer.userId : undefined;
}
