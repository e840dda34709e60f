import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import { nameKey } from "./principals";
import type { Tag } from "./tags";

export interface ServerCertificateRow {
  readonly name: string;
  readonly path: string;
  /** `ASCA…` */
  readonly id: string;
  readonly arn: string;
  readonly body: string;
  readonly chain: string | undefined;
  /** PEM; no operation shows it. */
  readonly privateKey: string;
  readonly uploadDate: Date;
  readonly expiration: Date;
  readonly tags: readonly Tag[];
}

export function serverCertificateTable(context: OperationContext): Table<ServerCertificateRow> {
  const scope = { account: context.caller.accountId };
  return context.store.table<ServerCertificateRow>("iam-server-certificates", scope);
}

/** The certificate of that name; NoSuchEntity where there is none (facts/aws-errors.tsv, test_iam_server_certificates). */
export function findServerCertificate(context: OperationContext, name: string): ServerCertificateRow {
  const row = serverCertificateTable(context).get(nameKey(name));
  if (row !== undefined) return row;
  throw new AwsFault("NoSuchEntity", `The Server Certificate with name ${name} cannot be found.`);
}

export function putServerCertificate(context: OperationContext, row: ServerCertificateRow): void {
  serverCertificateTable(context).put(nameKey(row.name), row);
}

/** Refuses a name that another certificate has (facts/aws-errors.tsv, test_iam_server_certificates). */
export function requireFreeName(context: OperationContext, name: string): void {
  if (!serverCertificateTable(context).has(nameKey(name))) return;
  throw new AwsFault("EntityAlreadyExists", `The Server Certificate with name ${name} already exists.`);
}
