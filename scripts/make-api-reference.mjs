// docs/api.md from the docstrings of the public faces. With --check: exit code 1 if the file is not up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);
const ts = require("typescript");
const { readPublicApi } = require("./public-api.cjs");

const FACES = [
  {
    title: "Constructs",
    module: "externalized-iam",
    entry: "src/cdk/index.ts",
    text: "AWS CDK constructs. They need `aws-cdk-lib` and `constructs`, which you install yourself.",
  },
  {
    title: "Testing",
    module: "externalized-iam/testing",
    entry: "src/testing/index.ts",
    text: "For tests of CDK apps, in Jest or any other runner: plain promises that reject.",
  },
  {
    title: "Terraform",
    module: "externalized-iam/terraform",
    entry: "src/terraform/index.ts",
    text: "Constructs of CDKTF. They need `cdktf`, `@cdktf/provider-aws` and `constructs`, which you install yourself.",
  },
];

const file = join(root, "docs", "api.md");
const text = render();
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/api.md is not what the docstrings say: run npm run docs");
  process.exitCode = 1;
}

function render() {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const entries = FACES.map(({ entry }) => join(root, entry));
  const faces = readPublicApi(entries, { root, compilerOptions: options });
  const sections = FACES.map((face, index) => {
    const { exports } = faces[index];
    const head = `## ${face.title}: \`${face.module}\`\n\n${face.text}\n`;
    return [head, ...exports.map(renderExport)].join("\n");
  });
  return `# API reference\n\nMade from the docstrings by \`npm run docs\`; edit those.\n\n${sections.join("\n")}`;
}

function renderExport(entry) {
  const parts = [`### ${entry.name}\n`, `${entry.text}\n`];
  if (entry.extends.length > 0) parts.push(`Extends ${entry.extends.map((name) => `\`${name}\``).join(" and ")}.\n`);
  switch (entry.kind) {
    case "interface":
      parts.push(
        entry.members.some(({ kind }) => kind === "method") ? renderMembers(entry) : renderProperties(entry.members),
      );
      break;
    case "enum":
      parts.push(
        table(
          ["value", "meaning"],
          entry.members.map(({ name, text }) => [`\`${name}\``, text]),
        ).join("\n"),
      );
      break;
    case "function":
      parts.push(renderCall(`${entry.name}(${signature(entry.parameters)}): ${entry.type}`, { ...entry, text: "" }));
      break;
    default:
      parts.push(renderMembers(entry));
  }
  return parts.filter((part) => part !== "").join("\n");
}

function renderMembers({ name, members }) {
  const parts = [];
  const constructor = members.find(({ kind }) => kind === "constructor");
  if (constructor !== undefined)
    parts.push(renderCall(`new ${name}(${signature(constructor.parameters)})`, constructor));
  const properties = members.filter(({ kind }) => kind === "property");
  if (properties.length > 0) parts.push(renderProperties(properties));
  for (const method of members.filter(({ kind }) => kind === "method")) {
    const owner = method.isStatic ? `${name}.` : "";
    parts.push(renderCall(`${owner}${method.name}(${signature(method.parameters)}): ${method.type}`, method));
  }
  return parts.join("\n");
}

function renderProperties(members) {
  const withDefault = members.some(({ fallback }) => fallback !== undefined);
  const rows = members.map(({ name, type, text, isOptional, fallback }) => [
    `\`${name}${isOptional ? "?" : ""}\``,
    `\`${type}\``,
    text,
    ...(withDefault ? [(fallback ?? (isOptional ? "" : "required")).replace(/^- /, "")] : []),
  ]);
  return table(["name", "type", "meaning", ...(withDefault ? ["default"] : [])], rows).join("\n");
}

function renderCall(call, { text, parameters, throws }) {
  const lines = ["```ts", call, "```", ""];
  if (text !== "") lines.push(text, "");
  const described = (parameters ?? []).filter((parameter) => parameter.text !== "");
  for (const parameter of described) lines.push(`- \`${parameter.name}\`: ${oneLine(parameter.text)}`);
  for (const thrown of throws ?? []) lines.push(`- throws ${oneLine(thrown)}`);
  if (described.length + (throws?.length ?? 0) > 0) lines.push("");
  return lines.join("\n");
}

function signature(parameters) {
  return parameters.map(({ name, type, isOptional }) => `${name}${isOptional ? "?" : ""}: ${type}`).join(", ");
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => oneLine(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line), ""];
}

function oneLine(text) {
  return text.replace(/\s*\n\s*/g, " ");
}
