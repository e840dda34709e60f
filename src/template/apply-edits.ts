import { formatPath } from "../base";
import type { Path } from "../base";
import { BlockSplicer } from "./block-splices";
import { applyToValue, arrangeEntries, arrangeItems } from "./edits";
import type { Edits } from "./edits";
import { spliceFlow } from "./flow-splices";
import { single } from "./one-entry";
import { replaceNode } from "./replace-node";
import type { Place } from "./replace-node";
import { rewriteScalar } from "./rewrite-scalar";
import type { ListNode, MapNode, ScalarNode, SourceNode } from "./source-node";
import { joinSplices } from "./splice";
import type { Canvas } from "./splice";
import { DEFAULT_STYLE, detectStyle } from "./style";
import type { Template } from "./template";
import type { TemplateValue } from "./value";

/** The text of a template after its edits. */
export function applyEdits(template: Template, root: SourceNode, edits: Edits): string {
  if (isUntouched(edits)) return template.text;
  const style = template.format === "json" ? DEFAULT_STYLE : detectStyle(root, template.text);
  const canvas: Canvas = { text: template.text, json: template.format === "json", style, splices: [] };
  applyNode(canvas, root, edits, { kind: "root" }, []);
  return joinSplices(canvas);
}

function isUntouched(edits: Edits): boolean {
  return (
    !edits.removed &&
    edits.replacement === undefined &&
    edits.texts.length === 0 &&
    edits.inserts.length === 0 &&
    [...edits.children.values()].every(isUntouched)
  );
}

function applyNode(canvas: Canvas, node: SourceNode, edits: Edits, place: Place, path: Path): void {
  if (isUntouched(edits)) return;
  if (edits.replacement !== undefined) {
    assertNothingElse(edits, path);
    replaceNode(canvas, node, place, edits.replacement.value);
    return;
  }
  const { intrinsic } = node;
  if (intrinsic === undefined) return applyContent(canvas, node, edits, place, path);
  const inner = edits.children.get(intrinsic);
  const isContentEdit =
    inner !== undefined && edits.inserts.length === 0 && !inner.removed && inner.replacement === undefined;
  if (!isContentEdit || isWrittenWhole(node, inner) || becomesEmpty(node, inner)) {
    if (inner?.replacement !== undefined) assertNothingElse(inner, [...path, intrinsic]);
    replaceNode(canvas, node, place, applyToValue(node.value, edits));
    return;
  }
  applyContent(canvas, node, inner, place, [...path, intrinsic]);
}

/** `!GetAtt A.B` has no place for its two parts, so it is written again as a whole; a list is edited item by item. */
function isWrittenWhole(node: SourceNode, inner: Edits): boolean {
  return node.kind === "scalar" && (inner.texts.length === 0 || node.intrinsic === "Fn::GetAtt");
}

function assertNothingElse(edits: Edits, path: Path): void {
  if (edits.texts.length > 0 || edits.inserts.length > 0 || ![...edits.children.values()].every(isUntouched)) {
    throw new Error(`${formatPath(path)} is replaced, so nothing in it can be edited`);
  }
}

function becomesEmpty(node: SourceNode, edits: Edits): boolean {
  if (node.kind === "scalar" || edits.inserts.length > 0) return false;
  const keys = node.kind === "map" ? node.entries.map(({ key }) => key) : node.items.map((_, index) => index);
  return keys.every((key) => edits.children.get(key)?.removed);
}

function applyContent(canvas: Canvas, node: SourceNode, edits: Edits, place: Place, path: Path): void {
  switch (node.kind) {
    case "scalar":
      return applyScalar(canvas, node, edits, place);
    case "map":
    case "list":
      return applyCollection(canvas, node, edits, place, path);
    default: {
      const never: never = node;
      throw new Error(`unknown node ${String(never)}`);
    }
  }
}

function applyScalar(canvas: Canvas, node: ScalarNode, edits: Edits, place: Place): void {
  if (edits.texts.length === 0) return;
  const expected = applyToValue(node.text, edits) as string;
  if (expected === node.text) return;
  const source = rewriteScalar(canvas, node, edits.texts, expected, place);
  if (source !== undefined) canvas.splices.push({ start: node.contentStart, end: node.end, text: source });
  else replaceNode(canvas, node, place, withText(node, expected));
}

/** The value of a scalar that now says `text`. */
function withText(node: ScalarNode, text: string): TemplateValue {
  return node.intrinsic === undefined ? text : single(node.intrinsic, text);
}

function applyCollection(canvas: Canvas, node: MapNode | ListNode, edits: Edits, place: Place, path: Path): void {
  const children = node.kind === "map" ? node.entries : node.items;
  const cells =
    node.kind === "map"
      ? arrangeEntries(
          node.entries.map(({ key }) => key),
          edits,
        )
      : arrangeItems(node.items.length, edits);
  const isRearranged = cells.some((cell) => cell.kind !== "kept");
  if (isRearranged && (node.layout === "pair" || !cells.some((cell) => cell.kind === "kept"))) {
    replaceNode(canvas, node, place, rewrap(node, applyToValue(contentOf(node), edits)));
    return;
  }
  // The children come first: where one of them and this collection both add lines at an offset, the child's stand first.
  for (const [index, child] of children.entries()) {
    const key = node.kind === "map" ? (node.entries[index]?.key ?? "") : index;
    const below = edits.children.get(key);
    if (below === undefined || below.removed) continue;
    applyNode(canvas, child.node, below, childPlace(node, child), [...path, key]);
  }
  if (!isRearranged) return;
  if (node.layout === "flow") spliceFlow(canvas, node, cells);
  else new BlockSplicer(canvas, node, place.kind === "root").splice(cells);
}

function childPlace(node: MapNode | ListNode, child: { readonly headEnd: number; readonly start: number }): Place {
  if (node.layout !== "block") return { kind: "flow", container: node, child };
  return { kind: node.kind === "map" ? "entry" : "item", indent: node.indent, headEnd: child.headEnd };
}

function contentOf(node: MapNode | ListNode): TemplateValue {
  return node.kind === "map" ? node.content : node.items.map((item) => item.node.value);
}

function rewrap(node: MapNode | ListNode, content: TemplateValue): TemplateValue {
  return node.intrinsic === undefined ? content : single(node.intrinsic, content);
}
