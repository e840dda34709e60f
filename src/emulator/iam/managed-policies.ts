import { createHash } from "node:crypto";
import { cutPackedDocument, readManagedPolicyIndex, readPackedDocuments } from "./managed-policy-pack";
import type { PackedPolicy } from "./managed-policy-pack";
import type { PolicyRow, PolicyVersionRow } from "./policy-row";

const known = new Map<string, ReadonlyMap<string, PolicyRow>>();

/** AWS's managed policy of that ARN, with all its versions. */
export function findManagedPolicy(arn: string, partition: string): PolicyRow | undefined {
  return managedPolicies(partition).get(arn);
}

/** All of AWS's managed policies, with ARNs of that partition, oldest first. */
export function listManagedPolicies(partition: string): PolicyRow[] {
  return [...managedPolicies(partition).values()];
}

/** Read on first use: who asks for none waits for none. */
function managedPolicies(partition: string): ReadonlyMap<string, PolicyRow> {
  const found = known.get(partition);
  if (found !== undefined) return found;
  const rows = readManagedPolicyIndex().map((packed) => toRow(packed, partition));
  const policies = new Map(rows.map((row) => [row.arn, row]));
  known.set(partition, policies);
  return policies;
}

function toRow(packed: PackedPolicy, partition: string): PolicyRow {
  const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(packed.arn) ?? [];
  const [newest = 1, updated = packed.created] = packed.versions[0] ?? [];
  return {
    name,
    id: awsPolicyId(packed.arn),
    arn: packed.arn.replace("arn:aws:", `arn:${partition}:`),
    path,
    description: undefined,
    createDate: fromSeconds(packed.created),
    updateDate: fromSeconds(updated),
    defaultVersionId: `v${newest}`,
    versions: packed.versions.map((_, at) => toVersion(packed, at)).reverse(),
    lastVersion: newest,
    tags: [],
  };
}

/** The document is read when it is asked for; the default version's is kept, since every decision needs it. */
function toVersion(packed: PackedPolicy, at: number): PolicyVersionRow {
  const [number, created] = packed.versions[at] ?? [1, packed.created];
  let kept: string | undefined;
  return {
    versionId: `v${number}`,
    createDate: fromSeconds(created),
    get document() {
      if (kept !== undefined) return kept;
      const document = cutPackedDocument(readDocuments(packed), at);
      if (at === 0) kept = document;
      return document;
    },
  };
}

let last: { readonly of: PackedPolicy; readonly documents: Buffer } | undefined;

/** Those of the last policy stay: who wants all versions asks for one after the other. */
function readDocuments(packed: PackedPolicy): Buffer {
  if (last?.of !== packed) last = { of: packed, documents: readPackedDocuments(packed) };
  return last.documents;
}

function fromSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}

const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An id that stays the same between runs. AWS's real ids are not in the packed list. */
function awsPolicyId(arn: string): string {
  const bytes = createHash("sha256").update(arn).digest().subarray(0, 17);
  return `ANPA${Array.from(bytes, (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join("")}`;
}
