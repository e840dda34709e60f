import type { Shape } from "../schema";

export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";

// The SDK's schema sentinels for timestamps (@smithy/types, TimestampDateTimeSchema and its neighbours).
const FORMATS: Readonly<Record<number, TimestampFormat>> = { 5: "date-time", 6: "http-date", 7: "epoch-seconds" };

/** The format that the model gives a timestamp, or else its protocol's. */
export function timestampFormatOf(shape: Shape, fallback: TimestampFormat): TimestampFormat {
  const sentinel = shape.getSchema();
  return (typeof sentinel === "number" ? FORMATS[sentinel] : undefined) ?? fallback;
}

/** A time as text: `2026-11-21T22:01:00Z`, with milliseconds where it has any. */
export function formatTimestamp(time: Date, shape: Shape, fallback: TimestampFormat): string {
  const format = timestampFormatOf(shape, fallback);
  switch (format) {
    case "date-time":
      return formatDateTime(time);
    case "http-date":
      return time.toUTCString();
    case "epoch-seconds":
      return String(Math.floor(time.getTime() / 1000));
    default:
      return format satisfies never;
  }
}

/** The time that was written last: most times in an answer, and of answers that follow each other, are the same. */
let lastWritten = { time: NaN, text: "" };

function formatDateTime(time: Date): string {
  if (lastWritten.time !== time.getTime()) {
    lastWritten = { time: time.getTime(), text: withoutZeros(time.toISOString()) };
  }
  return lastWritten.text;
}

function withoutZeros(text: string): string {
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : text;
}

/** The time that a text says, whatever of AWS's formats it is in; undefined if in none. */
export function parseTimestamp(text: string): Date | undefined {
  const time = /^\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
