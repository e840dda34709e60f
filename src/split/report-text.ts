import { formatPath } from "../base";
import { STRATEGIES } from "../catalog";
import type { SeveredReference, SizeCheck, SplitReport } from "./report";

/** The report as a person reads it: plain text, sections with a heading each, no colour. */
export function renderReport(report: SplitReport): string {
  const sections = [
    renderMoved(report),
    renderSevered(report),
    renderRewired(report),
    renderRestored(report),
    renderCarried(report),
    renderKept(report),
    renderAbsent(report),
    renderWarnings(report),
    renderSizes(report),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function renderMoved({ moved, wiring }: SplitReport): string[] {
  const outputs = new Map(wiring.map((wire) => [wire.logicalId, wire.output]));
  return [
    `Moved to the IAM template: ${countByType(moved)}, ${plural(wiring.length, "exported output")}`,
    ...columns(
      moved.map(({ logicalId, type }) => [
        logicalId,
        type,
        outputs.has(logicalId) ? `→ ${outputs.get(logicalId)}` : "",
      ]),
    ),
  ];
}

function renderSevered({ severed }: SplitReport): string[] {
  if (severed.length === 0) return [];
  const byStrategy = STRATEGIES.map(
    (strategy) => [strategy, severed.filter((one) => one.strategy === strategy).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([strategy, count]) => `${count} ${strategy}`);
  const lines = [`Severed: ${plural(severed.length, "reference")} to the application (${byStrategy.join(", ")})`];
  for (const one of severed) {
    lines.push(`  ${formatPath(one.path.slice(1))}`);
    lines.push(`    ${describeTarget(one)} → ${one.becomes}  [${one.strategy}]`);
    if (one.widening !== undefined) lines.push(`    wider: ${one.widening}`);
  }
  return lines;
}

function describeTarget({ to, attribute }: SeveredReference): string {
  return attribute === "Ref" ? to : `${to}.${attribute}`;
}

function renderRewired({ rewired, wiring }: SplitReport): string[] {
  const parameters = plural(wiring.length, "new parameter");
  return [
    `Rewired in the app template: ${plural(rewired.length, "reference")} to ${parameters}`,
    ...columns(rewired.map(({ path, from, to }) => [formatPath(path.slice(1)), from, `→ ${to}`])),
  ];
}

function renderRestored({ restored }: SplitReport): string[] {
  if (restored.length === 0) return [];
  return [
    `Order restored by DependsOn: ${plural(restored.length, "resource")}`,
    ...restored.map(({ logicalId, dependsOn }) => `  ${logicalId} after ${dependsOn.join(", ")}`),
  ];
}

function renderCarried({ carried, added }: SplitReport): string[] {
  const own = added.filter(({ template }) => template === "iam");
  if (carried.length + own.length === 0) return [];
  return [
    "Parameters, conditions and mappings of the IAM template",
    ...columns([
      ...own.map(({ name, because }) => ["Parameters", name, `new: ${because}`]),
      ...carried.map(({ section, name, remainsInApp }) => [
        section,
        name,
        remainsInApp ? "in both templates" : "left the app template",
      ]),
    ]),
  ];
}

function renderKept({ kept }: SplitReport): string[] {
  if (kept.length === 0) return [];
  return [
    `Kept in the app template: ${plural(kept.length, "resource")} about access`,
    ...columns(kept.map(({ logicalId, type, because }) => [logicalId, type, because])),
  ];
}

function renderAbsent({ absent }: SplitReport): string[] {
  if (absent.length === 0) return [];
  return ["In the configuration, not in the template", ...columns(absent.map(({ name, list }) => [name, list]))];
}

function renderWarnings({ warnings }: SplitReport): string[] {
  if (warnings.length === 0) return [];
  return [`Warnings: ${warnings.length}`, ...warnings.map(({ code, message }) => `  ${code}: ${message}`)];
}

function renderSizes({ sizes }: SplitReport): string[] {
  if (sizes.length === 0) return [];
  return ["Sizes against limits", ...columns(sizes.map(sizeRow)), ...remedies(sizes)];
}

function sizeRow({ what, size, limit, unit }: SizeCheck): string[] {
  const share = `${Math.round((size / limit) * 100)} %`;
  return [what, `${group(size)} of ${group(limit)} ${unit}`, size > limit ? `OVER (${share})` : share];
}

function remedies(sizes: readonly SizeCheck[]): string[] {
  return sizes.flatMap(({ what, size, limit, remedy }) =>
    size > limit && remedy !== undefined ? [`  ${what}: ${remedy}`] : [],
  );
}

function countByType(resources: SplitReport["moved"]): string {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type}`).join(", ");
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function group(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Rows in columns, indented by two. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows.map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd());
}
