import { UserError } from "../base";
import { partitionStore } from "./store/partitions";
import type { Store } from "./store/store";

/** What an issuer of tokens publishes about itself. */
export type IssuerDocument = "openid-configuration" | "jwks.json";

/**
 * What AWS publishes under `{issuer}/.well-known/` of an account whose principals get tokens for others, here under the emulator's
 * own address.
 *
 * @param issuer `https://….tokens.sts.global.api.aws`, as EnableOutboundWebIdentityFederation answers it
 * @param base where the emulator publishes the issuer's documents
 * @throws UserError `unknown-issuer`
 */
export async function readPublishedIssuer(
  issuer: string,
  document: IssuerDocument,
  store: Store,
  base: string,
): Promise<object> {
  const { findIssuer } = await import("./iam/outbound-federation");
  const { SIGNING_ALGORITHMS, readVerificationKeys } = await import("./sts/signing-keys");
  const scope = findIssuer(issuer, store);
  if (scope?.account === undefined) {
    throw new UserError("unknown-issuer", `no account has the issuer ${issuer}`, {
      hint: "EnableOutboundWebIdentityFederation of IAM tells an account's issuer",
    });
  }
  switch (document) {
    case "openid-configuration":
      // Members as AWS's document has them: https://repost.aws/questions/QUNyrKNpikQTqTIgWhn8qS4Q
      return {
        claims_supported: ["sub", "iss", "aud", "exp", "iat", "jti", "https://sts.amazonaws.com/"],
        id_token_signing_alg_values_supported: SIGNING_ALGORITHMS,
        issuer,
        jwks_uri: `${base}jwks.json`,
        subject_types_supported: ["public"],
      };
    case "jwks.json": {
      const keys = await readVerificationKeys(scope.account, partitionStore(store, scope.partition ?? "aws"));
      return { keys };
    }
    default:
      return document satisfies never;
  }
}
