import type { Configuration, VariableBlock } from "./configuration";

interface Provider {
  readonly source: string;
  readonly version: string;
}

/** What a module takes and gives, from its own variables and outputs. */
export function renderReadme(
  kind: string,
  { variable = {}, output = {} }: Pick<Configuration, "variable" | "output">,
  providers: Readonly<Record<string, Provider>>,
): string {
  const inputs = Object.entries(variable);
  const required = inputs.filter(([, { default: fallback }]) => fallback === undefined);
  return [
    `# Terraform module: ${kind}`,
    "",
    `Written by \`xiam terraform module ${kind}\`; write it anew instead of editing it.`,
    "",
    "```hcl",
    `module "${kind}" {`,
    `  source = "./${kind}"`,
    ...alignAssignments(required.map(([name, block]) => [name, placeholder(name, block)])),
    "}",
    "```",
    "",
    "Providers, which the caller configures:",
    ...Object.values(providers).map(({ source, version }) => `\`${source}\` ${version}.`),
    "",
    "## Inputs",
    "",
    ...table(
      ["name", "type", "meaning", "default"],
      inputs.map(([name, block]) => [`\`${name}\``, `\`${block.type}\``, meaningOf(block), defaultOf(block)]),
    ),
    "",
    "## Outputs",
    "",
    ...table(
      ["name", "meaning"],
      Object.entries(output).map(([name, block]) => [`\`${name}\``, meaningOf(block)]),
    ),
    "",
  ].join("\n");
}

function meaningOf({ description, sensitive }: { readonly description: string; readonly sensitive?: boolean }): string {
  return sensitive === true ? `${description} Sensitive.` : description;
}

function defaultOf({ default: fallback }: VariableBlock): string {
  if (fallback === undefined) return "required";
  if (Array.isArray(fallback) && fallback.length > 3) return `${fallback.length} names`;
  return `\`${JSON.stringify(fallback)}\``;
}

function placeholder(name: string, { type }: VariableBlock): string {
  switch (type) {
    case "bool":
      return "false";
    case "string":
      return name === "name" ? '"my-deployment"' : '"…"';
    default:
      return "[]";
  }
}

function alignAssignments(pairs: readonly (readonly [name: string, value: string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.length === 0 ? [] : ["", ...pairs.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}
