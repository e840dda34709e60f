import { readFlowNode } from "./yaml-flow";
import type { ListItem, ListNode, MapEntry, MapNode, SourceNode } from "./source-node";
import { excerptAt } from "./source-position";
import type { TemplateValue } from "./value";
import { YAML_FAULT, YamlCursor } from "./yaml-cursor";
import type { Properties } from "./yaml-cursor";
import { emptyNode, listNode, mapNode, takeScalar } from "./yaml-nodes";
import { isBlank, isBreakOrEnd, plainKeyEnd, readBlockScalar } from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/**
 * Reads YAML as CloudFormation does, straight from the text into nodes with ranges: the node of the only document, or
 * undefined for a text without content.
 *
 * Refused, because CloudFormation refuses it: aliases, hash merges, the binary, omap, pairs, set and timestamp tags.
 * Refused, because no template has it: keys that are not scalars, explicit keys (`? key`), several documents.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function readYaml(text: string, file: string): SourceNode | undefined {
  const cursor = new YamlCursor(text, file);
  if (cursor.text.charCodeAt(0) === 0xfeff) cursor.pos = cursor.lineStart = 1;
  cursor.skip();
  skipDirectives(cursor);
  let fresh = true;
  if (cursor.text.startsWith("---", cursor.pos) && cursor.atMarker()) {
    cursor.pos += 3;
    fresh = cursor.skip();
  }
  if (cursor.pos >= cursor.text.length) return undefined;
  const node = readBlockNode(cursor, 0, cursor.pos, fresh);
  cursor.skip();
  while (cursor.text.startsWith("...", cursor.pos) && cursor.atMarker()) {
    cursor.pos += 3;
    cursor.skip();
  }
  if (cursor.pos < cursor.text.length) {
    if (cursor.atMarker()) {
      cursor.refuse(YAML_FAULT, cursor.pos, "a second document begins here; a template is one document");
    }
    cursor.refuse(
      YAML_FAULT,
      cursor.pos,
      `this belongs to nothing: ${excerptAt(cursor.text, cursor.pos)}`,
      "check the indentation",
    );
  }
  return node;
}

function skipDirectives(cursor: YamlCursor): void {
  while (cursor.text.charCodeAt(cursor.pos) === 37 /* % */ && cursor.pos === cursor.lineStart) {
    const end = cursor.text.indexOf("\n", cursor.pos);
    const line = cursor.text.slice(cursor.pos, end === -1 ? cursor.text.length : end);
    if (!/^%YAML[ \t]+1\.[0-9]+[ \t]*(#.*)?\r?$/.test(line)) {
      cursor.refuse(YAML_FAULT, cursor.pos, `this directive is not supported: ${JSON.stringify(line.trim())}`);
    }
    cursor.pos += line.length;
    cursor.skip();
  }
}

/**
 * A node in block context. `minIndent`: a node on a line of its own must be indented by it. `after`: end of the colon
 * or dash, where an empty value stands. `fresh`: a block collection may begin on this line.
 */
function readBlockNode(
  cursor: YamlCursor,
  minIndent: number,
  after: number,
  fresh: boolean,
  listAt = minIndent,
): SourceNode {
  const crossed = cursor.skip();
  let own = crossed || fresh;
  if (!fits(cursor, minIndent, crossed, listAt)) return emptyNode(after);
  const properties = cursor.readProperties();
  if (properties.tag !== undefined || cursor.pos > properties.start) {
    const propertiesEnd = cursor.pos;
    const broke = cursor.skip();
    if (cursor.pos >= cursor.text.length || (broke && !fits(cursor, minIndent, true, listAt))) {
      return emptyNode(propertiesEnd, properties);
    }
    if (!broke && own && !atFlowCollection(cursor) && cursor.beginsKey()) {
      cursor.refuse(
        YAML_FAULT,
        properties.start,
        `a key cannot carry a tag or an anchor: ${excerptAt(cursor.text, properties.start)}`,
      );
    }
    own = broke;
  }
  const start = cursor.pos;
  const code = cursor.text.charCodeAt(start);
  const next = cursor.text.charCodeAt(start + 1);
  const separated = isBlank(next) || isBreakOrEnd(next);
  if (code === 45 /* - */ && separated) {
    if (!own)
      cursor.refuse(
        YAML_FAULT,
        start,
        `a list cannot begin on this line: ${excerptAt(cursor.text, start)}`,
        "begin it on a line of its own",
      );
    return readBlockList(cursor, properties);
  }
  if (code === 63 /* ? */ && separated) {
    cursor.refuse(YAML_FAULT, start, `keys written with "? " are not supported: ${excerptAt(cursor.text, start)}`);
  }
  if (code === 124 || code === 62 /* | > */) {
    return takeScalar(cursor, readBlockScalar(cursor.text, start, minIndent - 1, cursor.refuse), start, properties);
  }
  if (atFlowCollection(cursor)) {
    const node = readFlowNode(cursor, properties);
    endLine(cursor);
    return node;
  }
  if (cursor.beginsKey()) {
    if (!own) {
      cursor.refuse(
        YAML_FAULT,
        start,
        `a mapping cannot begin on this line: ${excerptAt(cursor.text, start)}`,
        "quote the value, or begin the mapping on a line of its own",
      );
    }
    return readBlockMap(cursor, properties);
  }
  const node = takeScalar(cursor, cursor.readFlowScalar(minIndent, false), start, properties);
  endLine(cursor);
  return node;
}

