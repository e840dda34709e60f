import { excerptAt, positionAt, refuseIn } from "./source-position";
import type { Refuse } from "./source-position";
import type { ListItem, ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from "./source-node";
import type { TemplateValue } from "./value";
import { MAX_DEPTH } from "./yaml-cursor";

const CODE = "template-json";
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const SIMPLE = /"[^"\\\u0000-\u001f]*"/y;
const WORDS: readonly (readonly [string, TemplateValue])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

/** Reads JSON into nodes with ranges; strict, and a key may stand only once in its object. */
export class JsonReader {
  private readonly refuse: Refuse;
  private pos = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    file: string,
  ) {
    this.refuse = refuseIn(text, file);
  }

  readDocument(): SourceNode | undefined {
    if (this.text.charCodeAt(0) === 0xfeff) this.pos = 1;
    this.skip();
    if (this.pos >= this.text.length) return undefined;
    const node = this.readValue();
    this.skip();
    if (this.pos < this.text.length) {
      this.refuse(CODE, this.pos, `nothing may follow the template: ${excerptAt(this.text, this.pos)}`);
    }
    return node;
  }

  private skip(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.pos);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.pos++;
    }
  }

  private readValue(): SourceNode {
    const start = this.pos;
    const code = this.text.charCodeAt(start);
    if (code === 123 || code === 91) {
      if (++this.depth > MAX_DEPTH) {
        this.refuse("template-too-deep", start, `the template nests deeper than ${MAX_DEPTH} levels`);
      }
      const node = code === 123 ? this.readObject() : this.readArray();
      this.depth--;
      return node;
    }
    if (code === 34) {
      const value = this.readString();
      return scalar(start, this.pos, "double", value, value);
    }
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, start)) {
        this.pos += word.length;
        return scalar(start, this.pos, "plain", word, value);
      }
    }
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) {
      return this.refuse(
        CODE,
        start,
        start >= this.text.length
          ? "the template ends in the middle"
          : `a value is expected here: ${excerptAt(this.text, start)}`,
      );
    }
    this.pos += number.length;
    // -0 becomes 0: the two print alike.
    return scalar(start, this.pos, "plain", number, Number(number) + 0);
  }

  private readString(): string {
    SIMPLE.lastIndex = this.pos;
    const start = this.pos;
    const simple = SIMPLE.exec(this.text)?.[0];
    if (simple !== undefined) {
      this.pos += simple.length;
      return simple.slice(1, -1);
    }
    let at = start + 1;
    for (; ; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 34) break;
      if (code === 92) at++;
      if (code !== code || code === 10) {
        return this.refuse(CODE, start, `this text is never closed: ${excerptAt(this.text, start)}`);
      }
    }
    const source = this.text.slice(start, at + 1);
    this.pos = at + 1;
    return this.decode(source, start);
  }

  private decode(source: string, start: number): string {
    try {
      return JSON.parse(source) as string;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return this.refuse(
        CODE,
        start,
        `this text has a bad escape or a control character: ${excerptAt(this.text, start)}`,
      );
    }
  }

  private readObject(): MapNode {
    const start = this.pos++;
    const entries: MapEntry[] = [];
    const content = Object.create(null) as Record<string, TemplateValue>;
    this.skip();
    while (this.text.charCodeAt(this.pos) !== 125) {
      const keyStart = this.pos;
      if (this.text.charCodeAt(keyStart) !== 34) {
        this.refuse(CODE, keyStart, this.expected("a key in double quotes"));
      }
      const key = this.readString();
      const keyEnd = this.pos;
      if (key in content) {
        const first = entries.find((entry) => entry.key === key);
        const { line } = positionAt(this.text, first?.start ?? 0);
        this.refuse(
          "template-duplicate-key",
          keyStart,
          `the key ${JSON.stringify(key)} is already on line ${line}`,
          "remove one of the two",
        );
      }
      this.skip();
      if (this.text.charCodeAt(this.pos) !== 58) this.refuse(CODE, this.pos, this.expected("a colon"));
      const headEnd = ++this.pos;
      this.skip();
      const node = this.readValue();
      entries.push({ key, start: keyStart, keyEnd, headEnd, node });
      content[key] = node.value;
      if (!this.continues("}")) break;
    }
    this.pos++;
    return {
      kind: "map",
      layout: "flow",
      indent: -1,
      ...range(start, this.pos),
      entries,
      content,
      value: content,
    };
  }

  private readArray(): ListNode {
    const start = this.pos++;
    const items: ListItem[] = [];
    this.skip();
    while (this.text.charCodeAt(this.pos) !== 93) {
      const itemStart = this.pos;
      items.push({ start: itemStart, headEnd: itemStart, node: this.readValue() });
      if (!this.continues("]")) break;
    }
    this.pos++;
    return {
      kind: "list",
      layout: "flow",
      indent: -1,
      ...range(start, this.pos),
      items,
      value: items.map((item) => item.node.value),
    };
  }

  /** After a value: a comma and another value, or the closing bracket. */
  private continues(close: string): boolean {
    this.skip();
    const next = this.text.charAt(this.pos);
    if (next === close) return false;
    if (next !== ",") this.refuse(CODE, this.pos, this.expected(`a comma or "${close}"`));
    this.pos++;
    this.skip();
    if (this.text.charAt(this.pos) === close)
      this.refuse(CODE, this.pos, "a comma cannot be the last thing before a bracket");
    return true;
  }

  private expected(what: string): string {
    return this.pos >= this.text.length
      ? `the template ends where ${what} is expected`
      : `${what} is expected here: ${excerptAt(this.text, this.pos)}`;
  }
}

function range(
  start: number,
  end: number,
): Pick<ScalarNode, "start" | "tagEnd" | "contentStart" | "end" | "intrinsic"> {
  return { start, tagEnd: undefined, contentStart: start, end, intrinsic: undefined };
}

function scalar(
  start: number,
  end: number,
  style: ScalarNode["style"],
  text: string,
  value: TemplateValue,
): ScalarNode {
  return { kind: "scalar", style, text, ...range(start, end), value };
}
