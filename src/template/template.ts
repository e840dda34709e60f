import type { Path, SourceLocation } from "../base";
import type { TemplateMap } from "./value";

export type TemplateFormat = "yaml" | "json";

/** A parsed template: its text, and what the text says. */
export interface Template {
  /** Name for messages, as the caller gave it. */
  readonly file: string;
  readonly format: TemplateFormat;
  readonly text: string;
  /** The root mapping, long forms throughout, source order kept. */
  readonly value: TemplateMap;
  /**
   * Where the value at `path` begins. Steps into a short form as if it were long
   * (`["Resources", "X", "Properties", "Name", "Fn::Sub"]`). For a mapping entry, the place of its key.
   */
  locate(path: Path): SourceLocation;
}
