import { AwsFault } from "../fault";
import type { Shape } from "../schema";
import { parseTimestamp, timestampFormatOf } from "./timestamps";

// Ours: no shape of AWS nests deeper in earnest, and nobody keeps the emulator busy with one that may nest for ever.
const DEEPEST_VALUE = 64;

/** A structure as JSON has it, read by its shape; members that the model does not have are left out, as are nulls. */
export function readStructure(json: unknown, shape: Shape, depth = 0): object {
  if (!isObject(json)) throw unreadable("Start of structure or map expected");
  if (depth > DEEPEST_VALUE) throw unreadable("The value is nested too deep");
  const value: Record<string, unknown> = {};
  if (shape.isUnitSchema()) return value;
  for (const [name, member] of shape.structIterator()) {
    const key = wireName(member, name);
    const content = Object.hasOwn(json, key) ? json[key] : undefined;
    if (content !== undefined && content !== null) value[name] = readValue(content, member, name, depth + 1);
  }
  return value;
}

function readValue(json: unknown, shape: Shape, at: string, depth: number): unknown {
  if (shape.isDocumentSchema()) return json;
  if (shape.isListSchema()) return readList(json, shape, at, depth);
  if (shape.isMapSchema()) return readMap(json, shape, at, depth);
  if (shape.isStructSchema()) return readStructure(json, shape, depth);
  return readScalar(json, shape, at);
}

function readList(json: unknown, shape: Shape, at: string, depth: number): unknown[] {
  if (!Array.isArray(json)) throw unreadable(`Expected a list at '${at}'`);
  const entry = shape.getValueSchema();
  return json.map((item: unknown) => readValue(item, entry, at, depth + 1));
}

function readMap(json: unknown, shape: Shape, at: string, depth: number): Record<string, unknown> {
  if (!isObject(json)) throw unreadable(`Expected a map at '${at}'`);
  const map = Object.create(null) as Record<string, unknown>;
  const entry = shape.getValueSchema();
  for (const [key, item] of Object.entries(json)) {
    if (item !== null) map[key] = readValue(item, entry, at, depth + 1);
  }
  return map;
}

function readScalar(json: unknown, shape: Shape, at: string): unknown {
  if (shape.isBooleanSchema()) {
    if (typeof json === "boolean") return json;
  } else if (shape.isTimestampSchema()) {
    const time = typeof json === "number" || typeof json === "string" ? parseTimestamp(String(json)) : undefined;
    if (time !== undefined) return time;
  } else if (shape.isNumericSchema()) {
    if (typeof json === "number") return json;
  } else if (typeof json === "string") {
    return shape.isBlobSchema() ? Buffer.from(json, "base64") : json;
  }
  throw unreadable(`Unexpected ${describe(json)} at '${at}'`);
}

/** A structure as JSON; absent members are left out. */
export function writeStructure(value: object, shape: Shape): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  if (shape.isUnitSchema()) return json;
  for (const [name, member] of shape.structIterator()) {
    const content = (value as Record<string, unknown>)[name];
    if (content !== undefined && content !== null) json[wireName(member, name)] = writeValue(content, member);
  }
  return json;
}

function writeValue(value: unknown, shape: Shape): unknown {
  if (shape.isListSchema()) {
    const entry = shape.getValueSchema();
    return (value as readonly unknown[]).map((item) => writeValue(item, entry));
  }
  if (shape.isMapSchema()) {
    const entry = shape.getValueSchema();
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, writeValue(item, entry)]));
  }
  if (shape.isStructSchema()) return writeStructure(value as object, shape);
  if (shape.isTimestampSchema()) return writeTimestamp(value as Date, shape);
  if (shape.isBlobSchema()) return Buffer.from(value as Uint8Array).toString("base64");
  return value;
}

function writeTimestamp(time: Date, shape: Shape): number | string {
  const format = timestampFormatOf(shape, "epoch-seconds");
  switch (format) {
    case "epoch-seconds":
      return time.getTime() / 1000;
    case "date-time":
      return time.toISOString().replace(".000Z", "Z");
    case "http-date":
      return time.toUTCString();
    default:
      return format satisfies never;
  }
}

function wireName(member: Shape, fallback: string): string {
  const name = member.getMergedTraits().jsonName;
  return typeof name === "string" ? name : fallback;
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function describe(json: unknown): string {
  return json === null ? "null" : Array.isArray(json) ? "list" : typeof json;
}

/** AWS's code for a body that cannot be read as the input of the operation; the sentences are ours (unverified). */
export function unreadable(message: string): AwsFault {
  return new AwsFault("SerializationException", message, 400);
}
