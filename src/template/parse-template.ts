import { UserError } from "../base";
import { JsonReader } from "./json-reader";
import { excerptAt, refuseIn } from "./source-position";
import type { SourceNode } from "./source-node";
import { SourceTemplate } from "./source-template";
import type { Template, TemplateFormat } from "./template";
import { isMap } from "./value";
import { readYaml } from "./yaml-reader";

export interface ParseOptions {
  /** Name for messages. */
  readonly file: string;
  /** @default - JSON if the first character that is no blank is `{`, YAML otherwise */
  readonly format?: TemplateFormat;
}

/**
 * Reads a template: YAML with short tags, or JSON. A byte order mark is accepted and kept.
 *
 * Throws a UserError with file, line and column for a text that is no template.
 */
export function parseTemplate(text: string, options: ParseOptions): Template {
  const format = options.format ?? formatOf(text);
  const root = readSource(text, options.file, format);
  if (root === undefined) {
    throw new UserError("template-empty", "the template is empty", { at: { file: options.file } });
  }
  if (root.kind !== "map" || !isMap(root.value) || root.intrinsic !== undefined) {
    return refuseIn(text, options.file)(
      "template-not-a-mapping",
      root.start,
      `a template is a mapping of sections such as Resources, not ${excerptAt(text, root.start)}`,
    );
  }
  return new SourceTemplate(options.file, format, text, root.value, root);
}

function formatOf(text: string): TemplateFormat {
  return /^\ufeff?\s*\{/.test(text) ? "json" : "yaml";
}

// Line break, tab and carriage return before a line break are the only control characters of a template.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\r(?!\n)/;

/** The nodes of a text; undefined for a text without content. */
export function readSource(text: string, file: string, format: TemplateFormat): SourceNode | undefined {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    const code = `U+${forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    refuseIn(text, file)(
      "template-binary",
      forbidden.index,
      `a template is text, but here is the control character ${code}`,
    );
  }
  return format === "json" ? new JsonReader(text, file).readDocument() : readYaml(text, file);
}
