import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** One of AWS's managed policies, as scripts/pack-managed-policies.mjs packs it. */
export interface PackedPolicy {
  /** ARN of the partition `aws`. */
  readonly arn: string;
  readonly created: string;
  readonly updated: string;
  readonly version: string;
  /** JSON. */
  readonly document: string;
}

/** All of them, as `npm run build` packed them. */
export function readManagedPolicyPack(): readonly PackedPolicy[] {
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
