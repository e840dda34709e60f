import { printAfterDash, printAfterKey, printFlow, printJson, printJsonInline, printTemplate } from "./print-template";
import type { ListNode, MapNode, SourceNode } from "./source-node";
import { indentAt, isBlankLine, lineEndOf, lineStartOf, nextLineOf } from "./splice";
import type { Canvas } from "./splice";
import type { Style } from "./style";
import type { TemplateMap, TemplateValue } from "./value";

/** Where a node stands. */
export type Place =
  | { readonly kind: "root" }
  | {
      readonly kind: "entry" | "item";
      /** Column of the key or dash. */
      readonly indent: number;
      /** After the colon or dash. */
      readonly headEnd: number;
    }
  | {
      readonly kind: "flow";
      readonly container: MapNode | ListNode;
      readonly child: { readonly start: number; readonly headEnd: number };
    };

/** Writes another value where a node stands, tag included. */
export function replaceNode(canvas: Canvas, node: SourceNode, place: Place, value: TemplateValue): void {
  switch (place.kind) {
    case "root": {
      const text = printTemplate(value as TemplateMap, canvas.json ? "json" : "yaml").trimEnd();
      canvas.splices.push({ start: node.start, end: node.end, text });
      return;
    }
    case "entry":
      replaceInBlock(
        canvas,
        node,
        place.headEnd,
        printAfterKey(value, place.indent, styleAt(canvas, node, place.indent)),
      );
      return;
    case "item":
      replaceInBlock(
        canvas,
        node,
        place.headEnd,
        printAfterDash(value, place.indent, styleAt(canvas, node, place.indent)),
      );
      return;
    case "flow":
      replaceInFlow(canvas, node, place, value);
      return;
    default: {
      const never: never = place;
      throw new Error(`unknown place ${String(never)}`);
    }
  }
}

/** A literal block would swallow a comment below that is indented as deep as its text. */
function styleAt({ text, style }: Canvas, node: SourceNode, indent: number): Style {
  let line = nextLineOf(text, node.end);
  while (line < text.length && isBlankLine(text, line)) line = nextLineOf(text, line);
  const column = indentAt(text, line);
  return text.charAt(line + column) === "#" && column > indent ? { ...style, literals: false } : style;
}

/** `printed` is what follows the colon or dash. Comments on the head's line and behind the value stay. */
function replaceInBlock(canvas: Canvas, node: SourceNode, headEnd: number, printed: string): void {
  const { text, splices, style } = canvas;
  const gap = text.slice(headEnd, node.start);
  const headComment = /^[ \t]+#[^\r\n]*/.exec(gap)?.[0] ?? "";
  const lineEnd = lineEndOf(text, node.end);
  const tail = text.slice(node.end, lineEnd);
  const isBlockCollection = node.kind !== "scalar" && node.layout === "block";
  const breakAt = printed.indexOf(style.eol);
  const first = breakAt === -1 ? printed : printed.slice(0, breakAt);
  const rest = breakAt === -1 ? "" : printed.slice(breakAt);
  const tailComment = /^[ \t]+#/.test(tail) ? tail : "";
  // A comment behind the last line of a block belongs to that line and goes with it.
  const movesTail = tailComment !== "" && (isBlockCollection || rest !== "");
  const end = movesTail ? lineEnd : node.end;
  const kept = movesTail && !isBlockCollection ? tailComment : "";
  splices.push({ start: headEnd, end: Math.max(end, headEnd), text: first + headComment + kept + rest });
}

function replaceInFlow(canvas: Canvas, node: SourceNode, place: Place & { kind: "flow" }, value: TemplateValue): void {
  const { child, container } = place;
  const printed = printInFlow(canvas, container, value);
  const isEmpty = node.start === node.end && node.start === child.headEnd && container.kind === "map";
  const lead = !isEmpty ? "" : canvas.text.charAt(child.headEnd - 1) === ":" ? " " : ": ";
  canvas.splices.push({ start: node.start, end: node.end, text: lead + printed });
}

/** A value as a child of a flow collection. */
export function printInFlow(canvas: Canvas, container: MapNode | ListNode, value: TemplateValue): string {
  if (!canvas.json) return printFlow(value, canvas.style);
  const lines = multilineIndent(canvas, container);
  if (lines === undefined) return printJsonInline(value);
  return printJson(value, lines, jsonUnit(canvas.text), canvas.text.includes("\r\n") ? "\r\n" : "\n");
}

/** Column of the children of a collection written over several lines; undefined for one on a single line. */
export function multilineIndent({ text }: Canvas, container: MapNode | ListNode): number | undefined {
  const first = container.kind === "map" ? container.entries[0] : container.items[0];
  const opening = container.contentStart;
  if (first === undefined) {
    // An empty collection tells nothing; a JSON text of several lines is written over lines throughout.
    return text.includes("\n") ? indentAt(text, lineStartOf(text, opening)) + jsonUnit(text) : undefined;
  }
  if (!text.slice(opening, first.start).includes("\n")) return undefined;
  return indentAt(text, lineStartOf(text, first.start));
}

/** Columns a JSON text indents by. */
function jsonUnit(text: string): number {
  return /^\ufeff?\s*\{\s*\n( +)/.exec(text)?.[1]?.length ?? 2;
}
