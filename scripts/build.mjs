// src/ → dist/: compiles, drops what has no source any more, makes the command executable, packs the data.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "src");
const output = join(root, "dist");
const require = createRequire(import.meta.url);
const started = Date.now();

function node(args) {
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

/** Removes compiled files whose source was renamed or deleted: tests and the published package must not find them. */
function dropStale(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    const relative = file.slice(output.length + 1);
    if (entry.isDirectory()) {
      if (relative !== "data") dropStale(file);
      continue;
    }
    const compiled = /^(.*?)(\.d\.ts|\.js)$/.exec(relative);
    if (compiled !== null && !existsSync(join(source, `${compiled[1]}.ts`))) rmSync(file);
  }
  if (folder !== output && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

// A build info without its output makes tsc believe that everything is written already.
if (!existsSync(join(output, "base", "index.js"))) rmSync(join(output, ".tsbuildinfo"), { force: true });
node([require.resolve("typescript/lib/tsc.js"), "-p", "tsconfig.json"]);
dropStale(output);
const command = join(output, "cli", "main.js");
if (existsSync(command)) chmodSync(command, 0o755);
for (const script of readdirSync(join(root, "scripts")).sort()) {
  if (/^pack-.*\.mjs$/.test(script)) node([join("scripts", script)]);
}
// Data of earlier builds that no script packs any more must not be published.
for (const name of readdirSync(join(output, "data"))) {
  const file = join(output, "data", name);
  if (statSync(file).mtimeMs < started) rmSync(file);
}
