import type { ListItem, ListNode, MapEntry, MapNode, SourceNode } from "./source-node";
import { excerptAt } from "./source-position";
import type { TemplateMap, TemplateValue } from "./value";
import { YAML_FAULT } from "./yaml-cursor";
import type { Properties, YamlCursor } from "./yaml-cursor";
import { emptyNode, listNode, mapNode, takeScalar } from "./yaml-nodes";
import { isBlank, isBreakOrEnd, isFlowIndicator } from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/** A flow collection at `pos`. */
export function readFlowNode(cursor: YamlCursor, properties: Properties): SourceNode {
  const start = cursor.pos;
  cursor.enter(start);
  const node =
    cursor.text.charCodeAt(start) === 123 ? readFlowMap(cursor, properties) : readFlowList(cursor, properties);
  cursor.leave();
  return node;
}

function readFlowMap(cursor: YamlCursor, properties: Properties): MapNode {
  const contentStart = cursor.pos++;
  const entries: MapEntry[] = [];
  const content = Object.create(null) as Record<string, TemplateValue>;
  for (;;) {
    skipInFlow(cursor, contentStart);
    if (cursor.text.charCodeAt(cursor.pos) === 125) break;
    const start = cursor.pos;
    const code = cursor.text.charCodeAt(start);
    const quoted = code === 34 || code === 39;
    const key = cursor.readFlowScalar(0, true);
    cursor.checkKey(key.text, quoted, start, content, entries);
    cursor.pos = key.end;
    const entry = readFlowEntry(cursor, key, start, contentStart);
    entries.push(entry);
    content[key.text] = entry.node.value;
    if (!continuesFlow(cursor, contentStart, 125)) break;
  }
  cursor.pos++;
  return mapNode({ layout: "flow", indent: -1, entries, content }, contentStart, cursor.pos, properties);
}

/** What follows a key in flow context: a colon and a value, or nothing. */
function readFlowEntry(cursor: YamlCursor, key: ScalarReading, start: number, open: number): MapEntry {
  skipInFlow(cursor, open);
  if (cursor.text.charCodeAt(cursor.pos) !== 58) {
    return { key: key.text, start, keyEnd: key.end, headEnd: key.end, node: emptyNode(key.end) };
  }
  const headEnd = ++cursor.pos;
  skipInFlow(cursor, open);
  const code = cursor.text.charCodeAt(cursor.pos);
  const node = code === 44 || code === 125 || code === 93 ? emptyNode(headEnd) : readFlowValue(cursor, open);
  return { key: key.text, start, keyEnd: key.end, headEnd, node };
}

function readFlowList(cursor: YamlCursor, properties: Properties): ListNode {
  const contentStart = cursor.pos++;
  const items: ListItem[] = [];
  for (;;) {
    skipInFlow(cursor, contentStart);
    if (cursor.text.charCodeAt(cursor.pos) === 93) break;
    const start = cursor.pos;
    const node = readFlowItem(cursor, contentStart);
    items.push({ start, headEnd: start, node });
    if (!continuesFlow(cursor, contentStart, 93)) break;
  }
  cursor.pos++;
  return listNode("flow", -1, items, contentStart, cursor.pos, properties);
}

/** A value of a flow list; `key: value` there is a mapping of one entry. */
function readFlowItem(cursor: YamlCursor, open: number): SourceNode {
  const start = cursor.pos;
  const node = readFlowValue(cursor, open);
  const end = cursor.pos;
  while (isBlank(cursor.text.charCodeAt(cursor.pos))) cursor.pos++;
  const next = cursor.text.charCodeAt(cursor.pos + 1);
  const quoted = node.kind === "scalar" && node.style !== "plain";
  if (
    cursor.text.charCodeAt(cursor.pos) !== 58 ||
    !(quoted || isBlank(next) || isBreakOrEnd(next) || isFlowIndicator(next))
  ) {
    cursor.pos = end;
    return node;
  }
  if (node.kind !== "scalar" || node.contentStart !== start) {
    cursor.refuse(YAML_FAULT, start, `this cannot be a key: ${excerptAt(cursor.text, start)}`);
  }
  cursor.checkKey(node.text, quoted, start, Object.create(null) as TemplateMap, []);
  const entry = readFlowEntry(cursor, { style: node.style, text: node.text, end: node.end }, start, open);
  const content = Object.create(null) as Record<string, TemplateValue>;
  content[entry.key] = entry.node.value;
  const properties: Properties = { start, tag: undefined, tagEnd: undefined };
  return mapNode({ layout: "pair", indent: -1, entries: [entry], content }, start, entry.node.end, properties);
}

function readFlowValue(cursor: YamlCursor, open: number): SourceNode {
  const properties = cursor.readProperties();
  const propertiesEnd = cursor.pos;
  skipInFlow(cursor, open);
  const start = cursor.pos;
  const code = cursor.text.charCodeAt(start);
  if (code === 123 || code === 91) return readFlowNode(cursor, properties);
  if (start > properties.start && (code === 44 || code === 93 || code === 125)) {
    cursor.pos = propertiesEnd;
    return emptyNode(propertiesEnd, properties);
  }
  return takeScalar(cursor, cursor.readFlowScalar(0, true), start, properties);
}

/** After an entry: a comma, or the closing bracket. False at the bracket. */
function continuesFlow(cursor: YamlCursor, open: number, close: number): boolean {
  skipInFlow(cursor, open);
  const code = cursor.text.charCodeAt(cursor.pos);
  if (code === close) return false;
  if (code !== 44) {
    cursor.refuse(
      YAML_FAULT,
      cursor.pos,
      `a comma or "${String.fromCharCode(close)}" is expected here: ${excerptAt(cursor.text, cursor.pos)}`,
    );
  }
  cursor.pos++;
  return true;
}

function skipInFlow(cursor: YamlCursor, open: number): void {
  cursor.skip();
  if (cursor.pos >= cursor.text.length || cursor.atMarker()) {
    cursor.refuse(YAML_FAULT, open, `this bracket is never closed: ${excerptAt(cursor.text, open)}`);
  }
}
