// Speed against the targets. Medians; prints the machine, and an empty Node process as the measure of it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployRows } from "./deploy.mjs";
import { enforcementRows } from "./enforcement.mjs";
import { policyRows } from "./policy.mjs";
import { loadRows } from "./load.mjs";
import { synthRows } from "./synth.mjs";
import { terraformRows } from "./terraform.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const main = join(root, "dist", "cli", "main.js");
if (!existsSync(main)) {
  console.error("dist/cli/main.js is not there: run npm run build first");
  process.exit(1);
}

const shared = process.env.SHARED_DIR ?? join(root, "..", "shared");
const real = {
  name: "the real template",
  template: join(shared, "fixtures", "quilt-monolith.yaml"),
  config: join(shared, "fixtures", "quilt-split-config.yaml"),
  stack: "quilt-prod",
};
const example = {
  name: "the example",
  template: join(root, "examples", "notes-service", "template.yaml"),
  config: join(root, "examples", "notes-service", "split.yaml"),
  stack: "notes-dev",
};
const subject = existsSync(real.template) ? real : example;
const RUNS = 11;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Milliseconds of a whole process, RUNS times; the first run warms the file cache and does not count. */
function wholeProcess(argv, accept = [0]) {
  const times = [];
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now();
    const done = spawnSync(process.execPath, argv, { encoding: "utf8" });
    if (!accept.includes(done.status)) throw new Error(`${argv.join(" ")} exited with ${done.status}\n${done.stderr}`);
    if (run > 0) times.push(performance.now() - started);
  }
  return median(times);
}

function splitWholeProcess() {
  const folder = mkdtempSync(join(tmpdir(), "xiam-bench-"));
  try {
    const { template, config, stack } = subject;
    const files = ["--config", config, "--out-dir", folder, "--force"];
    return wholeProcess([main, "split", template, ...files, "--app-stack-name", stack]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkWholeProcess() {
  const { template, config, stack } = subject;
  return wholeProcess([main, "check", template, "--config", config, "--app-stack-name", stack]);
}

/** split() alone, after parsing; each run on a template parsed afresh, the first as cold as the rest is warm. */
function splitInProcess() {
  const { parseTemplate } = require(join(root, "dist", "template"));
  const { parseSplitConfig } = require(join(root, "dist", "catalog"));
  const { split } = require(join(root, "dist", "split"));
  const text = readFileSync(subject.template, "utf8");
  const catalog = parseSplitConfig(readFileSync(subject.config, "utf8"), { file: subject.config });
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const template = parseTemplate(text, { file: subject.template });
    const started = performance.now();
    split(template, catalog, { appStackName: subject.stack });
    times.push(performance.now() - started);
  }
  return { cold: times[0], warm: median(times) };
}

/** From nothing loaded to the answer of the first CreateRole over HTTP, by a client that was there before. */
async function emulatorToFirstRole() {
  const times = [];
  for (let run = 0; run <= RUNS; run++) {
    const child = spawn(process.execPath, [join(root, "bench", "first-role.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    for await (const chunk of child.stdout) text += chunk;
    if (run > 0) times.push(Number(text));
  }
  return median(times);
}

const empty = wholeProcess(["-e", "0"]);
const inProcess = splitInProcess();
const rows = [
  ["empty Node process (the baseline)", empty, undefined],
  ["xiam split, whole process", splitWholeProcess(), 600],
  ["xiam check, whole process", checkWholeProcess(), 2500],
  ["split() after parsing, first call", inProcess.cold, 100],
  ["split() after parsing, median", inProcess.warm, 100],
  ["emulator start to first CreateRole", await emulatorToFirstRole(), 300],
  ...(await deployRows(root, 5, median)),
  ...synthRows(5, median),
  ...(await enforcementRows(root, median)),
  ...policyRows(root, 9, median),
  ...(await terraformRows(root)),
];
const [cpu] = cpus();
console.log(
  `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
);
console.log(`medians of ${RUNS} runs on ${subject.name}\n`);
for (const [what, time, target] of rows) {
  const verdict = target === undefined ? "" : `target ${target.toFixed(0)} ms  ${time <= target ? "met" : "MISSED"}`;
  const ratio = `${(time / empty).toFixed(1)} × baseline`;
  console.log(`${what.padEnd(38)} ${time.toFixed(0).padStart(6)} ms  ${ratio.padStart(15)}  ${verdict}`.trimEnd());
}
const loads = await loadRows(root);
console.log("\nthe emulator under load\n");
for (const { what, value, unit, atLeast, atMost } of loads) {
  const target = atLeast ?? atMost;
  const verdict =
    target === undefined
      ? ""
      : `target ${target.toFixed(0)} ${unit}  ${isMet(value, atLeast, atMost) ? "met" : "MISSED"}`;
  console.log(
    `${what.padEnd(50)} ${value.toFixed(value < 10 ? 1 : 0).padStart(7)} ${unit.padEnd(3)}  ${verdict}`.trimEnd(),
  );
}

function isMet(value, atLeast = -Infinity, atMost = Infinity) {
  return value >= atLeast && value <= atMost;
}

const isSlow = rows.some(([, time, target]) => target !== undefined && time > target);
process.exitCode = isSlow || loads.some(({ value, atLeast, atMost }) => !isMet(value, atLeast, atMost)) ? 1 : 0;
