import type { ListNode, MapNode, SourceNode } from "./source-node";
import { onlyEntry, shortTagOf } from "./short-tags";
import { isList, isMap } from "./value";
import type { TemplateValue } from "./value";

/** How a template is written, so that what is added looks like what is there. */
export interface Style {
  /** Columns a nested block is indented by. */
  readonly unit: number;
  /** Columns a list is indented by beneath its key; 0 or `unit`. */
  readonly listUnit: number;
  /** Whether functions are written `!Ref x` or `Ref: x`. */
  readonly shortTags: boolean;
  readonly eol: "\n" | "\r\n";
}

export const DEFAULT_STYLE: Style = { unit: 2, listUnit: 2, shortTags: true, eol: "\n" };

/** The style of a YAML template. What the template does not show is as in {@link DEFAULT_STYLE}. */
export function detectStyle(root: SourceNode, text: string): Style {
  const seen: Seen = {};
  look(root, seen);
  const unit = seen.unit ?? DEFAULT_STYLE.unit;
  return {
    unit,
    listUnit: seen.listUnit === 0 ? 0 : unit,
    shortTags: seen.tag === true || !mentionsLongForm(root.value),
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

interface Seen {
  unit?: number;
  listUnit?: number;
  tag?: boolean;
}

function look(node: SourceNode, seen: Seen): void {
  if (node.intrinsic !== undefined) seen.tag = true;
  if (node.kind === "map") {
    for (const entry of node.entries) {
      if (node.layout === "block") measure(node, entry.node, seen);
      look(entry.node, seen);
      if (isComplete(seen)) return;
    }
  } else if (node.kind === "list") {
    for (const item of node.items) {
      look(item.node, seen);
      if (isComplete(seen)) return;
    }
  }
}

function measure(parent: MapNode, child: SourceNode, seen: Seen): void {
  if (child.kind === "scalar" || child.layout !== "block") return;
  const nested: MapNode | ListNode = child;
  const columns = nested.indent - parent.indent;
  if (nested.kind === "map") seen.unit ??= columns;
  else seen.listUnit ??= columns;
}

function isComplete(seen: Seen): boolean {
  return seen.unit !== undefined && seen.listUnit !== undefined && seen.tag === true;
}

function mentionsLongForm(value: TemplateValue): boolean {
  if (isList(value)) return value.some(mentionsLongForm);
  if (!isMap(value)) return false;
  const only = onlyEntry(value);
  if (only !== undefined && only[0] !== "Condition" && shortTagOf(only[0]) !== undefined) return true;
  return Object.values(value).some(mentionsLongForm);
}
