import type { Cell, Insert } from "./edits";
import { printFlow } from "./print-template";
import { printKey } from "./print-scalar";
import { multilineIndent, printInFlow } from "./replace-node";
import type { ListNode, MapNode } from "./source-node";
import type { Canvas } from "./splice";

/** Makes room and takes away in a flow collection; at least one child is kept. */
export function spliceFlow(canvas: Canvas, node: MapNode | ListNode, cells: readonly Cell<Insert>[]): void {
  const children = node.kind === "map" ? node.entries : node.items;
  const indent = multilineIndent(canvas, node);
  const separator = indent === undefined ? ", " : `,${canvas.style.eol}${" ".repeat(indent)}`;
  let run: Cell<Insert>[] = [];
  let previous: number | undefined;
  const flush = (next: number | undefined): void => {
    const removed = run.flatMap((cell) => (cell.kind === "removed" ? [cell.index] : []));
    const added = run.flatMap((cell) => (cell.kind === "new" ? [printChild(canvas, node, cell.insert)] : []));
    run = [];
    const [first, last] = [removed[0], removed.at(-1)];
    if (next !== undefined) {
      const start = children[first ?? next]?.start as number;
      const end = children[next]?.start as number;
      if (start !== end || added.length > 0) {
        canvas.splices.push({ start, end, text: added.map((text) => text + separator).join("") });
      }
    } else if (previous !== undefined) {
      const start = childEnd(children[previous]);
      const end = last === undefined ? start : childEnd(children[last]);
      if (start !== end || added.length > 0) {
        canvas.splices.push({ start, end, text: added.map((text) => separator + text).join("") });
      }
    }
  };
  for (const cell of cells) {
    if (cell.kind !== "kept") {
      run.push(cell);
      continue;
    }
    flush(cell.index);
    previous = cell.index;
  }
  flush(undefined);
}

function childEnd(child: MapNode["entries"][number] | ListNode["items"][number] | undefined): number {
  if (child === undefined) throw new Error("no such child");
  return Math.max(child.node.end, child.headEnd);
}

function printChild(canvas: Canvas, node: MapNode | ListNode, insert: Insert): string {
  if (!("key" in insert)) return printInFlow(canvas, node, insert.value);
  if (canvas.json) return `${JSON.stringify(insert.key)}: ${printInFlow(canvas, node, insert.value)}`;
  return `${printKey(insert.key, true)}: ${printFlow(insert.value, canvas.style)}`;
}
