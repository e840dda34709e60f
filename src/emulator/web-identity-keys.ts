import type { JWK } from "jose";
import { UserError } from "../base";

/** A JSON Web Key Set, as an OpenID Connect provider publishes its keys. https://www.rfc-editor.org/rfc/rfc7517#section-5 */
export interface JsonWebKeySet {
  readonly keys: readonly JWK[];
}

/** Keys of OpenID Connect providers by issuer: `https://token.actions.githubusercontent.com`. The emulator fetches none. */
export type WebIdentityKeys = Readonly<Record<string, JsonWebKeySet>>;

/** UserError for what is no table of key sets; a key that cannot be used is told when a token needs it. */
export function checkWebIdentityKeys(table: unknown): asserts table is WebIdentityKeys {
  if (!isRecord(table)) {
    throw new UserError(
      "invalid-web-identity-keys",
      `web identity keys ${JSON.stringify(table)} are no table by issuer`,
    );
  }
  for (const [issuer, set] of Object.entries(table)) {
    if (!/^https:\/\/\S+$/.test(issuer)) {
      throw new UserError("invalid-web-identity-keys", `issuer "${issuer}" does not begin with https://`);
    }
    if (!isRecord(set) || !Array.isArray(set["keys"]) || !set["keys"].every(isRecord)) {
      throw new UserError("invalid-web-identity-keys", `the keys of issuer "${issuer}" are no JSON Web Key Set`, {
        hint: "an object with a list under keys, as the provider's jwks_uri shows it",
      });
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
