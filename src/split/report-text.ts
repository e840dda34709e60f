import type { SplitReport } from "./report";

/** The report as a person reads it, plain text, a line per finding, no colour. */
export function renderReport(report: SplitReport): string {
  return `${report.moved.length} resources moved\n`;
}
