import { readManagedPolicyPack } from "./managed-policy-pack";
import type { PackedPolicy } from "./managed-policy-pack";
import type { PolicyRow } from "./policy-row";

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
  return (known ??= new Map(readManagedPolicyPack().map((packed) => [packed.arn, toRow(packed)])));
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
    versions: [{ versionId: packed.version, document: packed.document, createDate: new Date(packed.updated) }],
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
