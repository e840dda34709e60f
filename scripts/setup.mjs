// Makes a clone ready to use: dependencies as package-lock.json says, then a build. Does nothing that is already done.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const REQUIRED_NODE_MAJOR = 20;

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Why node_modules is not what the lock file says; undefined where it is. */
function installNeeded() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (present === undefined) return "nothing installed yet";
  for (const [path, entry] of Object.entries(wanted)) {
    // The root entry is this package. npm leaves out optional packages made for other machines.
    if (path === "" || (present[path] === undefined && (entry.optional || entry.devOptional))) continue;
    if (present[path]?.version !== entry.version) return `${path} is not at ${entry.version}`;
  }
  const surplus = Object.keys(present).find((path) => wanted[path] === undefined);
  return surplus === undefined ? undefined : `${surplus} is not in package-lock.json`;
}

function run(what, command, args) {
  const started = Date.now();
  process.stderr.write(`${what} … `);
  // A shell, because npm is a script of another name on Windows.
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  if (done.error === undefined && done.status === 0) {
    process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stderr.write(`failed\n${done.error?.message ?? ""}${done.stdout ?? ""}${done.stderr ?? ""}`);
  process.exit(done.status ?? 1);
}

const major = Number(process.versions.node.split(".")[0]);
if (major < REQUIRED_NODE_MAJOR) {
  process.stderr.write(`Node ${REQUIRED_NODE_MAJOR} or later is needed, this is ${process.versions.node}\n`);
  process.exit(1);
}
const reason = installNeeded();
if (reason !== undefined) run(`installing (${reason})`, "npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
run("building", process.execPath, [join("scripts", "build.mjs")]);
