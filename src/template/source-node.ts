import type { TemplateMap, TemplateValue } from "./value";

/**
 * What the text of a template says, with the ranges it says it in. Offsets are in UTF-16 units, ends are exclusive.
 * Edits work on these ranges; everything else works on {@link NodeBase.value}.
 */
export type SourceNode = ScalarNode | MapNode | ListNode;

interface NodeBase {
  /** Where the node begins, its tag included. */
  readonly start: number;
  /** Where the tag ends, for a node with a short tag. */
  readonly tagEnd: number | undefined;
  /** Where the content begins, after tag and anchor. */
  readonly contentStart: number;
  /** After the last character of the content; comments and line breaks behind it are not part of it. */
  readonly end: number;
  /** Long name that a short tag stands for: `Fn::Sub` for `!Sub`. */
  readonly intrinsic: string | undefined;
  /** Long form. For a tagged node the whole `{ "Fn::Sub": … }`. */
  readonly value: TemplateValue;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** Decoded text. */
  readonly text: string;
}

export interface MapEntry {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  /** After the colon. */
  readonly headEnd: number;
  readonly node: SourceNode;
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  /** `flow` has braces; `pair` is the one entry of `[key: value]`, without braces. */
  readonly layout: "block" | "flow" | "pair";
  /** Column of the keys, from 0; in block layout only. */
  readonly indent: number;
  readonly entries: readonly MapEntry[];
  readonly content: TemplateMap;
}

export interface ListItem {
  /** The dash in block layout, the item itself in flow layout. */
  readonly start: number;
  /** After the dash. */
  readonly headEnd: number;
  readonly node: SourceNode;
}

export interface ListNode extends NodeBase {
  readonly kind: "list";
  readonly layout: "block" | "flow";
  /** Column of the dashes, from 0; in block layout only. */
  readonly indent: number;
  readonly items: readonly ListItem[];
}
