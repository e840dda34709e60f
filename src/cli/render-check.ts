import type { Verdict } from "../gates";
import type { SeveredReference, SplitReport } from "../split";
import type { CheckOutcome } from "./check-deployment";
import type { Style } from "./io";

export interface CheckSummary extends CheckOutcome {
  readonly appStackName: string;
  readonly iamStackName: string;
  /** @default - the templates were given and not split here */
  readonly report?: SplitReport;
}

/** What a check found, for a person: what moved, what was severed and how, the ARNs, and each gate with its verdict. */
export function renderCheck(summary: CheckSummary, style: Style): string {
  const { report, iamOutputs, filled, verdicts } = summary;
  return [
    ...(report === undefined
      ? []
      : [...renderMoved(report, style), ...renderSevered(report, style), ...renderNotes(report, style)]),
    ...renderFilled("IAM stack", filled.iam, style),
    ...renderFilled("app stack", filled.app, style),
    ...renderStored(filled, style),
    ...renderArns(summary.iamStackName, iamOutputs, style),
    ...renderVerdicts(verdicts, style),
  ].join("\n");
}

function renderMoved(report: SplitReport, style: Style): string[] {
  return [
    style.bold(`Moved to the IAM stack (${report.moved.length})`),
    ...table(report.moved.map(({ logicalId, type, listed }) => [logicalId, type, listed ? "" : "followed"])),
    "",
  ];
}

/** By strategy, one line per app resource: a resource named five times is one decision. */
function renderSevered(report: SplitReport, style: Style): string[] {
  if (report.severed.length === 0) return [];
  const rows = new Map<string, { reference: SeveredReference; from: Set<string> }>();
  for (const reference of report.severed) {
    const key = [reference.strategy, reference.to, reference.becomes].join("\n");
    const row = rows.get(key) ?? { reference, from: new Set<string>() };
    row.from.add(reference.from);
    rows.set(key, row);
  }
  const lines = [...rows.values()]
    .sort((a, b) => a.reference.strategy.localeCompare(b.reference.strategy))
    .flatMap(({ reference, from }) => [
      `  ${style.cyan(reference.strategy.padEnd(9))} ${reference.to} (${reference.toType}) in ${[...from].join(", ")}`,
      `  ${" ".repeat(9)} ${style.dim(reference.becomes)}`,
      ...(reference.widening === undefined
        ? []
        : [`  ${" ".repeat(9)} ${style.yellow("wider:")} ${reference.widening}`]),
    ]);
  const counts = new Map<string, number>();
  for (const { strategy } of report.severed) counts.set(strategy, (counts.get(strategy) ?? 0) + 1);
  const byStrategy = [...counts].sort().map(([strategy, count]) => `${count} ${strategy}`);
  return [style.bold(`Severed references (${byStrategy.join(", ")})`), ...lines, ""];
}

function renderNotes(report: SplitReport, style: Style): string[] {
  const notes = [
    ...report.absent.map(({ name, list }) => `${name} is in the configuration (${list}), not in the template`),
    ...report.warnings.map(({ message }) => message),
  ];
  return notes.length === 0 ? [] : [style.bold("Notes"), ...notes.map((note) => `  ${style.yellow("!")} ${note}`), ""];
}

function renderFilled(what: string, filled: ReadonlyMap<string, string>, style: Style): string[] {
  if (filled.size === 0) return [];
  return [
    style.bold(`Parameters of the ${what} that nobody gave, filled in (${filled.size})`),
    ...table([...filled].map(([name, value]) => [name, value])),
    "",
  ];
}

/** What the templates look up in Systems Manager and in exports, and the emulator did not have. */
function renderStored({ parameterStore, exports }: CheckOutcome["filled"], style: Style): string[] {
  const count = parameterStore.size + exports.size;
  if (count === 0) return [];
  return [
    style.bold(`Values that the templates look up, filled in (${count})`),
    ...[...parameterStore].map(([name, value]) => `  parameter store: ${name} = ${value}`),
    ...[...exports].map(([name, value]) => `  export of another stack: ${name} = ${value}`),
    "",
  ];
}

function renderArns(stack: string, outputs: ReadonlyMap<string, string>, style: Style): string[] {
  if (outputs.size === 0) return [];
  return [
    style.bold(`ARNs of ${stack} (${outputs.size})`),
    ...table([...outputs].map(([name, value]) => [name, value])),
    "",
  ];
}

/** Each gate with its verdict, each finding with its remedy, and what was left out. */
export function renderVerdicts(verdicts: readonly Verdict[], style: Style): string[] {
  const width = Math.max(0, ...verdicts.map(({ verdict }) => verdict.length));
  const lines = verdicts.flatMap(({ gate, verdict, findings, unchecked }) => [
    `  ${gate.number}  ${paint(verdict, style)(verdict.padEnd(width))}  ${gate.claim}`,
    ...findings.flatMap((finding) => [
      `     ${style.red("✗")} ${finding.message}${finding.where === undefined ? "" : style.dim(` (${finding.where})`)}`,
      `       ${style.dim(`${finding.category}.`)} ${finding.remedy}`,
    ]),
    ...unchecked.map((sentence) => `     ${style.yellow("!")} not checked: ${sentence}`),
  ]);
  return [style.bold("Gates"), ...lines, "", conclusion(verdicts, style), ""];
}

function conclusion(verdicts: readonly Verdict[], style: Style): string {
  const failed = verdicts.filter(({ verdict }) => verdict === "failed").map(({ gate }) => gate.number);
  const counted = verdicts.filter(({ verdict }) => verdict === "passed").length;
  if (failed.length > 0) return style.red(`Gate ${failed.join(", ")} failed.`);
  return style.green(`${counted} of ${verdicts.length} gates passed, none failed.`);
}

function paint(verdict: Verdict["verdict"], style: Style): (text: string) => string {
  switch (verdict) {
    case "passed":
      return style.green;
    case "failed":
      return style.red;
    case "not applicable":
    case "not run":
      return style.dim;
    default: {
      const never: never = verdict;
      return never;
    }
  }
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
