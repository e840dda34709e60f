import { excerptAt, positionAt, refuseIn } from "./source-position";
import type { Refuse } from "./source-position";
import { expandTag, longNameOf } from "./short-tags";
import type { ListItem, ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from "./source-node";
import type { TemplateMap, TemplateValue } from "./value";
import {
  isBlank,
  isBreakOrEnd,
  isDocumentMarker,
  isFlowIndicator,
  plainKeyEnd,
  readBlockScalar,
  readDoubleQuoted,
  readPlain,
  readSingleQuoted,
  resolvePlain,
} from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/** Deeper nesting is refused: nothing sane comes near it, and the stack stays far away. */
export const MAX_DEPTH = 200;

const CODE = "template-yaml";
const TAG = /!(?:<[^>\s]*>|[^\s,[\]{}]*)/y;
const ANCHOR = /&[^\s,[\]{}]+/y;

/** Tags of YAML itself that say what a scalar or collection is anyway. */
const CORE_TAGS = new Set(["!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"]);

interface Properties {
  readonly start: number;
  readonly tag: string | undefined;
  readonly tagEnd: number | undefined;
}

/**
 * Reads YAML as CloudFormation does, straight from the text into nodes with ranges.
 *
 * Refused, because CloudFormation refuses it: aliases, hash merges, the binary, omap, pairs, set and timestamp tags.
 * Refused, because no template has it: keys that are not scalars, explicit keys (`? key`), several documents.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export class YamlReader {
  private readonly refuse: Refuse;
  private pos = 0;
  private lineStart = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    file: string,
  ) {
    this.refuse = refuseIn(text, file);
  }

  /** The node of the only document; undefined for a text without content. */
  readDocument(): SourceNode | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.pos = this.lineStart = 1;
    this.skip();
    this.skipDirectives();
    let fresh = true;
    if (this.text.startsWith("---", this.pos) && this.atMarker()) {
      this.pos += 3;
      fresh = this.skip();
    }
    if (this.pos >= this.text.length) return undefined;
    const node = this.readBlockNode(0, this.pos, fresh);
    this.skip();
    while (this.text.startsWith("...", this.pos) && this.atMarker()) {
      this.pos += 3;
      this.skip();
    }
    if (this.pos < this.text.length) {
      if (this.atMarker()) {
        this.refuse(CODE, this.pos, "a second document begins here; a template is one document");
      }
      this.refuse(
        CODE,
        this.pos,
        `this belongs to nothing: ${excerptAt(this.text, this.pos)}`,
        "check the indentation",
      );
    }
    return node;
  }

  /** Skips blanks, breaks and comments; true if a line ended. */
  private skip(): boolean {
    let crossed = false;
    for (;;) {
      const code = this.text.charCodeAt(this.pos);
      if (isBlank(code) || code === 13) this.pos++;
      else if (code === 10) {
        crossed = true;
        this.lineStart = ++this.pos;
      } else if (code === 35 /* # */ && (this.pos === this.lineStart || isBlank(this.text.charCodeAt(this.pos - 1)))) {
        const end = this.text.indexOf("\n", this.pos);
        this.pos = end === -1 ? this.text.length : end;
      } else return crossed;
    }
  }

  private skipDirectives(): void {
    while (this.text.charCodeAt(this.pos) === 37 /* % */ && this.pos === this.lineStart) {
      const end = this.text.indexOf("\n", this.pos);
      const line = this.text.slice(this.pos, end === -1 ? this.text.length : end);
      if (!/^%YAML[ \t]+1\.[0-9]+[ \t]*(#.*)?\r?$/.test(line)) {
        this.refuse(CODE, this.pos, `this directive is not supported: ${JSON.stringify(line.trim())}`);
      }
      this.pos += line.length;
      this.skip();
    }
  }

  /** What stands before the content of a line must not hold a tab. */
  private refuseTabs(): void {
    const tab = this.text.slice(this.lineStart, this.pos).indexOf("\t");
    if (tab !== -1) this.refuse("template-tab", this.lineStart + tab, "tabs cannot indent; use spaces");
  }

  private atMarker(): boolean {
    return this.pos === this.lineStart && isDocumentMarker(this.text, this.pos);
  }

  private enter(at: number): void {
    if (++this.depth > MAX_DEPTH) {
      this.refuse("template-too-deep", at, `the template nests deeper than ${MAX_DEPTH} levels`);
    }
  }

  /**
   * A node in block context. `minIndent`: a node on a line of its own must be indented by it. `after`: end of the colon
   * or dash, where an empty value stands. `fresh`: a block collection may begin on this line.
   */
  private readBlockNode(minIndent: number, after: number, fresh: boolean, listAt = minIndent): SourceNode {
    const crossed = this.skip();
    let own = crossed || fresh;
    if (!this.fits(minIndent, crossed, listAt)) return this.emptyNode(after);
    const properties = this.readProperties();
    if (properties.tag !== undefined || this.pos > properties.start) {
      const propertiesEnd = this.pos;
      const broke = this.skip();
      if (this.pos >= this.text.length || (broke && !this.fits(minIndent, true, listAt))) {
        return this.emptyNode(propertiesEnd, properties);
      }
      if (!broke && own && !this.atFlowCollection() && this.beginsKey()) {
        this.refuse(
          CODE,
          properties.start,
          `a key cannot carry a tag or an anchor: ${excerptAt(this.text, properties.start)}`,
        );
      }
      own = broke;
    }
    const start = this.pos;
    const code = this.text.charCodeAt(start);
    const next = this.text.charCodeAt(start + 1);
    const separated = isBlank(next) || isBreakOrEnd(next);
    if (code === 45 /* - */ && separated) {
      if (!own)
        this.refuse(
          CODE,
          start,
          `a list cannot begin on this line: ${excerptAt(this.text, start)}`,
          "begin it on a line of its own",
        );
      return this.readBlockList(properties);
    }
    if (code === 63 /* ? */ && separated) {
      this.refuse(CODE, start, `keys written with "? " are not supported: ${excerptAt(this.text, start)}`);
    }
    if (code === 124 || code === 62 /* | > */) {
      return this.scalarNode(readBlockScalar(this.text, start, minIndent - 1, this.refuse), start, properties);
    }
    if (this.atFlowCollection()) {
      const node = this.readFlowNode(properties);
      this.endLine();
      return node;
    }
    if (this.beginsKey()) {
      if (!own) {
        this.refuse(
          CODE,
          start,
          `a mapping cannot begin on this line: ${excerptAt(this.text, start)}`,
          "quote the value, or begin the mapping on a line of its own",
        );
      }
      return this.readBlockMap(properties);
    }
    const node = this.scalarNode(this.readFlowScalar(minIndent, false), start, properties);
    this.endLine();
    return node;
  }

  private atFlowCollection(): boolean {
    const code = this.text.charCodeAt(this.pos);
    return code === 123 || code === 91; /* { [ */
  }

  /** True if what stands at `pos` can be the value looked for; false leaves the value empty. */
  private fits(minIndent: number, crossed: boolean, listAt: number): boolean {
    if (this.pos >= this.text.length) return false;
    if (!crossed) return true;
    const column = this.pos - this.lineStart;
    if (column === 0 && this.atMarker()) return false;
    this.refuseTabs();
    if (column >= minIndent) return true;
    if (column !== listAt || this.text.charCodeAt(this.pos) !== 45) return false;
    const next = this.text.charCodeAt(this.pos + 1);
    return isBlank(next) || isBreakOrEnd(next);
  }

  /** Only blanks and a comment may follow a value on its line. */
  private endLine(): void {
    const end = this.pos;
    const crossed = this.skip();
    if (crossed || this.pos >= this.text.length) {
      this.pos = end;
      this.lineStart = this.text.lastIndexOf("\n", end - 1) + 1;
      return;
    }
    this.refuse(
      CODE,
      this.pos,
      `this cannot follow a value on its line: ${excerptAt(this.text, this.pos)}`,
      "quote the whole value",
    );
  }

  private readProperties(): Properties {
    const start = this.pos;
    let tag: string | undefined;
    let tagEnd: number | undefined;
    let anchored = false;
    for (;;) {
      const at = this.pos;
      const code = this.text.charCodeAt(at);
      const pattern = code === 33 /* ! */ ? TAG : code === 38 /* & */ ? ANCHOR : undefined;
      if (code === 42 /* * */ && at === start) this.refuseAlias();
      if (pattern === undefined) return { start, tag, tagEnd };
      pattern.lastIndex = at;
      const found = pattern.exec(this.text)?.[0];
      const end = at + (found?.length ?? 0);
      const next = this.text.charCodeAt(end);
      if (
        found === undefined ||
        (code === 33 ? tag !== undefined : anchored) ||
        !(isBlank(next) || isBreakOrEnd(next) || ",]}".includes(String.fromCharCode(next)))
      ) {
        this.refuse(
          CODE,
          at,
          `${excerptAt(this.text, at)} cannot stand here`,
          tag === undefined
            ? undefined
            : `write the function "${tag}" in its long form: two short forms cannot follow each other`,
        );
      }
      if (code === 33) {
        if (!CORE_TAGS.has(found) && longNameOf(found) === undefined) {
          this.refuse(
            "template-unknown-tag",
            at,
            `the tag ${JSON.stringify(found)} is no CloudFormation function`,
            "quote the value if it is a text",
          );
        }
        tag = found;
        tagEnd = end;
      } else anchored = true;
      this.pos = end;
      while (isBlank(this.text.charCodeAt(this.pos))) this.pos++;
      const following = this.text.charCodeAt(this.pos);
      if (following !== 33 && following !== 38) {
        this.pos = end;
        return { start, tag, tagEnd };
      }
    }
  }

  private refuseAlias(): never {
    return this.refuse(
      "template-alias",
      this.pos,
      `YAML aliases are not allowed in CloudFormation templates: ${excerptAt(this.text, this.pos)}`,
      "write the value out, or quote it if it is a text",
    );
  }

  /** True if a key and its colon stand at `pos`, on one line. */
  private beginsKey(): boolean {
    const code = this.text.charCodeAt(this.pos);
    if (code === 34 || code === 39) {
      const { end } = this.readQuoted(code);
      if (this.text.slice(this.pos, end).includes("\n")) return false;
      return this.colonAfter(end) !== undefined;
    }
    return this.canBeginPlain(false) && plainKeyEnd(this.text, this.pos) !== undefined;
  }

  /** Whether a scalar without quotes can begin at `pos`. */
  private canBeginPlain(flow: boolean): boolean {
    const code = this.text.charCodeAt(this.pos);
    if (code !== 45 && code !== 58 && code !== 63 /* - : ? */) {
      return !isFlowIndicator(code) && !"|>@`%!&*#\"'".includes(this.text.charAt(this.pos));
    }
    const next = this.text.charCodeAt(this.pos + 1);
    return !(isBlank(next) || isBreakOrEnd(next) || (flow && isFlowIndicator(next)));
  }

  private colonAfter(end: number): number | undefined {
    let at = end;
    while (isBlank(this.text.charCodeAt(at))) at++;
    if (this.text.charCodeAt(at) !== 58) return undefined;
    const next = this.text.charCodeAt(at + 1);
    return isBlank(next) || isBreakOrEnd(next) ? at + 1 : undefined;
  }

  private readQuoted(code: number): ScalarReading {
    return code === 34
      ? readDoubleQuoted(this.text, this.pos, this.refuse)
      : readSingleQuoted(this.text, this.pos, this.refuse);
  }

  /** A plain or quoted scalar at `pos`. */
  private readFlowScalar(minIndent: number, flow: boolean): ScalarReading {
    const code = this.text.charCodeAt(this.pos);
    if (code === 34 || code === 39) return this.readQuoted(code);
    if (code === 42) this.refuseAlias();
    if (!this.canBeginPlain(flow)) {
      this.refuse(
        CODE,
        this.pos,
        `a value cannot begin like this: ${excerptAt(this.text, this.pos)}`,
        "quote it if it is a text",
      );
    }
    return readPlain(this.text, this.pos, minIndent, flow, this.refuse);
  }

  private readBlockMap(properties: Properties): MapNode {
    const indent = this.pos - this.lineStart;
    const contentStart = this.pos;
    this.enter(contentStart);
    this.refuseTabs();
    const entries: MapEntry[] = [];
    const content = Object.create(null) as Record<string, TemplateValue>;
    let end: number;
    for (;;) {
      const start = this.pos;
      const code = this.text.charCodeAt(start);
      if (code === 42) this.refuseAlias();
      const quoted = code === 34 || code === 39;
      if (!this.beginsKey()) {
        this.refuse(
          CODE,
          start,
          `a key and a colon are expected here: ${excerptAt(this.text, start)}`,
          "check the indentation",
        );
      }
      const key = this.readKey(quoted, code);
      this.checkKey(key.text, quoted, start, content, entries);
      const headEnd = this.colonAfter(key.end) as number;
      this.pos = headEnd;
      const node = this.readBlockNode(indent + 1, headEnd, false, indent);
      entries.push({ key: key.text, start, keyEnd: key.end, headEnd, node });
      content[key.text] = node.value;
      end = node.end;
      if (!this.nextAt(indent)) break;
    }
    this.depth--;
    return this.mapNode({ layout: "block", indent, entries, content }, contentStart, end, properties);
  }

  private readKey(quoted: boolean, code: number): ScalarReading {
    if (quoted) return this.readQuoted(code);
    const end = plainKeyEnd(this.text, this.pos) as number;
    return { style: "plain", text: this.text.slice(this.pos, end), end };
  }

  private checkKey(key: string, quoted: boolean, at: number, seen: TemplateMap, entries: readonly MapEntry[]): void {
    if (key === "<<" && !quoted) {
      this.refuse(
        "template-merge",
        at,
        'hash merges ("<<") are not allowed in CloudFormation templates',
        "write the entries out",
      );
    }
    if (key in seen) {
      const first = entries.find((entry) => entry.key === key);
      const { line } = positionAt(this.text, first?.start ?? 0);
      this.refuse(
        "template-duplicate-key",
        at,
        `the key ${JSON.stringify(key)} is already on line ${line}`,
        "remove one of the two",
      );
    }
  }

  private readBlockList(properties: Properties): ListNode {
    const indent = this.pos - this.lineStart;
    const contentStart = this.pos;
    this.enter(contentStart);
    const items: ListItem[] = [];
    let end: number;
    for (;;) {
      const start = this.pos;
      this.pos = start + 1;
      const node = this.readBlockNode(indent + 1, start + 1, true);
      items.push({ start, headEnd: start + 1, node });
      end = node.end;
      if (!this.nextAt(indent)) break;
      const next = this.text.charCodeAt(this.pos + 1);
      if (this.text.charCodeAt(this.pos) !== 45 || !(isBlank(next) || isBreakOrEnd(next))) break;
    }
    this.depth--;
    return this.listNode("block", indent, items, contentStart, end, properties);
  }

  /** Goes on to the next content; true if it stands at `indent`. */
  private nextAt(indent: number): boolean {
    this.skip();
    if (this.pos >= this.text.length || this.atMarker()) return false;
    const column = this.pos - this.lineStart;
    this.refuseTabs();
    if (column > indent) {
      this.refuse(
        CODE,
        this.pos,
        `this line is indented by ${column}, what it follows by ${indent}: ${excerptAt(this.text, this.pos)}`,
        "align it with its neighbours",
      );
    }
    return column === indent;
  }

  /** A flow collection at `pos`. */
  private readFlowNode(properties: Properties): SourceNode {
    const start = this.pos;
    this.enter(start);
    const node = this.text.charCodeAt(start) === 123 ? this.readFlowMap(properties) : this.readFlowList(properties);
    this.depth--;
    return node;
  }

  private readFlowMap(properties: Properties): MapNode {
    const contentStart = this.pos++;
    const entries: MapEntry[] = [];
    const content = Object.create(null) as Record<string, TemplateValue>;
    for (;;) {
      this.skipInFlow(contentStart);
      if (this.text.charCodeAt(this.pos) === 125) break;
      const start = this.pos;
      const code = this.text.charCodeAt(start);
      const quoted = code === 34 || code === 39;
      const key = this.readFlowScalar(0, true);
      this.checkKey(key.text, quoted, start, content, entries);
      this.moveTo(key.end);
      const entry = this.readFlowEntry(key, start, contentStart);
      entries.push(entry);
      content[key.text] = entry.node.value;
      if (!this.continuesFlow(contentStart, 125)) break;
    }
    this.pos++;
    return this.mapNode({ layout: "flow", indent: -1, entries, content }, contentStart, this.pos, properties);
  }

  /** What follows a key in flow context: a colon and a value, or nothing. */
  private readFlowEntry(key: ScalarReading, start: number, open: number): MapEntry {
    this.skipInFlow(open);
    if (this.text.charCodeAt(this.pos) !== 58) {
      return { key: key.text, start, keyEnd: key.end, headEnd: key.end, node: this.emptyNode(key.end) };
    }
    const headEnd = ++this.pos;
    this.skipInFlow(open);
    const code = this.text.charCodeAt(this.pos);
    const node = code === 44 || code === 125 || code === 93 ? this.emptyNode(headEnd) : this.readFlowValue(open);
    return { key: key.text, start, keyEnd: key.end, headEnd, node };
  }

  private readFlowList(properties: Properties): ListNode {
    const contentStart = this.pos++;
    const items: ListItem[] = [];
    for (;;) {
      this.skipInFlow(contentStart);
      if (this.text.charCodeAt(this.pos) === 93) break;
      const start = this.pos;
      const node = this.readFlowItem(contentStart);
      items.push({ start, headEnd: start, node });
      if (!this.continuesFlow(contentStart, 93)) break;
    }
    this.pos++;
    return this.listNode("flow", -1, items, contentStart, this.pos, properties);
  }

  /** A value of a flow list; `key: value` there is a mapping of one entry. */
  private readFlowItem(open: number): SourceNode {
    const start = this.pos;
    const node = this.readFlowValue(open);
    const end = this.pos;
    while (isBlank(this.text.charCodeAt(this.pos))) this.pos++;
    const next = this.text.charCodeAt(this.pos + 1);
    const quoted = node.kind === "scalar" && node.style !== "plain";
    if (
      this.text.charCodeAt(this.pos) !== 58 ||
      !(quoted || isBlank(next) || isBreakOrEnd(next) || isFlowIndicator(next))
    ) {
      this.pos = end;
      return node;
    }
    if (node.kind !== "scalar" || node.contentStart !== start) {
      this.refuse(CODE, start, `this cannot be a key: ${excerptAt(this.text, start)}`);
    }
    this.checkKey(node.text, quoted, start, Object.create(null) as TemplateMap, []);
    const entry = this.readFlowEntry({ style: node.style, text: node.text, end: node.end }, start, open);
    const content = Object.create(null) as Record<string, TemplateValue>;
    content[entry.key] = entry.node.value;
    const properties: Properties = { start, tag: undefined, tagEnd: undefined };
    return this.mapNode({ layout: "pair", indent: -1, entries: [entry], content }, start, entry.node.end, properties);
  }

  private readFlowValue(open: number): SourceNode {
    const properties = this.readProperties();
    const propertiesEnd = this.pos;
    this.skipInFlow(open);
    const start = this.pos;
    const code = this.text.charCodeAt(start);
    if (code === 123 || code === 91) return this.readFlowNode(properties);
    if (start > properties.start && (code === 44 || code === 93 || code === 125)) {
      this.moveTo(propertiesEnd);
      return this.emptyNode(propertiesEnd, properties);
    }
    return this.scalarNode(this.readFlowScalar(0, true), start, properties);
  }

  /** After an entry: a comma, or the closing bracket. False at the bracket. */
  private continuesFlow(open: number, close: number): boolean {
    this.skipInFlow(open);
    const code = this.text.charCodeAt(this.pos);
    if (code === close) return false;
    if (code !== 44) {
      this.refuse(
        CODE,
        this.pos,
        `a comma or "${String.fromCharCode(close)}" is expected here: ${excerptAt(this.text, this.pos)}`,
      );
    }
    this.pos++;
    return true;
  }

  private skipInFlow(open: number): void {
    this.skip();
    if (this.pos >= this.text.length || this.atMarker()) {
      this.refuse(CODE, open, `this bracket is never closed: ${excerptAt(this.text, open)}`);
    }
  }

  private moveTo(pos: number): void {
    this.pos = pos;
  }

  private emptyNode(at: number, properties?: Properties): ScalarNode {
    const value = properties?.tag === undefined ? null : "";
    const reading: ScalarReading = { style: "plain", text: "", end: at };
    return this.taggedScalar(reading, at, value, properties ?? { start: at, tag: undefined, tagEnd: undefined });
  }

  private scalarNode(reading: ScalarReading, start: number, properties: Properties): ScalarNode {
    this.moveTo(reading.end);
    // A short tag makes its scalar a text: `!Sub 1` is { "Fn::Sub": "1" }.
    const plain = reading.style === "plain" && (properties.tag === undefined || properties.tag.startsWith("!!"));
    const value = plain && properties.tag !== "!!str" ? resolvePlain(reading.text) : reading.text;
    return this.taggedScalar(reading, start, value, properties);
  }

  private taggedScalar(
    reading: ScalarReading,
    contentStart: number,
    value: TemplateValue,
    properties: Properties,
  ): ScalarNode {
    const { start, tag, tagEnd } = properties;
    const intrinsic = tag === undefined ? undefined : longNameOf(tag);
    return {
      kind: "scalar",
      start,
      tagEnd,
      contentStart,
      end: reading.end,
      intrinsic,
      value: intrinsic === undefined ? value : expandTag(intrinsic, value),
      style: reading.style,
      text: reading.text,
    };
  }

  private mapNode(
    parts: Pick<MapNode, "layout" | "indent" | "entries" | "content">,
    contentStart: number,
    end: number,
    { start, tag, tagEnd }: Properties,
  ): MapNode {
    const intrinsic = tag === undefined ? undefined : longNameOf(tag);
    const value = intrinsic === undefined ? parts.content : expandTag(intrinsic, parts.content);
    return { kind: "map", start, tagEnd, contentStart, end, intrinsic, value, ...parts };
  }

  private listNode(
    layout: ListNode["layout"],
    indent: number,
    items: readonly ListItem[],
    contentStart: number,
    end: number,
    { start, tag, tagEnd }: Properties,
  ): ListNode {
    const intrinsic = tag === undefined ? undefined : longNameOf(tag);
    const content = items.map((item) => item.node.value);
    const value = intrinsic === undefined ? content : expandTag(intrinsic, content);
    return { kind: "list", start, tagEnd, contentStart, end, intrinsic, value, layout, indent, items };
  }
}
