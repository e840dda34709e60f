import { expandTag, longNameOf } from "./short-tags";
import type { ListItem, ListNode, MapNode, ScalarNode } from "./source-node";
import type { TemplateValue } from "./value";
import type { Properties, YamlCursor } from "./yaml-cursor";
import { resolvePlain } from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/** A value that is not written: null, or the empty text behind a tag. */
export function emptyNode(at: number, properties?: Properties): ScalarNode {
  const value = properties?.tag === undefined ? null : "";
  const reading: ScalarReading = { style: "plain", text: "", end: at };
  return taggedScalar(reading, at, value, properties ?? { start: at, tag: undefined, tagEnd: undefined });
}

/** A scalar read at the cursor, which goes behind it. */
export function takeScalar(
  cursor: YamlCursor,
  reading: ScalarReading,
  start: number,
  properties: Properties,
): ScalarNode {
  cursor.pos = reading.end;
  // A short tag makes its scalar a text: `!Sub 1` is { "Fn::Sub": "1" }.
  const plain = reading.style === "plain" && (properties.tag === undefined || properties.tag.startsWith("!!"));
  const value = plain && properties.tag !== "!!str" ? resolvePlain(reading.text) : reading.text;
  return taggedScalar(reading, start, value, properties);
}

function taggedScalar(
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

export function mapNode(
  parts: Pick<MapNode, "layout" | "indent" | "entries" | "content">,
  contentStart: number,
  end: number,
  { start, tag, tagEnd }: Properties,
): MapNode {
  const intrinsic = tag === undefined ? undefined : longNameOf(tag);
  const value = intrinsic === undefined ? parts.content : expandTag(intrinsic, parts.content);
  return { kind: "map", start, tagEnd, contentStart, end, intrinsic, value, ...parts };
}

export function listNode(
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
