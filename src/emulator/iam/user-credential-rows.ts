import type { OperationContext } from "../operation";
import type { Table } from "../store/store";

// What users have beside access keys and MFA devices. Rows name their user by the unique id, so that they stay the user's
// under another name, and are not inherited by a user made anew under the old one.

interface OwnedRow {
  /** Unique id of the user, or the account id for what belongs to the root. */
  readonly userId: string;
}

export interface LoginProfileRow extends OwnedRow {
  readonly createDate: Date;
  readonly passwordResetRequired: boolean;
  readonly passwordChanged: Date;
  readonly salt: string;
  /** Hash of the password, then of those before it, newest first. */
  readonly hashes: readonly string[];
}

export interface SshKeyRow extends OwnedRow {
  readonly id: string;
  /** `ssh-rsa AAAA…`, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly status: CredentialStatus;
  readonly uploadDate: Date;
}

export interface SigningCertificateRow extends OwnedRow {
  readonly id: string;
  readonly body: string;
  readonly status: CredentialStatus;
  readonly uploadDate: Date;
}

export interface ServiceCredentialRow extends OwnedRow {
  readonly id: string;
  /** `codecommit.amazonaws.com` */
  readonly service: string;
  /** User name or alias for the service: `ann-at-123456789012`. */
  readonly login: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly secretHash: string;
  readonly status: CredentialStatus;
  readonly createDate: Date;
  readonly expirationDate: Date | undefined;
}

/** What somebody may set; that a credential is expired follows from its date. */
export type CredentialStatus = "Active" | "Inactive";

/** By user id. */
export function loginProfileTable(context: OperationContext): Table<LoginProfileRow> {
  return table("iam-login-profiles", context);
}

/** By key id. */
export function sshKeyTable(context: OperationContext): Table<SshKeyRow> {
  return table("iam-ssh-public-keys", context);
}

/** By certificate id. */
export function signingCertificateTable(context: OperationContext): Table<SigningCertificateRow> {
  return table("iam-signing-certificates", context);
}

/** By credential id. */
export function serviceCredentialTable(context: OperationContext): Table<ServiceCredentialRow> {
  return table("iam-service-specific-credentials", context);
}

function table<Row>(name: string, context: OperationContext): Table<Row> {
  return context.store.table<Row>(name, { account: context.caller.accountId });
}

/** The rows of one user. */
export function listOwned<Row extends { readonly userId: string | undefined }>(
  rows: Table<Row>,
  userId: string,
): readonly Row[] {
  return [...rows.values()].filter((row) => row.userId === userId);
}
