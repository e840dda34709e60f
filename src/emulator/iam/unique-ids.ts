import type { Random } from "../../base";

// Observed alphabet of IAM's ids: upper-case letters and the digits 2 to 7.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Prefixes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export type IdPrefix = "AROA" | "AIDA" | "AGPA" | "ANPA" | "AIPA" | "ASCA" | "ACCA" | "AKIA" | "APKA";

/** A unique id of 21 characters, ids of keys of 20: `AROAXXXXXXXXXXXXXXXXX`. */
export function makeUniqueId(random: Random, prefix: IdPrefix): string {
  return prefix + random.text(prefix === "AKIA" || prefix === "APKA" ? 16 : 17, ALPHABET);
}
