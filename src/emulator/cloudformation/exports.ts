import type { OperationContext } from "../operation";
import type { StackOutput, StackRow } from "./stack";
import { stacksOf } from "./stack-store";

/** An output that a stack exports to its account and region. */
export interface ExportedValue {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
  readonly stackName: string;
}

/** All exports of the caller's account and region, by name, in order of creation of their stacks. */
export function exportsOf(context: OperationContext): Map<string, ExportedValue> {
  const exports = new Map<string, ExportedValue>();
  for (const stack of stacksOf(context).values()) {
    if (stack.status === "DELETE_COMPLETE") continue;
    for (const { exportName: name, value } of stack.outputs) {
      if (name !== undefined) exports.set(name, { name, value, stackId: stack.id, stackName: stack.name });
    }
  }
  return exports;
}

/** Names of the live stacks that import an export. */
export function importersOf(context: OperationContext, exportName: string): string[] {
  return [...stacksOf(context).values()]
    .filter((stack) => stack.status !== "DELETE_COMPLETE" && stack.imports.includes(exportName))
    .map((stack) => stack.name);
}

/** The first export of a stack that other stacks import, in the words that cancel its deletion. */
export function findExportInUse(context: OperationContext, stack: StackRow): string | undefined {
  for (const { exportName } of stack.outputs) {
    if (exportName === undefined) continue;
    const importers = importersOf(context, exportName).filter((name) => name !== stack.name);
    if (importers.length > 0)
      return `Cannot delete export ${exportName} as it is in use by ${importers.join(" and ")}.`;
  }
  return undefined;
}

/** The first export of a stack that other stacks import and that new outputs would take away or change, in AWS's words. */
export function findExportBroken(
  context: OperationContext,
  stack: StackRow,
  outputs: readonly StackOutput[],
): string | undefined {
  const after = new Map(outputs.map(({ exportName, value }) => [exportName, value]));
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined || after.get(exportName) === value) continue;
    const importers = importersOf(context, exportName).filter((name) => name !== stack.name);
    if (importers.length === 0) continue;
    const action = after.has(exportName) ? "update" : "delete";
    return `Cannot ${action} export ${exportName} as it is in use by ${importers.join(" and ")}.`;
  }
  return undefined;
}
