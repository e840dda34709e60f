import { AwsFault } from "../fault";
import type { OperationContext } from "../operation";
import type { Table } from "../store/store";
import type { Tag } from "./tags";

/** An OpenID Connect provider; rows by ARN. */
export interface OidcProviderRow {
  /** `arn:aws:iam::123456789012:oidc-provider/server.example.org/path` */
  readonly arn: string;
  /** Without `https://`, as GetOpenIDConnectProvider shows it. */
  readonly url: string;
  /** Audiences. */
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createDate: Date;
  readonly tags: readonly Tag[];
}

/** A private key that decrypts assertions. */
export interface SamlPrivateKey {
  readonly keyId: string;
  readonly timestamp: Date;
  readonly pem: string;
}

/** A SAML provider; rows by ARN in lower case. */
export interface SamlProviderRow {
  readonly name: string;
  /** `arn:aws:iam::123456789012:saml-provider/name` */
  readonly arn: string;
  readonly uuid: string;
  /** `parseSamlMetadata` of src/emulator reads it. */
  readonly metadata: string;
  readonly createDate: Date;
  readonly validUntil: Date;
  readonly assertionEncryptionMode: "Required" | "Allowed";
  readonly privateKeys: readonly SamlPrivateKey[];
  readonly tags: readonly Tag[];
}

export function oidcProviderTable(context: OperationContext): Table<OidcProviderRow> {
  return context.store.table<OidcProviderRow>("iam-oidc-providers", { account: context.caller.accountId });
}

export function samlProviderTable(context: OperationContext): Table<SamlProviderRow> {
  return context.store.table<SamlProviderRow>("iam-saml-providers", { account: context.caller.accountId });
}

/** Recorded for GetOpenIDConnectProvider (facts/aws-errors.tsv, test_iam_oidc). */
export function findOidcProvider(context: OperationContext, arn: string): OidcProviderRow {
  const row = oidcProviderTable(context).get(arn);
  if (row === undefined) throw new AwsFault("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`);
  return row;
}

/** Recorded for GetSAMLProvider and DeleteSAMLProvider (facts/aws-errors.tsv, test_iam_saml_providers). */
export function findSamlProvider(context: OperationContext, arn: string): SamlProviderRow {
  const row = samlProviderTable(context).get(samlKey(arn));
  if (row === undefined) throw new AwsFault("NoSuchEntity", `Manifest not found for arn ${arn}`);
  return row;
}

/** Names are told apart without regard to case. */
export function samlKey(arn: string): string {
  return arn.toLowerCase();
}
