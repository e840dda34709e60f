import { formatArn, parseArn } from "../../aws";
import type { PhysicalNames } from "./physical-names";

/** How a neighbour differs from the resource that it is next to. */
export type NeighbourKind =
  | "another generated name"
  | "another resource"
  | "another stack"
  | "a longer name"
  | "another revision"
  | "another account"
  | "another region"
  | "deeper";

/** A resource just outside of one that somebody needs. */
export interface Neighbour {
  readonly kind: NeighbourKind;
  /** ARN */
  readonly resource: string;
  /** Logical ids of the resources whose name was changed: a bucket's policy has the bucket's. @default - none was */
  readonly of?: readonly string[];
}

/** What a deployment calls its resources. */
export interface Names {
  readonly stack: string;
  readonly resources: PhysicalNames;
  /** What a deployment of the same template elsewhere calls them: where it differs, the name was generated. */
  readonly elsewhere: PhysicalNames;
}

const OTHER_ACCOUNT = "210987654321";
const OTHER_REGION = "ap-south-2";

/**
 * Resources just outside an ARN: another bucket, another queue, another stack's, another account's, what lies deeper. For
 * the same ARN of two deployments the lists have the same members in the same order.
 */
export function listNeighbours(arn: string, names: Names): readonly Neighbour[] {
  const parts = parseArn(arn);
  if (parts === undefined) return [];
  const neighbours: Neighbour[] = [];
  for (const [name, of] of groupByName(names.resources)) {
    if (!holdsName(arn, name)) continue;
    for (const [kind, changed] of changedNames(of[0], name, names)) {
      neighbours.push({ kind, resource: replaceName(arn, name, changed), of });
    }
  }
  if (parts.account !== "") {
    neighbours.push({ kind: "another account", resource: formatArn({ ...parts, account: OTHER_ACCOUNT }) });
  }
  if (parts.region !== "") {
    neighbours.push({ kind: "another region", resource: formatArn({ ...parts, region: OTHER_REGION }) });
  }
  // Nothing lies below a revision or a stack.
  if (/:\d+$/.test(parts.resource)) neighbours.push({ kind: "another revision", resource: `${arn}7` });
  else if (parts.service !== "cloudformation") neighbours.push({ kind: "deeper", resource: `${arn}/xiamprobe` });
  return neighbours;
}

function groupByName(names: PhysicalNames): ReadonlyMap<string, readonly [string, ...string[]]> {
  const groups = new Map<string, [string, ...string[]]>();
  for (const [logicalId, name] of names) {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [logicalId]);
    else group.push(logicalId);
  }
  return groups;
}

function changedNames(logicalId: string, name: string, names: Names): readonly (readonly [NeighbourKind, string])[] {
  const elsewhere = names.elsewhere.get(logicalId);
  const ofOther = replaceIn(name, logicalId, `${logicalId}x`);
  const ofOtherStack = replaceIn(name, names.stack, `${names.stack}2`);
  return [
    ...(elsewhere === undefined || elsewhere === name ? [] : [["another generated name", elsewhere] as const]),
    ...(ofOther === undefined ? [] : [["another resource", ofOther] as const]),
    ...(ofOtherStack === undefined ? [] : [["another stack", ofOtherStack] as const]),
    // Two characters more: names of tables have 12 or 13 generated ones.
    ...(logicalId === "AWS::StackId" ? [] : [["a longer name", `${name}-x`] as const]),
  ];
}

/** Replaces a part of a name, which may be in lower case there; undefined where the name does not have it. */
function replaceIn(name: string, part: string, by: string): string | undefined {
  const at = name.toLowerCase().indexOf(part.toLowerCase());
  if (at === -1) return undefined;
  const isLower = name.slice(at, at + part.length) !== part;
  return name.slice(0, at) + (isLower ? by.toLowerCase() : by) + name.slice(at + part.length);
}

/** Whether a name stands in an ARN as a whole. */
function holdsName(arn: string, name: string): boolean {
  const at = arn.indexOf(name);
  const after = arn[at + name.length] ?? "";
  return name !== "" && at > 0 && /[:/_-]/.test(arn[at - 1] ?? "") && !/[A-Za-z0-9_-]/.test(after);
}

function replaceName(arn: string, name: string, by: string): string {
  const at = arn.indexOf(name);
  return arn.slice(0, at) + by + arn.slice(at + name.length);
}