function atFlowCollection(cursor: YamlCursor): boolean {
  const code = cursor.text.charCodeAt(cursor.pos);
  return code === 123 || code === 91; /* { [ */
}

/** True if what stands at `pos` can be the value looked for; false leaves the value empty. */
function fits(cursor: YamlCursor, minIndent: number, crossed: boolean, listAt: number): boolean {
  if (cursor.pos >= cursor.text.length) return false;
  if (!crossed) return true;
  const column = cursor.pos - cursor.lineStart;
  if (column === 0 && cursor.atMarker()) return false;
  cursor.refuseTabs();
  if (column >= minIndent) return true;
  if (column !== listAt || cursor.text.charCodeAt(cursor.pos) !== 45) return false;
  const next = cursor.text.charCodeAt(cursor.pos + 1);
  return isBlank(next) || isBreakOrEnd(next);
}

/** Only blanks and a comment may follow a value on its line. */
function endLine(cursor: YamlCursor): void {
  const end = cursor.pos;
  const crossed = cursor.skip();
  if (crossed || cursor.pos >= cursor.text.length) {
    cursor.pos = end;
    cursor.lineStart = cursor.text.lastIndexOf("\n", end - 1) + 1;
    return;
  }
  cursor.refuse(
    YAML_FAULT,
    cursor.pos,
    `this cannot follow a value on its line: ${excerptAt(cursor.text, cursor.pos)}`,
    "quote the whole value",
  );
}

function readBlockMap(cursor: YamlCursor, properties: Properties): MapNode {
  const indent = cursor.pos - cursor.lineStart;
  const contentStart = cursor.pos;
  cursor.enter(contentStart);
  cursor.refuseTabs();
  const entries: MapEntry[] = [];
  const content = Object.create(null) as Record<string, TemplateValue>;
  let end: number;
  for (;;) {
    const start = cursor.pos;
    const code = cursor.text.charCodeAt(start);
    if (code === 42) cursor.refuseAlias();
    const quoted = code === 34 || code === 39;
    if (!cursor.beginsKey()) {
      cursor.refuse(
        YAML_FAULT,
        start,
        `a key and a colon are expected here: ${excerptAt(cursor.text, start)}`,
        "check the indentation",
      );
    }
    const key = readKey(cursor, quoted, code);
    cursor.checkKey(key.text, quoted, start, content, entries);
    const headEnd = cursor.colonAfter(key.end) as number;
    cursor.pos = headEnd;
    const node = readBlockNode(cursor, indent + 1, headEnd, false, indent);
    entries.push({ key: key.text, start, keyEnd: key.end, headEnd, node });
    content[key.text] = node.value;
    end = node.end;
    if (!nextAt(cursor, indent)) break;
  }
  cursor.leave();
  return mapNode({ layout: "block", indent, entries, content }, contentStart, end, properties);
}

function readKey(cursor: YamlCursor, quoted: boolean, code: number): ScalarReading {
  if (quoted) return cursor.readQuoted(code);
  const end = plainKeyEnd(cursor.text, cursor.pos) as number;
  return { style: "plain", text: cursor.text.slice(cursor.pos, end), end };
}

function readBlockList(cursor: YamlCursor, properties: Properties): ListNode {
  const indent = cursor.pos - cursor.lineStart;
  const contentStart = cursor.pos;
  cursor.enter(contentStart);
  const items: ListItem[] = [];
  let end: number;
  for (;;) {
    const start = cursor.pos;
    cursor.pos = start + 1;
    const node = readBlockNode(cursor, indent + 1, start + 1, true);
    items.push({ start, headEnd: start + 1, node });
    end = node.end;
    if (!nextAt(cursor, indent)) break;
    const next = cursor.text.charCodeAt(cursor.pos + 1);
    if (cursor.text.charCodeAt(cursor.pos) !== 45 || !(isBlank(next) || isBreakOrEnd(next))) break;
  }
  cursor.leave();
  return listNode("block", indent, items, contentStart, end, properties);
}

/** Goes on to the next content; true if it stands at `indent`. */
function nextAt(cursor: YamlCursor, indent: number): boolean {
  cursor.skip();
  if (cursor.pos >= cursor.text.length || cursor.atMarker()) return false;
  const column = cursor.pos - cursor.lineStart;
  cursor.refuseTabs();
  if (column > indent) {
    cursor.refuse(
      YAML_FAULT,
      cursor.pos,
      `this line is indented by ${column}, what it follows by ${indent}: ${excerptAt(cursor.text, cursor.pos)}`,
      "align it with its neighbours",
    );
  }
  return column === indent;
}
