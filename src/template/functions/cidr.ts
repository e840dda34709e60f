import { isIPv4, isIPv6 } from "node:net";
import type { Intrinsic } from "../intrinsic";
import { scalarText } from "../intrinsic";
import { isList, isMap } from "../value";
import type { TemplateValue } from "../value";

// Wording unverified.
const SHAPE =
  "Template error: every Fn::Cidr object requires two or three parameters, the IP block, the count and the CIDR bits";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
export const cidr: Intrinsic = {
  name: "Fn::Cidr",
  tag: "Cidr",
  check(argument) {
    if (!isList(argument) || argument.length < 2 || argument.length > 3) return SHAPE;
    return argument.every((part) => scalarText(part) !== undefined || isMap(part)) ? undefined : SHAPE;
  },
  evaluate(argument, { resolve, refuse }) {
    const [block, count, bits] = (argument as readonly TemplateValue[]).map((part, index) =>
      scalarText(resolve(part, "Fn::Cidr", index)),
    );
    // Without bits CloudFormation takes 8 (unverified).
    return subnets(block ?? "", Number(count), Number(bits ?? 8)) ?? refuse(SHAPE);
  },
};

/** The first `count` blocks of `2^bits` addresses in a block; undefined where they do not fit or make no sense. */
function subnets(block: string, count: number, bits: number): string[] | undefined {
  const [address = "", length = ""] = block.split("/");
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  const prefix = /^[0-9]+$/.test(length) ? Number(length) : -1;
  if (width === undefined || prefix < 0 || prefix > width) return undefined;
  const isCount = Number.isInteger(count) && count >= 1 && count <= 256;
  const free = width - prefix - bits;
  if (!isCount || !Number.isInteger(bits) || bits < 1 || free < 0 || count > 2 ** free) return undefined;
  const all = (1n << BigInt(width)) - 1n;
  const host = (1n << BigInt(width - prefix)) - 1n;
  const first = (width === 32 ? parseIPv4(address) : parseIPv6(address)) & (all ^ host);
  const print = width === 32 ? printIPv4 : printIPv6;
  return Array.from(
    { length: count },
    (_, index) => `${print(first + (BigInt(index) << BigInt(bits)))}/${width - bits}`,
  );
}

function parseIPv4(address: string): bigint {
  return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function printIPv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}

function parseIPv6(address: string): bigint {
  const [head = "", tail] = address.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** Groups without leading zeros, the longest run of zero groups as `::`. */
function printIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 65535n).toString(16));
  const runs = [...groups.join(":").matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const longest = runs[0];
  if (longest === undefined) return groups.join(":");
  const text = groups.join(":");
  return `${text.slice(0, longest.index)}::${text.slice(longest.index + longest[0].length + 1)}`;
}
