import type { Path, SourceLocation } from "../base";
import { positionAt } from "./source-position";
import type { SourceNode } from "./source-node";
import type { Template, TemplateFormat } from "./template";
import type { TemplateMap } from "./value";

/** A template with the ranges of its text; those of an edited template are read when somebody first asks. */
export class SourceTemplate implements Template {
  private root: SourceNode | undefined;

  constructor(
    readonly file: string,
    readonly format: TemplateFormat,
    readonly text: string,
    readonly value: TemplateMap,
    root: SourceNode | (() => SourceNode),
  ) {
    if (typeof root === "function") this.read = root;
    else this.root = root;
  }

  private readonly read: (() => SourceNode) | undefined;

  source(): SourceNode {
    this.root ??= this.read?.();
    if (this.root === undefined) throw new Error("a template without source");
    return this.root;
  }

  locate(path: Path): SourceLocation {
    return { file: this.file, ...positionAt(this.text, offsetOf(this.source(), path)), path };
  }
}

/** Where the value at a path begins: its key, its item; the nearest place above for what the text does not spell out. */
function offsetOf(root: SourceNode, path: Path): number {
  let offset = root.start;
  let node = root;
  let inside = false;
  for (const step of path) {
    if (node.intrinsic !== undefined && !inside) {
      if (step !== node.intrinsic) return offset;
      inside = true;
      offset = node.start;
      continue;
    }
    const next = stepInto(node, step);
    if (next === undefined) return offset;
    offset = next.offset;
    node = next.node;
    inside = false;
  }
  return offset;
}

function stepInto(node: SourceNode, step: string | number): { offset: number; node: SourceNode } | undefined {
  if (node.kind === "map") {
    const entry = node.entries.find(({ key }) => key === String(step));
    return entry && { offset: entry.start, node: entry.node };
  }
  if (node.kind === "list" && typeof step === "number") {
    const item = node.items[step];
    return item && { offset: item.node.start, node: item.node };
  }
  return undefined;
}
