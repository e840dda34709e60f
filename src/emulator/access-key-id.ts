import type { Random } from "../base";

// RFC 4648's base32: the observed alphabet of access key ids.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 16;

/**
 * Where ids of keys since 2019 keep the account: the 40 bits after the first of the 80 that the 16 characters stand for.
 * The first is set (observed by many; https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489).
 */
const ACCOUNT_SHIFT = 39n;
const ACCOUNT_MASK = (1n << 40n) - 1n;
const NEW_FORM = 1n << 79n;

/** An access key id that tells its account, as AWS's do: `AKIA…` of a user, `ASIA…` of a session. */
export function makeAccessKeyId(prefix: "AKIA" | "ASIA", accountId: string, random: Random): string {
  const drawn = decode(random.text(LENGTH, ALPHABET)) & ((1n << ACCOUNT_SHIFT) - 1n);
  return prefix + encode(NEW_FORM | (BigInt(accountId) << ACCOUNT_SHIFT) | drawn);
}

/** The account of an access key id; undefined for ids of the older form and for what is no id. */
export function readKeyAccount(accessKeyId: string): string | undefined {
  if (!/^A[A-Z]{3}[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  const bits = decode(accessKeyId.slice(-LENGTH));
  const account = (bits >> ACCOUNT_SHIFT) & ACCOUNT_MASK;
  if ((bits & NEW_FORM) === 0n || account > 999_999_999_999n) return undefined;
  return String(account).padStart(12, "0");
}

function decode(text: string): bigint {
  let bits = 0n;
  for (const character of text) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(character));
  return bits;
}

function encode(bits: bigint): string {
  let text = "";
  for (let at = LENGTH - 1; at >= 0; at -= 1) text += ALPHABET[Number((bits >> BigInt(5 * at)) & 31n)];
  return text;
}
