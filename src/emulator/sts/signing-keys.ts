import type { KeyObject } from "node:crypto";
import { createPrivateKey, generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { OperationContext } from "../operation";

/** Algorithms that tokens for others can be signed with. API_GetWebIdentityToken */
export const SIGNING_ALGORITHMS = ["RS256", "ES384"] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** A key that signs tokens of an account; rows by algorithm. */
interface SigningKeyRow {
  readonly id: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** The account's key for an algorithm, made when it is first asked for. */
export async function readSigningKey(
  algorithm: SigningAlgorithm,
  context: OperationContext,
): Promise<{ readonly id: string; readonly key: KeyObject }> {
  const table = context.store.table<SigningKeyRow>("sts-signing-keys", { account: context.caller.accountId });
  const found = table.get(algorithm);
  if (found !== undefined) return { id: found.id, key: createPrivateKey(found.privateKey) };
  const key = await makeKey(algorithm);
  const row = {
    id: context.random.text(32, "0123456789abcdef"),
    privateKey: key.export({ type: "pkcs8", format: "pem" }),
  };
  table.put(algorithm, { ...row, privateKey: String(row.privateKey) });
  return { id: row.id, key };
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
