import type { Shape } from "../schema";
import { formatTimestamp } from "./timestamps";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML character data. A carriage return would otherwise be read back as a line feed. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\u0000-\u0008\u000b-\u001f]/g, (character) => {
    return ENTITIES[character] ?? `&#${character.charCodeAt(0)};`;
  });
}

export function element(name: string, content: string): string {
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** The members of a structure as elements, in the order of the model; absent members are left out, as are attributes. */
export function writeMembers(shape: Shape, value: object): string {
  let xml = "";
  for (const [name, member] of shape.structIterator()) {
    const content = (value as Record<string, unknown>)[name];
    if (content === undefined || content === null || member.getMergedTraits().xmlAttribute) continue;
    xml += writeValue(xmlName(member, name), member, content);
  }
  return xml;
}

function xmlName(shape: Shape, fallback: string): string {
  const name = shape.getMergedTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

function memberXmlName(shape: Shape, fallback: string): string {
  const name = shape.getMemberTraits().xmlName ?? shape.getOwnTraits().xmlName;
  return typeof name === "string" ? name : fallback;
}

/** One value as one element, or as several where a list or map is flattened. */
export function writeValue(name: string, shape: Shape, value: unknown): string {
  if (shape.isListSchema()) return writeList(name, shape, value as readonly unknown[]);
  if (shape.isMapSchema()) return writeMap(name, shape, value as Readonly<Record<string, unknown>>);
  if (shape.isStructSchema()) return writeStructure(name, shape, value as object);
  return element(name, escapeXml(writeScalar(shape, value)));
}

function writeStructure(name: string, shape: Shape, value: object): string {
  const xml = element(name, writeMembers(shape, value));
  const attributes = writeNamespace(shape) + writeAttributes(shape, value);
  return attributes === "" ? xml : `<${name}${attributes}${xml.slice(name.length + 1)}`;
}

/** The namespace that the model binds to a prefix: `xsi` of a grantee. */
function writeNamespace(shape: Shape): string {
  const { xmlNamespace } = shape.getMergedTraits();
  return Array.isArray(xmlNamespace) ? ` xmlns:${String(xmlNamespace[0])}="${escapeXml(String(xmlNamespace[1]))}"` : "";
}

function writeAttributes(shape: Shape, value: object): string {
  let text = "";
  for (const [name, member] of shape.structIterator()) {
    const content = (value as Record<string, unknown>)[name];
    if (content === undefined || content === null || !member.getMergedTraits().xmlAttribute) continue;
    text += ` ${xmlName(member, name)}="${escapeXml(writeScalar(member, content))}"`;
  }
  return text;
}

function writeList(name: string, shape: Shape, values: readonly unknown[]): string {
  const entry = shape.getValueSchema();
  if (shape.getMergedTraits().xmlFlattened) return values.map((value) => writeValue(name, entry, value)).join("");
  const entryName = memberXmlName(entry, "member");
  return element(name, values.map((value) => writeValue(entryName, entry, value)).join(""));
}

function writeMap(name: string, shape: Shape, values: Readonly<Record<string, unknown>>): string {
  const flattened = Boolean(shape.getMergedTraits().xmlFlattened);
  const keyName = memberXmlName(shape.getKeySchema(), "key");
  const entries = Object.entries(values).map(([key, value]) =>
    element(
      flattened ? name : "entry",
      element(keyName, escapeXml(key)) +
        writeValue(memberXmlName(shape.getValueSchema(), "value"), shape.getValueSchema(), value),
    ),
  );
  return flattened ? entries.join("") : element(name, entries.join(""));
}

/** A scalar as text: timestamps in the member's format, blobs in base64. */
export function writeScalar(shape: Shape, value: unknown): string {
  if (value instanceof Date) return formatTimestamp(value, shape, "date-time");
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return String(value);
}
