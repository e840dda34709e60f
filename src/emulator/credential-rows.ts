import type { Store, Table } from "./store/store";

/** What any credentials that the emulator gave out say of themselves. */
export interface CredentialRow {
  readonly accessKeyId: string;
  /** What requests are signed with. */
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** Whose they are: a user, a session of a role, a federated user, the root. */
  readonly arn: string;
  /** Unique id as STS GetCallerIdentity returns it. */
  readonly userId: string;
}

/** A user's access key; rows of a table of no account, as a key says nothing but itself. */
export interface KeyRow extends CredentialRow {
  readonly userName: string;
  readonly status: "Active" | "Inactive";
  readonly createDate: Date;
}

/** A policy that was passed with the request for a session. */
export interface SessionPolicy {
  /** ARN of a managed policy; undefined for the one passed inline. */
  readonly arn: string | undefined;
  readonly document: string;
}

/** How a session came to be. */
export type SessionOrigin =
  | "AssumeRole"
  | "AssumeRoleWithSAML"
  | "AssumeRoleWithWebIdentity"
  | "AssumeRoot"
  | "GetDelegatedAccessToken"
  | "GetFederationToken"
  | "GetSessionToken";

/** Temporary credentials; rows of a table of no account, by access key id. */
export interface SessionRow extends CredentialRow {
  readonly origin: SessionOrigin;
  /** What every request must bring beside the signature. */
  readonly sessionToken: string;
  /** Condition key `aws:TokenIssueTime`. */
  readonly issued: Date;
  readonly expiration: Date;
  /** Whose permissions the session has: the ARN and unique id of its role, of the user who asked, or of the root. */
  readonly issuer: { readonly arn: string; readonly userId: string };
  /**
   * Policies that limit the session. Undefined where none was passed, which limits nothing, but leaves a federated user
   * without permissions.
   */
  readonly policies: readonly SessionPolicy[] | undefined;
  /** Session tags, the inherited ones included: `aws:PrincipalTag/…`. They hide tags of the role or user of the same key. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Keys of the tags that sessions made from this one inherit. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
  /** When a device confirmed who asks: `aws:MultiFactorAuthPresent`, `aws:MultiFactorAuthAge`. */
  readonly mfaTime: Date | undefined;
  /** Condition keys that the identity provider's answer left with the session: `saml:sub`, `aws:FederatedProvider`. */
  readonly federationKeys: Readonly<Record<string, string | readonly string[]>>;
}

export function keyTable(store: Store): Table<KeyRow> {
  return store.table<KeyRow>("access-keys", {});
}

export function sessionTable(store: Store): Table<SessionRow> {
  return store.table<SessionRow>("sessions", {});
}

/** Ids of keys that were deleted: what they signed is refused, instead of being anybody's. */
export function retiredKeyTable(store: Store): Table<{ readonly accessKeyId: string }> {
  return store.table<{ readonly accessKeyId: string }>("retired-access-keys", {});
}
