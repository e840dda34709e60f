import { randomBytes } from "node:crypto";

/** Random text, injected so that tests decide it. */
export interface Random {
  /** `length` characters drawn from `alphabet` (at most 256 characters). */
  text(length: number, alphabet: string): string;
}

export const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
export const UPPER_ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Cryptographically random; unbiased by rejection. */
export const systemRandom: Random = {
  text(length, alphabet) {
    const limit = 256 - (256 % alphabet.length);
    let text = "";
    while (text.length < length) {
      const byte = nextByte();
      if (byte < limit) text += alphabet[byte % alphabet.length];
    }
    return text;
  },
};

// Asked for by the thousand: each call of the system takes longer than all that an id is otherwise.
let pool: Uint8Array = new Uint8Array();
let used = 0;

function nextByte(): number {
  if (used === pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  const byte = pool[used] as number;
  // What became part of a secret does not stay in memory for longer than it must.
  pool[used++] = 0;
  return byte;
}

/** The same text every time for the same seed: for tests and reproducible runs. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    text: (length, alphabet) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join(""),
  };
}
