import type { JWTPayload } from "jose";
import type { OperationContext } from "../operation";
import { expiredIdentityToken, invalidIdentityToken } from "./faults";

/** "Tokens must be signed using either RSA keys (RS256, RS384, or RS512) or ECDSA keys (ES256, ES384, or ES512)." API_AssumeRoleWithWebIdentity */
const ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

/** "Timestamps in the token must be formatted as either an integer or a long integer." */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  iss: ["string"],
  sub: ["string"],
  aud: ["string", "object"],
  exp: ["number"],
  iat: ["number"],
};

/**
 * The claims of an OpenID Connect token that is what it says: signed by its issuer, if the emulator was given the issuer's
 * keys, and of this time. Without keys nobody can tell who signed; then only strict mode refuses the token.
 */
export async function readWebIdentityToken(token: string, context: OperationContext): Promise<JWTPayload> {
  const { decodeJwt, decodeProtectedHeader, errors } = await import("jose");
  let claims: JWTPayload;
  let algorithm: string | undefined;
  try {
    claims = decodeJwt(token);
    algorithm = decodeProtectedHeader(token).alg;
  } catch (error) {
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error;
    // Sentence unverified.
    throw invalidIdentityToken(
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  // Wording of this one and the next unverified.
  if (algorithm === undefined || !ALGORITHMS.includes(algorithm)) {
    throw invalidIdentityToken(`Token must be signed with one of ${ALGORITHMS.join(", ")}`);
  }
  const missing = Object.entries(REQUIRED).find(([name, type]) => !type.includes(typeof claims[name]));
  if (missing !== undefined) throw invalidIdentityToken(`Missing a required claim: ${missing[0]}`);
  await checkSignature(token, claims.iss ?? "", context);
  checkTime(claims, context);
  return claims;
}

async function checkSignature(token: string, issuer: string, context: OperationContext): Promise<void> {
  const { compactVerify, createLocalJWKSet, errors } = await import("jose");
  const { webIdentityKeys } = context;
  const keys = Object.hasOwn(webIdentityKeys, issuer) ? webIdentityKeys[issuer] : undefined;
  // Sentence: aws/aws-cli issue 7194, two spaces and all.
  const noKey = invalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
  if (keys === undefined) {
    if (context.enforcement === "strict") throw noKey;
    return;
  }
  try {
    await compactVerify(token, createLocalJWKSet({ keys: [...keys.keys] }));
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw noKey;
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error;
    // Wording unverified.
    throw invalidIdentityToken("Token signature is invalid");
  }
}

function checkTime({ exp = 0, nbf }: JWTPayload, { clock }: OperationContext): void {
  const now = Math.floor(clock.now().getTime() / 1000);
  // Sentence: awslabs/aws-orbit-workbench issue 771; without a space in its end.
  if (exp <= now) {
    throw expiredIdentityToken(
      `Token expired: current date/time ${now} must be before the expiration date/time${Math.floor(exp)}`,
    );
  }
  // Wording unverified.
  if (nbf !== undefined && !(nbf <= now)) throw invalidIdentityToken("Token is not valid yet");
}
