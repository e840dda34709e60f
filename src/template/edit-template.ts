import { formatPath } from "../base";
import type { Path } from "../base";
import { applyEdits } from "./apply-edits";
import { applyToValue, copyValue, noEdits } from "./edits";
import type { Edits, Insert } from "./edits";
import { getAt } from "./get-at";
import { readSource } from "./parse-template";
import { onlyEntry } from "./one-entry";
import { SourceTemplate } from "./source-template";
import type { SourceNode } from "./source-node";
import type { Template } from "./template";
import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** Where a new entry goes; beside an entry of the original or one inserted before. */
export interface EntryPlace {
  readonly before?: string;
  readonly after?: string;
  /** Lines to stand above the entry, without their `#`. Not in JSON. */
  readonly comment?: string;
}

/**
 * Collects edits of a template; what they do not touch keeps its bytes. Paths are those of the original, whatever was
 * edited before, and may step into short forms as if they were long.
 *
 * A path that leads nowhere, a key that exists already, and an edit inside a replaced value are mistakes of the caller
 * and throw an Error; edits inside a removed value are dropped.
 */
export interface TemplateEditor {
  /** Takes an entry or item out with its lines and the comment directly above; the last one leaves `{}` or `[]`. */
  remove(path: Path): void;
  /** Puts another value in place of the one there, its tag included. */
  replace(path: Path, value: TemplateValue): void;
  /** Replaces every occurrence within a text (or the text of a Fn::Sub), keeping its quotes, folds and line breaks. */
  replaceText(path: Path, find: string, replacement: string): void;
  /** @default - at the end of the mapping */
  insertEntry(mapPath: Path, key: string, value: TemplateValue, place?: EntryPlace): void;
  /** Before the item that has this index in the original; the list's length stands for its end. */
  insertItem(listPath: Path, index: number, value: TemplateValue): void;
  /** Adds a section that the template does not have. @default - at the end */
  setSection(name: string, value: TemplateValue, place?: EntryPlace): void;
  /** The template with all edits made. @default file - the original's */
  apply(options?: { readonly file?: string }): Template;
}

export function editTemplate(template: Template): TemplateEditor {
  return new Editor(template);
}

class Editor implements TemplateEditor {
  private readonly edits = noEdits();

  constructor(private readonly template: Template) {}

  remove(path: Path): void {
    if (path.length === 0) throw new Error("the whole template cannot be removed");
    this.at(path).removed = true;
  }

  replace(path: Path, value: TemplateValue): void {
    if (path.length === 0) throw new Error("the whole template cannot be replaced");
    const edits = this.at(path);
    if (edits.replacement !== undefined) throw new Error(`${formatPath(path)} is replaced twice`);
    edits.replacement = { value: copyValue(value) };
  }

  replaceText(path: Path, find: string, replacement: string): void {
    if (find === "") throw new Error("an empty text cannot be replaced");
    this.at(this.textPath(path)).texts.push({ find, replacement });
  }

  insertEntry(mapPath: Path, key: string, value: TemplateValue, place: EntryPlace = {}): void {
    if (!isMap(getAt(this.template.value, mapPath))) throw new Error(`${formatPath(mapPath)} is no mapping`);
    this.insert(mapPath, { key, value: copyValue(value), ...place });
  }

  insertItem(listPath: Path, index: number, value: TemplateValue): void {
    const list = getAt(this.template.value, listPath);
    if (!isList(list)) throw new Error(`${formatPath(listPath)} is no list`);
    if (!Number.isInteger(index) || index < 0 || index > list.length) {
      throw new Error(`${formatPath(listPath)} has ${list.length} items; nothing can be inserted at ${index}`);
    }
    this.insert(listPath, { index, value: copyValue(value) });
  }

  setSection(name: string, value: TemplateValue, place: EntryPlace = {}): void {
    this.insertEntry([], name, value, place);
  }

  apply(options: { readonly file?: string } = {}): Template {
    const { template } = this;
    const file = options.file ?? template.file;
    const value = applyToValue(template.value, this.edits) as TemplateMap;
    const text = applyEdits(template, sourceOf(template), this.edits);
    return new SourceTemplate(file, template.format, text, value, () => read(text, file, template));
  }

  private insert(path: Path, insert: Insert): void {
    this.at(path).inserts.push(insert);
  }

  private textPath(path: Path): Path {
    const value = getAt(this.template.value, path);
    if (typeof value === "string") return path;
    const only = value === undefined ? undefined : onlyEntry(value);
    if (only?.[0] === "Fn::Sub") {
      if (typeof only[1] === "string") return [...path, "Fn::Sub"];
      if (isList(only[1]) && typeof only[1][0] === "string") return [...path, "Fn::Sub", 0];
    }
    if (isList(value) && path.at(-1) === "Fn::Sub" && typeof value[0] === "string") return [...path, 0];
    throw new Error(`${formatPath(path)} is no text`);
  }

  private at(path: Path): Edits {
    if (getAt(this.template.value, path) === undefined) throw new Error(`the template has no ${formatPath(path)}`);
    let edits = this.edits;
    for (const step of path) {
      let child = edits.children.get(step);
      if (child === undefined) edits.children.set(step, (child = noEdits()));
      edits = child;
    }
    return edits;
  }
}

function sourceOf(template: Template): SourceNode {
  return template instanceof SourceTemplate ? template.source() : read(template.text, template.file, template);
}

function read(text: string, file: string, { format }: Template): SourceNode {
  const root = readSource(text, file, format);
  if (root === undefined) throw new Error(`${file} has no content`);
  return root;
}
