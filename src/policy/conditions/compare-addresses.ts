import { anyOf } from "./value-test";
import type { ConditionValues, ValueTest } from "./value-test";

/** Whether an address is in a range: `203.0.113.0/24`, `2001:db8::/32`, or one address. IPv4 is never in IPv6. */
export function isInRange({ texts }: ConditionValues): ValueTest {
  const ranges = texts.map(parseRange).filter((range) => range !== undefined);
  return anyOf(
    ranges.map((range) => (value) => {
      const address = parseAddress(value);
      return (
        address !== undefined &&
        address.length === range.address.length &&
        haveSamePrefix(address, range.address, range.prefix)
      );
    }),
  );
}

interface Range {
  readonly address: Bytes;
  /** How many bits from the left count. */
  readonly prefix: number;
}

/** 4 or 16 numbers from 0 to 255. */
type Bytes = readonly number[];

function parseRange(text: string): Range | undefined {
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.length * 8;
  if (slash === -1) return { address, prefix: bits };
  const given = text.slice(slash + 1);
  const prefix = /^[0-9]{1,3}$/.test(given) ? Number(given) : bits + 1;
  return prefix <= bits ? { address, prefix } : undefined;
}

function haveSamePrefix(one: Bytes, other: Bytes, prefix: number): boolean {
  for (let index = 0, left = prefix; left > 0; index++, left -= 8) {
    const mask = left >= 8 ? 0xff : (0xff << (8 - left)) & 0xff;
    if (((one[index] ?? 0) & mask) !== ((other[index] ?? 0) & mask)) return false;
  }
  return true;
}

function parseAddress(text: string): Bytes | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Bytes | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
function parseIpv6(text: string): Bytes | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (halves.length === 1) return head?.length === 16 ? head : undefined;
  if (head === undefined || tail === undefined || head.length + tail.length > 14) return undefined;
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(text: string): Bytes | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    // The last four bytes may be written as IPv4.
    const embedded = index === groups.length - 1 && group.includes(".") ? parseIpv4(group) : undefined;
    if (embedded !== undefined) bytes.push(...embedded);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
