// Synthesis of both Quilt stacks against an empty two-stack CDK app, in turns, so that both meet the same machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const app = join(dirname(fileURLToPath(import.meta.url)), "synth-app.cjs");
const MOST_TIMES_EMPTY = 1.4;

/** Rows [what, milliseconds, target] as the bench prints them; medians of `runs`. */
export function synthRows(runs, median) {
  const asIs = measure(runs, median, {});
  // Most of either is the rule engine that aws-cdk-lib loads to lint templates; what is left is the constructs' own.
  const unlinted = measure(runs, median, { CDK_VALIDATION: "false" });
  return [
    ["CDK synth, two empty stacks", asIs.empty, undefined],
    ["CDK synth, both Quilt stacks", asIs.quilt, asIs.empty * MOST_TIMES_EMPTY],
    ["without CDK's lint, two empty stacks", unlinted.empty, undefined],
    ["without CDK's lint, both Quilt stacks", unlinted.quilt, undefined],
  ];
}

function measure(runs, median, variables) {
  const folder = mkdtempSync(join(tmpdir(), "xiam-bench-synth-"));
  const times = { empty: [], quilt: [] };
  try {
    for (let run = 0; run <= runs; run++) {
      for (const kind of ["empty", "quilt"]) {
        const started = performance.now();
        const env = { ...process.env, ...variables };
        const done = spawnSync(process.execPath, [app, kind, folder], { encoding: "utf8", env });
        if (done.status !== 0) throw new Error(`synthesis of ${kind} exited with ${done.status}\n${done.stderr}`);
        if (run > 0) times[kind].push(performance.now() - started);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { empty: median(times.empty), quilt: median(times.quilt) };
}
