import type { Cell, Insert } from "./edits";
import { printAfterDash, printAfterKey } from "./print-template";
import { printKey } from "./print-scalar";
import type { ListNode, MapNode } from "./source-node";
import { indentAt, isBlankLine, lineStartOf, nextLineOf } from "./splice";
import type { Canvas } from "./splice";

/** Takes children out of a block collection and puts new ones in, line by line. */
export class BlockSplicer {
  private readonly children: readonly (MapNode["entries"][number] | ListNode["items"][number])[];
  private readonly pad: string;

  constructor(
    private readonly canvas: Canvas,
    private readonly node: MapNode | ListNode,
    private readonly isRoot: boolean,
  ) {
    this.children = node.kind === "map" ? node.entries : node.items;
    this.pad = " ".repeat(node.indent);
  }

  /** At least one child is kept. */
  splice(cells: readonly Cell<Insert>[]): void {
    let run: Cell<Insert>[] = [];
    let previous: number | undefined;
    for (const cell of cells) {
      if (cell.kind !== "kept") {
        run.push(cell);
        continue;
      }
      if (run.length > 0) this.spliceRun(run, previous, cell.index);
      run = [];
      previous = cell.index;
    }
    if (run.length > 0) this.spliceRun(run, previous, undefined);
  }

  /** A run of removed and new children between two kept ones. */
  private spliceRun(run: readonly Cell<Insert>[], previous: number | undefined, next: number | undefined): void {
    const removed = run.flatMap((cell) => (cell.kind === "removed" ? [cell.index] : []));
    const added = run.flatMap((cell) => (cell.kind === "new" ? [this.print(cell.insert)] : []));
    if (previous === undefined && next !== undefined && this.isCompact()) {
      this.spliceCompact(removed, added, next);
      return;
    }
    const { eol } = this.canvas.style;
    const blank = this.isSpaced() ? eol : "";
    const [first, last] = [removed[0], removed.at(-1)];
    if (first === undefined || last === undefined) {
      const at = previous === undefined ? this.leadStart(0) : this.regionEnd(previous);
      const lines = added.map((text) => (previous === undefined ? text + eol + blank : blank + text + eol)).join("");
      this.push(at, at, lines);
      return;
    }
    let start = this.leadStart(first);
    let end = this.regionEnd(last);
    if (added.length === 0) [start, end] = this.withBlankLines(start, end, previous, next);
    this.push(start, end, added.map((text) => text + eol).join(blank));
  }

  private push(start: number, end: number, lines: string): void {
    const { text, splices, style } = this.canvas;
    const unbroken = start === text.length && !text.endsWith("\n") && lines !== "";
    // The last line of a text may lack its break: lines that come behind it bring one, lines that replace it need none.
    const body = unbroken ? style.eol + lines.slice(0, -style.eol.length) : lines;
    splices.push({ start, end, text: body });
  }

  /** The first child stands behind a dash (`- a: 1`), on a line that is not its own. */
  private isCompact(): boolean {
    const start = this.children[0]?.start ?? 0;
    const lineStart = lineStartOf(this.canvas.text, start);
    return /[^ \t\ufeff]/.test(this.canvas.text.slice(lineStart, start));
  }

  private spliceCompact(removed: readonly number[], added: readonly string[], next: number): void {
    const { eol } = this.canvas.style;
    const start = this.children[0]?.start as number;
    let end = start;
    if (removed.length > 0) {
      const lead = this.leadStart(next);
      end = lead + indentAt(this.canvas.text, lead);
    }
    const lines = added.map((text) => text.slice(this.pad.length) + eol + this.pad).join("");
    this.canvas.splices.push({ start, end, text: lines });
  }

  /** Children separated by blank lines: the second one has a blank line above. */
  private isSpaced(): boolean {
    if (this.children.length < 2) return false;
    const lead = this.leadStart(1);
    return lead > 0 && isBlankLine(this.canvas.text, lineStartOf(this.canvas.text, lead - 1));
  }

  /** Extends a removed range over the blank lines that separated it, so that two runs of them never meet. */
  private withBlankLines(
    start: number,
    end: number,
    previous: number | undefined,
    next: number | undefined,
  ): [number, number] {
    const { text } = this.canvas;
    const spaceAbove = start > 0 && isBlankLine(this.canvas.text, lineStartOf(text, start - 1));
    if (next !== undefined) {
      if (!spaceAbove && previous !== undefined) return [start, end];
      let to = end;
      while (to < text.length && isBlankLine(this.canvas.text, to)) to = nextLineOf(text, to);
      return [start, to];
    }
    let from = start;
    while (from > 0 && isBlankLine(this.canvas.text, lineStartOf(text, from - 1))) from = lineStartOf(text, from - 1);
    return [from, end];
  }

  /** Start of the line of a child, or of the comment lines directly above that belong to it. */
  private leadStart(index: number): number {
    const { text } = this.canvas;
    const line = lineStartOf(text, this.children[index]?.start as number);
    const start = text.charCodeAt(line) === 0xfeff ? line + 1 : line;
    // What stands above the first key of a template is about the template.
    if (index === 0 && this.isRoot) return start;
    const floor = index === 0 ? this.floor() : this.regionEnd(index - 1);
    let lead = start;
    while (lead > floor) {
      const above = lineStartOf(text, lead - 1);
      const indent = indentAt(text, above);
      if (above < floor || text.charAt(above + indent) !== "#" || indent > this.node.indent) break;
      lead = above;
    }
    return lead;
  }

  /** Where the lines of this collection can begin. */
  private floor(): number {
    const { text } = this.canvas;
    const line = lineStartOf(text, this.node.contentStart);
    let at = line;
    while (at > 0) {
      const above = lineStartOf(text, at - 1);
      if (!/^[ \t]*#/.test(text.slice(above, at))) return at;
      at = above;
    }
    return at;
  }

  /** After the line on which a child ends, and after deeper comments below. */
  private regionEnd(index: number): number {
    const { text } = this.canvas;
    const child = this.children[index];
    if (child === undefined) throw new Error("no such child");
    let end = nextLineOf(text, Math.max(child.node.end, child.headEnd));
    for (;;) {
      let line = end;
      while (line < text.length && isBlankLine(text, line)) line = nextLineOf(text, line);
      const indent = indentAt(text, line);
      if (text.charAt(line + indent) !== "#" || indent <= this.node.indent) break;
      end = nextLineOf(text, line);
    }
    return end;
  }

  /** The lines of a new child, without the last break. */
  private print(insert: Insert): string {
    const { style } = this.canvas;
    const { indent } = this.node;
    if (!("key" in insert)) return `${this.pad}-${printAfterDash(insert.value, indent, style)}`;
    const comment = insert.comment === undefined ? [] : insert.comment.split("\n");
    const lines = comment.map((line) => `${this.pad}# ${line}`.trimEnd());
    lines.push(`${this.pad}${printKey(insert.key, false)}:${printAfterKey(insert.value, indent, style)}`);
    return lines.join(style.eol);
  }
}
