import type { Shape } from "../schema";
import { parseTimestamp } from "./timestamps";

/** A scalar of that text, as the shape has it; undefined for a text that is none. */
export function parseScalar(text: string, shape: Shape): unknown {
  if (shape.isBooleanSchema()) return text === "true" ? true : text === "false" ? false : undefined;
  if (shape.isNumericSchema()) return /^[+-]?[0-9]{1,18}(\.[0-9]{1,18})?$/.test(text) ? Number(text) : undefined;
  if (shape.isTimestampSchema()) return parseTimestamp(text);
  if (shape.isBlobSchema()) return Buffer.from(text, "base64");
  return text;
}

/** What a scalar of that shape is, for messages. */
export function describeScalar(shape: Shape): string {
  if (shape.isBooleanSchema()) return "a boolean";
  if (shape.isNumericSchema()) return "a number";
  return shape.isTimestampSchema() ? "a timestamp" : "a text";
}
