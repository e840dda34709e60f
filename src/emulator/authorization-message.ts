import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Store } from "./store/store";

/** What makes and reads messages; a row of a table of no account. */
interface MessageKey {
  /** 32 bytes, base64. */
  readonly secret: string;
}

const CIPHER = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;
/** Nobody's message is larger; what claims to be is none of ours. */
const LARGEST = 1024 * 1024;

/**
 * Encodes why a request was denied, as services do that end their sentence with "Encoded authorization failure message:";
 * nobody but STS DecodeAuthorizationMessage can read it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 *
 * @param message JSON with `allowed`, `explicitDeny`, `matchedStatements`, `context`, as AWS's messages have it
 */
export function encodeAuthorizationMessage(message: object, store: Store): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, readKey(store), nonce);
  const text = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(message))), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
}

/** The JSON of a message that this emulator encoded; undefined for any other text. */
export function decodeAuthorizationMessage(encoded: string, store: Store): string | undefined {
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.toString("base64url") !== encoded || bytes.length <= NONCE + TAG) return undefined;
  const decipher = createDecipheriv(CIPHER, readKey(store), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  const opened = open(() => Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]));
  return opened === undefined ? undefined : inflateRawSync(opened, { maxOutputLength: LARGEST }).toString("utf8");
}

/** Undefined where the tag does not fit, which node tells by an error only. */
function open(decrypt: () => Buffer): Buffer | undefined {
  try {
    return decrypt();
  } catch {
    return undefined;
  }
}

function readKey(store: Store): Buffer {
  const table = store.table<MessageKey>("authorization-message-keys", {});
  const found = table.get("key");
  if (found !== undefined) return Buffer.from(found.secret, "base64");
  const made = randomBytes(32);
  table.put("key", { secret: made.toString("base64") });
  return made;
}
