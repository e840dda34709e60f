// docs/iam-coverage.md from the tables of src/emulator/iam/member-coverage. With --check: exit code 1 if the file is not up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const ts = require("typescript");

// The sources are read as they are, since what was built may be older.
require.extensions[".ts"] = (module, path) => {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  module._compile(ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions }).outputText, path);
};
const { describeCoverage } = require(join(root, "src/emulator/iam/member-coverage/describe-coverage.ts"));

const file = join(root, "docs", "iam-coverage.md");
const text = render(describeCoverage());
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/iam-coverage.md is not what the code says: run npm run docs");
  process.exitCode = 1;
}

function render(coverage) {
  const rows = coverage.map(({ operation, enforced, stored, unread, ignored }) =>
    [`\`${operation}\``, enforced.join(", "), notes(stored), notes(unread), notes(ignored)].join(" | "),
  );
  return `# Coverage of IAM

Made from the code by \`npm run docs\`; a running emulator answers the same as JSON at \`/_emulator/coverage\`. All
${coverage.length} operations are there. A member of an operation's input is

- **enforced**: it decides what is done, answered or refused: names, filters, codes, pages;
- **stored**: kept, and shown by the operation and at the path that follow it;
- **unread**: kept, and shown by no operation;
- **ignored**: checked as AWS's model says, and without effect.

\`test/emulator/iam/probes\` calls every operation with all its members and reads back what is stored.

| operation | enforced | stored | unread | ignored |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join("\n")}
`;
}

function notes(members) {
  return Object.entries(members)
    .map(([member, note]) => `${member}: ${note}`)
    .join("; ");
}
