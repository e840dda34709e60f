import { longNameOf } from "./short-tags";
import type { MapEntry } from "./source-node";
import { excerptAt, positionAt, refuseIn } from "./source-position";
import type { Refuse } from "./source-position";
import type { TemplateMap } from "./value";
import {
  isBlank,
  isBreakOrEnd,
  isDocumentMarker,
  isFlowIndicator,
  plainKeyEnd,
  readDoubleQuoted,
  readPlain,
  readSingleQuoted,
} from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/** Deeper nesting is refused: nothing sane comes near it, and the stack stays far away. */
export const MAX_DEPTH = 200;

export const YAML_FAULT = "template-yaml";

const TAG = /!(?:<[^>\s]*>|[^\s,[\]{}]*)/y;
const ANCHOR = /&[^\s,[\]{}]+/y;

/** Tags of YAML itself that say what a scalar or collection is anyway. */
const CORE_TAGS = new Set(["!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"]);

/** Tag and anchor of a node. */
export interface Properties {
  readonly start: number;
  readonly tag: string | undefined;
  readonly tagEnd: number | undefined;
}

/** A place in a YAML text, and what can be read there whatever stands around it. */
export class YamlCursor {
  readonly refuse: Refuse;
  pos = 0;
  lineStart = 0;
  private depth = 0;

  constructor(
    readonly text: string,
    file: string,
  ) {
    this.refuse = refuseIn(text, file);
  }

  /** Skips blanks, breaks and comments; true if a line ended. */
  skip(): boolean {
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

  /** What stands before the content of a line must not hold a tab. */
  refuseTabs(): void {
    const tab = this.text.slice(this.lineStart, this.pos).indexOf("\t");
    if (tab !== -1) this.refuse("template-tab", this.lineStart + tab, "tabs cannot indent; use spaces");
  }

  /** At `---` or `...`. */
  atMarker(): boolean {
    return this.pos === this.lineStart && isDocumentMarker(this.text, this.pos);
  }

  /** Goes into a collection; see {@link leave}. */
  enter(at: number): void {
    if (++this.depth > MAX_DEPTH) {
      this.refuse("template-too-deep", at, `the template nests deeper than ${MAX_DEPTH} levels`);
    }
  }

  leave(): void {
    this.depth--;
  }

  /** The tag and the anchor at `pos`, if any; `pos` is then after them. */
  readProperties(): Properties {
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
          YAML_FAULT,
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

  refuseAlias(): never {
    return this.refuse(
      "template-alias",
      this.pos,
      `YAML aliases are not allowed in CloudFormation templates: ${excerptAt(this.text, this.pos)}`,
      "write the value out, or quote it if it is a text",
    );
  }

  /** True if a key and its colon stand at `pos`, on one line. */
  beginsKey(): boolean {
    const code = this.text.charCodeAt(this.pos);
    if (code === 34 || code === 39) {
      const { end } = this.readQuoted(code);
      if (this.text.slice(this.pos, end).includes("\n")) return false;
      return this.colonAfter(end) !== undefined;
    }
    return this.canBeginPlain(false) && plainKeyEnd(this.text, this.pos) !== undefined;
  }

  /** Whether a scalar without quotes can begin at `pos`. */
  canBeginPlain(flow: boolean): boolean {
    const code = this.text.charCodeAt(this.pos);
    if (code !== 45 && code !== 58 && code !== 63 /* - : ? */) {
      return !isFlowIndicator(code) && !"|>@`%!&*#\"'\ufeff".includes(this.text.charAt(this.pos));
    }
    const next = this.text.charCodeAt(this.pos + 1);
    return !(isBlank(next) || isBreakOrEnd(next) || (flow && isFlowIndicator(next)));
  }

  /** After the colon that makes what ended at `end` a key. */
  colonAfter(end: number): number | undefined {
    let at = end;
    while (isBlank(this.text.charCodeAt(at))) at++;
    if (this.text.charCodeAt(at) !== 58) return undefined;
    const next = this.text.charCodeAt(at + 1);
    return isBlank(next) || isBreakOrEnd(next) ? at + 1 : undefined;
  }

  readQuoted(code: number): ScalarReading {
    return code === 34
      ? readDoubleQuoted(this.text, this.pos, this.refuse)
      : readSingleQuoted(this.text, this.pos, this.refuse);
  }

  /** A plain or quoted scalar at `pos`. */
  readFlowScalar(minIndent: number, flow: boolean): ScalarReading {
    const code = this.text.charCodeAt(this.pos);
    if (code === 34 || code === 39) return this.readQuoted(code);
    if (code === 42) this.refuseAlias();
    if (!this.canBeginPlain(flow)) {
      this.refuse(
        YAML_FAULT,
        this.pos,
        `a value cannot begin like this: ${excerptAt(this.text, this.pos)}`,
        "quote it if it is a text",
      );
    }
    return readPlain(this.text, this.pos, minIndent, flow, this.refuse);
  }

  /** Refuses a key that is there already, and the key of a hash merge. */
  checkKey(key: string, quoted: boolean, at: number, seen: TemplateMap, entries: readonly MapEntry[]): void {
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
}
