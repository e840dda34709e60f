import { isPlainSafe } from "./print-scalar";
import type { Quote } from "./print-scalar";
import type { ListNode, MapNode, SourceNode } from "./source-node";
import { onlyEntry } from "./one-entry";
import { shortTagOf } from "./short-tags";
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
  readonly quote: Quote;
  /** Whether texts behind a tag are quoted though they need not be: `!Ref 'x'`. */
  readonly quoteTagged: boolean;
  /** Whether a text of several lines may be written as a literal block (`|`). */
  readonly literals: boolean;
  readonly eol: "\n" | "\r\n";
}

export const DEFAULT_STYLE: Style = {
  unit: 2,
  listUnit: 2,
  shortTags: true,
  quote: "double",
  quoteTagged: false,
  literals: true,
  eol: "\n",
};

/** The style of a YAML template. What the template does not show is as in {@link DEFAULT_STYLE}. */
export function detectStyle(root: SourceNode, text: string): Style {
  const seen: Seen = { single: 0, double: 0, shortTags: false, tagged: 0, taggedQuoted: 0 };
  look(root, seen);
  const unit = seen.unit ?? DEFAULT_STYLE.unit;
  return {
    unit,
    listUnit: seen.listUnit === 0 ? 0 : unit,
    shortTags: seen.shortTags || !mentionsLongForm(root.value),
    quote: seen.single > seen.double ? "single" : "double",
    quoteTagged: seen.tagged > 0 && seen.taggedQuoted * 2 > seen.tagged,
    literals: true,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

interface Seen {
  unit?: number;
  listUnit?: number;
  single: number;
  double: number;
  shortTags: boolean;
  /** Scalars behind a short tag, and those of them in needless quotes. */
  tagged: number;
  taggedQuoted: number;
}

function look(node: SourceNode, seen: Seen): void {
  if (node.kind === "scalar") {
    if (node.style === "single" || node.style === "double") seen[node.style]++;
    if (node.intrinsic === undefined) return;
    seen.shortTags = true;
    seen.tagged++;
    if ((node.style === "single" || node.style === "double") && isPlainSafe(node.text, false)) seen.taggedQuoted++;
    return;
  }
  if (node.intrinsic !== undefined) seen.shortTags = true;
  const children = node.kind === "map" ? node.entries : node.items;
  for (const child of children) {
    if (node.kind === "map" && node.layout === "block") measure(node, child.node, seen);
    look(child.node, seen);
  }
}

function measure(parent: MapNode, child: SourceNode, seen: Seen): void {
  if (child.kind === "scalar" || child.layout !== "block") return;
  const nested: MapNode | ListNode = child;
  const columns = nested.indent - parent.indent;
  if (nested.kind === "map") seen.unit ??= columns;
  else seen.listUnit ??= columns;
}

function mentionsLongForm(value: TemplateValue): boolean {
  if (isList(value)) return value.some(mentionsLongForm);
  if (!isMap(value)) return false;
  const only = onlyEntry(value);
  if (only !== undefined && only[0] !== "Condition" && shortTagOf(only[0]) !== undefined) return true;
  return Object.values(value).some(mentionsLongForm);
}
