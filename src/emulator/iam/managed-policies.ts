import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { PolicyRow } from "./policy-row";

/** One of AWS's managed policies, as scripts/pack-managed-policies.mjs packs it. */
interface PackedPolicy {
  /** ARN of the partition `aws`. */
  readonly arn: string;
  readonly created: string;
  readonly updated: string;
  readonly version: string;
  readonly document: object;
}

let known: ReadonlyMap<string, PolicyRow> | undefined;

/** AWS's managed policy of that ARN. Its default version only: AWS keeps older ones, but nothing can use them. */
export function findManagedPolicy(arn: string, partition: string): PolicyRow | undefined {
  const row = managedPolicies().get(arn.replace(/^arn:[^:]+:/, "arn:aws:"));
  return row === undefined || !arn.startsWith(`arn:${partition}:`) ? undefined : { ...row, arn };
}

/** All of AWS's managed policies, with ARNs of that partition. */
export function listManagedPolicies(partition: string): PolicyRow[] {
  return [...managedPolicies().values()].map((row) => ({
    ...row,
    arn: row.arn.replace("arn:aws:", `arn:${partition}:`),
  }));
}

function managedPolicies(): ReadonlyMap<string, PolicyRow> {
  return (known ??= new Map(readPacked().map((packed) => [packed.arn, toRow(packed)])));
}

function readPacked(): readonly PackedPolicy[] {
  return JSON.parse(gunzipSync(readFileSync(findPackedFile())).toString("utf8")) as readonly PackedPolicy[];
}

/** Beside the compiled code; from the sources (tests) the build's folder. */
function findPackedFile(): string {
  const places = ["../../data", "../../../dist/data"].map((place) =>
    join(__dirname, place, "managed-policies.json.gz"),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`managed-policies.json.gz is missing; npm run build makes it`);
  return found;
}

function toRow(packed: PackedPolicy): PolicyRow {
  const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(packed.arn) ?? [];
  return {
    name,
    id: awsPolicyId(packed.arn),
    arn: packed.arn,
    path,
    description: undefined,
    createDate: new Date(packed.created),
    updateDate: new Date(packed.updated),
    defaultVersionId: packed.version,
    versions: [
      { versionId: packed.version, document: JSON.stringify(packed.document), createDate: new Date(packed.updated) },
    ],
    lastVersion: Number(packed.version.slice(1)),
    tags: [],
  };
}

/** An id that stays the same between runs. AWS's real ids are not in the packed list. */
function awsPolicyId(arn: string): string {
  let hash = 7n;
  for (const byte of Buffer.from(arn)) hash = (hash * 1_099_511_628_211n + BigInt(byte)) % (1n << 90n);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return `ANPA${Array.from({ length: 17 }, (_, at) => letters[Number((hash >> BigInt(5 * at)) & 31n)]).join("")}`;
}
