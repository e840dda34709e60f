import type { TextEdit } from "./edits";
import type { Place } from "./replace-node";
import type { ScalarNode } from "./source-node";
import { refuseIn } from "./source-position";
import type { Canvas } from "./splice";
import { UserError } from "../base";
import { isPlainSafe, isUnprintable } from "./print-scalar";
import { readBlockScalar, readDoubleQuoted, readPlain, readSingleQuoted } from "./yaml-scalars";
import type { ScalarReading } from "./yaml-scalars";

/**
 * The source of a scalar with texts replaced in it, keeping every other byte; undefined where that would not say
 * `expected` (a text that crosses a fold or needs an escape), so that the scalar has to be written again.
 */
export function rewriteScalar(
  canvas: Canvas,
  node: ScalarNode,
  edits: readonly TextEdit[],
  expected: string,
  place: Place,
): string | undefined {
  let source = canvas.text.slice(node.contentStart, node.end);
  for (const { find, replacement } of edits) source = source.replaceAll(find, () => replacement);
  if (canvas.json) return decodeJson(source) === expected ? source : undefined;
  if (isUnprintable(source.replaceAll("\r\n", "\n"))) return undefined;
  // A plain text is a text only while it needs no quotes, unless its tag says so.
  if (node.style === "plain" && !isPlainSafe(expected, place.kind === "flow")) return undefined;
  const indent = place.kind === "entry" || place.kind === "item" ? place.indent : 0;
  const reading = reread(source, node, indent, place.kind === "flow");
  return reading?.text === expected && reading.end === source.length ? source : undefined;
}

function decodeJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function reread(source: string, node: ScalarNode, indent: number, flow: boolean): ScalarReading | undefined {
  const text = `${source}\n`;
  const refuse = refuseIn(text, "");
  try {
    switch (node.style) {
      case "plain":
        return readPlain(text, 0, indent + 1, flow, refuse);
      case "single":
        return readSingleQuoted(text, 0, refuse);
      case "double":
        return readDoubleQuoted(text, 0, refuse);
      case "literal":
      case "folded":
        return readBlockScalar(text, 0, indent, refuse);
      default: {
        const never: never = node.style;
        throw new Error(`unknown style ${String(never)}`);
      }
    }
  } catch (error) {
    // The replaced source is no such scalar any more.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
