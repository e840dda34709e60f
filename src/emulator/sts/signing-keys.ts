import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { JWK } from "jose";
import type { Store } from "../store/store";

/** Algorithms that tokens for others can be signed with. API_GetWebIdentityToken */
export const SIGNING_ALGORITHMS = ["RS256", "ES384"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** Recorded: github.com/radkawar/stackd, testdata/aws/iam/outbound_issuance.json. */
const KEY_IDS: Readonly<Record<SigningAlgorithm, string>> = { RS256: "RSA_0", ES384: "EC384_0" };

/** A key that signs tokens of an account; rows by algorithm. */
interface SigningKeyRow {
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** The account's key for an algorithm, made when it is first asked for. */
export async function readSigningKey(
  algorithm: SigningAlgorithm,
  account: string,
  store: Store,
): Promise<{ readonly id: string; readonly key: KeyObject }> {
  const id = KEY_IDS[algorithm];
  const table = store.table<SigningKeyRow>("sts-signing-keys", { account });
  let row = table.get(algorithm);
  if (row === undefined) {
    const made = { privateKey: String((await makeKey(algorithm)).export({ type: "pkcs8", format: "pem" })) };
    // Somebody else may have asked in the meantime: one key signs all.
    row = table.get(algorithm) ?? made;
    table.put(algorithm, row);
  }
  return { id, key: createPrivateKey(row.privateKey) };
}

/** The keys that verify an account's tokens, as a JSON Web Key Set has them. */
export async function readVerificationKeys(account: string, store: Store): Promise<readonly JWK[]> {
  const keys: JWK[] = [];
  for (const alg of SIGNING_ALGORITHMS) {
    const { id, key } = await readSigningKey(alg, account, store);
    keys.push({ ...(createPublicKey(key).export({ format: "jwk" }) as JWK), kid: id, use: "sig", alg });
  }
  return keys;
}

async function makeKey(algorithm: SigningAlgorithm): Promise<KeyObject> {
  const generate = promisify(generateKeyPair);
  switch (algorithm) {
    case "RS256":
      return (await generate("rsa", { modulusLength: 2048 })).privateKey;
    case "ES384":
      return (await generate("ec", { namedCurve: "P-384" })).privateKey;
    default:
      return algorithm satisfies never;
  }
}
