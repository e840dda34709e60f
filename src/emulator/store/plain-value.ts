import { isDate, isUint8Array } from "node:util/types";

// Not V8's own format: what it reads is of the process's first realm, where tests run in one of their own.

/** More levels than a row of ours has, fewer than would end the process. */
const DEEPEST = 1000;

/**
 * A row as JSON has it: dates are `{"$date": …}`, bytes `{"$bytes": base64}`; a member that is undefined is left out. Rows
 * are no deeper than a thousand levels.
 */
export function encodeValue(value: unknown): unknown {
  return encode(value, 0);
}

/** What {@link encodeValue} was given, or why it cannot be read. */
export function decodeValue(json: unknown): { readonly value: unknown } | { readonly unreadable: string } {
  try {
    return { value: decode(json, 0) };
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return { unreadable: error.message };
  }
}

class UnreadableValue extends Error {}

function encode(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new Error(`a row is nested deeper than ${DEEPEST} levels`);
  if (value === undefined) return { $undefined: true };
  if (typeof value !== "object" || value === null) return value;
  if (isDate(value)) return { $date: value.toISOString() };
  if (isUint8Array(value)) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map((item) => encode(item, depth + 1));
  const encoded: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) setMember(encoded, key, encode(member, depth + 1));
  }
  return isMarked(encoded) ? { $plain: encoded } : encoded;
}

function decode(json: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new UnreadableValue(`is nested deeper than ${DEEPEST} levels`);
  if (Array.isArray(json)) return json.map((item) => decode(item, depth + 1));
  if (!isObject(json)) return json;
  if (!isMarked(json)) return decodeMembers(json, depth);
  const [mark, content] = Object.entries(json)[0] as [string, unknown];
  if (mark === "$plain" && isObject(content)) return decodeMembers(content, depth);
  if (mark === "$undefined") return undefined;
  if (mark === "$bytes" && typeof content === "string") return new Uint8Array(Buffer.from(content, "base64"));
  if (mark === "$date" && typeof content === "string" && !Number.isNaN(Date.parse(content))) return new Date(content);
  throw new UnreadableValue(`has a ${mark} that cannot be read`);
}

function decodeMembers(json: Record<string, unknown>, depth: number): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(json)) setMember(members, key, decode(member, depth + 1));
  return members;
}

/** Setting `__proto__` would change the object's prototype. */
function setMember(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

const MARKS: ReadonlySet<string> = new Set(["$date", "$bytes", "$undefined", "$plain"]);

/** True for an object whose only key has a meaning here. */
function isMarked(value: Record<string, unknown>): boolean {
  let count = 0;
  let only = "";
  for (const key in value) {
    if (++count > 1) return false;
    only = key;
  }
  return count === 1 && MARKS.has(only);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
