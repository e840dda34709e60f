import type { Shape } from "../schema";
import { formatTimestamp } from "./timestamps";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f]/;
const EVERY_SPECIAL = new RegExp(SPECIAL, "g");

/** Text as XML character data. A carriage return would otherwise be read back as a line feed. */
export function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(EVERY_SPECIAL, (character) => ENTITIES[character] ?? `&#${character.charCodeAt(0)};`);
}

export function element(name: string, content: string): string {
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** The members of a structure as elements, in the order of the model; absent members are left out, as are attributes. */
export function writeMembers(shape: Shape, value: object): string {
  return writeElements(membersOf(shape), value);
}

/** One value as one element, or as several where a list or map is flattened. */
export function writeValue(name: string, shape: Shape, value: unknown): string {
  return writerOf(shape)(name, value);
}

/** A scalar as text: timestamps in the member's format, blobs in base64. */
export function writeScalar(shape: Shape, value: unknown): string {
  if (value instanceof Date) return formatTimestamp(value, shape, "date-time");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return String(value);
}

/** Writes a value of one shape. What the model says of the shape is read once. */
type Writer = (name: string, value: unknown) => string;

interface Member {
  readonly key: string;
  readonly xmlName: string;
  readonly shape: Shape;
  readonly isAttribute: boolean;
  /** Found when it is first needed: a structure may be inside itself. */
  write: Writer | undefined;
}

const writers = new WeakMap<Shape, Writer>();
const members = new WeakMap<Shape, readonly Member[]>();

function writerOf(shape: Shape): Writer {
  const found = writers.get(shape);
  if (found !== undefined) return found;
  const made = makeWriter(shape);
  writers.set(shape, made);
  return made;
}

function makeWriter(shape: Shape): Writer {
  if (shape.isListSchema()) return makeListWriter(shape);
  if (shape.isMapSchema()) return makeMapWriter(shape);
  if (shape.isStructSchema()) return makeStructureWriter(shape);
  return (name, value) => element(name, escapeXml(writeScalar(shape, value)));
}

function membersOf(shape: Shape): readonly Member[] {
  const found = members.get(shape);
  if (found !== undefined) return found;
  const made = [...shape.structIterator()].map(([key, member]): Member => ({
    key,
    xmlName: xmlName(member, key),
    shape: member,
    isAttribute: Boolean(member.getMergedTraits().xmlAttribute),
    write: undefined,
  }));
  members.set(shape, made);
  return made;
}

function writeElements(listed: readonly Member[], value: object): string {
  let xml = "";
  for (const member of listed) {
    const content = (value as Record<string, unknown>)[member.key];
    if (content === undefined || content === null || member.isAttribute) continue;
    member.write ??= writerOf(member.shape);
    xml += member.write(member.xmlName, content);
  }
  return xml;
}

function makeStructureWriter(shape: Shape): Writer {
  const namespace = writeNamespace(shape);
  const listed = membersOf(shape);
  const hasAttributes = listed.some(({ isAttribute }) => isAttribute);
  return (name, value) => {
    const xml = element(name, writeElements(listed, value as object));
    const attributes = hasAttributes ? namespace + writeAttributes(listed, value as object) : namespace;
    return attributes === "" ? xml : `<${name}${attributes}${xml.slice(name.length + 1)}`;
  };
}

/** The namespace that the model binds to a prefix: `xsi` of a grantee. */
function writeNamespace(shape: Shape): string {
  const { xmlNamespace } = shape.getMergedTraits();
  return Array.isArray(xmlNamespace) ? ` xmlns:${String(xmlNamespace[0])}="${escapeXml(String(xmlNamespace[1]))}"` : "";
}

function writeAttributes(listed: readonly Member[], value: object): string {
  let text = "";
  for (const { key, xmlName: name, shape, isAttribute } of listed) {
    const content = (value as Record<string, unknown>)[key];
    if (content === undefined || content === null || !isAttribute) continue;
    text += ` ${name}="${escapeXml(writeScalar(shape, content))}"`;
  }
  return text;
}

function makeListWriter(shape: Shape): Writer {
  const entry = shape.getValueSchema();
  const isFlattened = Boolean(shape.getMergedTraits().xmlFlattened);
  const entryName = memberXmlName(entry, "member");
  return (name, values) => {
    const write = writerOf(entry);
    let xml = "";
    for (const value of values as readonly unknown[]) xml += write(isFlattened ? name : entryName, value);
    return isFlattened ? xml : element(name, xml);
  };
}

function makeMapWriter(shape: Shape): Writer {
  const isFlattened = Boolean(shape.getMergedTraits().xmlFlattened);
  const keyName = memberXmlName(shape.getKeySchema(), "key");
  const content = shape.getValueSchema();
  const contentName = memberXmlName(content, "value");
  return (name, values) => {
    const write = writerOf(content);
    const entries = Object.entries(values as Readonly<Record<string, unknown>>).map(([key, value]) =>
      element(isFlattened ? name : "entry", element(keyName, escapeXml(key)) + write(contentName, value)),
    );
    return isFlattened ? entries.join("") : element(name, entries.join(""));
  };
}

function xmlName(shape: Shape, fallback: string): string {
  const name = shape.getMergedTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

function memberXmlName(shape: Shape, fallback: string): string {
  const name = shape.getMemberTraits().xmlName ?? shape.getOwnTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}
