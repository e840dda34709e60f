import { isList, isMap } from "./value";
import type { TemplateMap, TemplateValue } from "./value";

/** What is to happen at one place of a template and below it. */
export interface Edits {
  removed: boolean;
  replacement: { readonly value: TemplateValue } | undefined;
  /** Replacements within a scalar, in the order given. */
  readonly texts: TextEdit[];
  readonly inserts: Insert[];
  readonly children: Map<string | number, Edits>;
}

export interface TextEdit {
  readonly find: string;
  readonly replacement: string;
}

/** A new entry of a mapping, or a new item of a list. */
export type Insert = EntryInsert | ItemInsert;

export interface EntryInsert {
  readonly key: string;
  readonly value: TemplateValue;
  /** @default - at the end */
  readonly before?: string;
  readonly after?: string;
  readonly comment?: string;
}

export interface ItemInsert {
  /** Of the original item that it comes before; the length of the list for the end. */
  readonly index: number;
  readonly value: TemplateValue;
}

export function noEdits(): Edits {
  return { removed: false, replacement: undefined, texts: [], inserts: [], children: new Map() };
}

/** A place of the new sequence: an original child by its index, kept or removed, or something new. */
export type Cell<Inserted extends Insert> =
  { readonly kind: "kept" | "removed"; readonly index: number } | { readonly kind: "new"; readonly insert: Inserted };

/** The entries of a mapping after its edits, in order. */
export function arrangeEntries(keys: readonly string[], edits: Edits): Cell<EntryInsert>[] {
  const cells: Cell<EntryInsert>[] = keys.map((key, index) => ({
    kind: edits.children.get(key)?.removed ? "removed" : "kept",
    index,
  }));
  const keyOf = (cell: Cell<EntryInsert>): string | undefined =>
    cell.kind === "new" ? cell.insert.key : keys[cell.index];
  for (const insert of edits.inserts) {
    if (!("key" in insert)) throw new Error("an item cannot be inserted into a mapping");
    if (cells.some((cell) => cell.kind !== "removed" && keyOf(cell) === insert.key)) {
      throw new Error(`the mapping already has the key ${insert.key}`);
    }
    const cell: Cell<EntryInsert> = { kind: "new", insert };
    const anchor = insert.before ?? insert.after;
    const at = anchor === undefined ? cells.length : cells.findIndex((other) => keyOf(other) === anchor);
    if (at === -1) throw new Error(`no key ${String(anchor)} to insert ${insert.key} beside`);
    if (anchor === undefined || insert.before !== undefined) {
      cells.splice(at, 0, cell);
      continue;
    }
    // Several entries after the same key stand in the order in which they were given.
    let next = at + 1;
    for (let other = cells[next]; other?.kind === "new" && other.insert.after === anchor; other = cells[next]) next++;
    cells.splice(next, 0, cell);
  }
  return cells;
}

/** The items of a list after its edits, in order. */
export function arrangeItems(length: number, edits: Edits): Cell<ItemInsert>[] {
  const cells: Cell<ItemInsert>[] = [];
  for (let index = 0; index <= length; index++) {
    for (const insert of edits.inserts) {
      if ("key" in insert) throw new Error(`the entry ${insert.key} cannot be inserted into a list`);
      if (insert.index === index) cells.push({ kind: "new", insert });
    }
    if (index < length) cells.push({ kind: edits.children.get(index)?.removed ? "removed" : "kept", index });
  }
  return cells;
}

/** The value after its edits. What is not edited stays the same object. */
export function applyToValue(value: TemplateValue, edits: Edits | undefined): TemplateValue {
  if (edits === undefined) return value;
  if (edits.replacement !== undefined) return edits.replacement.value;
  if (typeof value === "string") {
    return edits.texts.reduce((text, { find, replacement }) => text.replaceAll(find, () => replacement), value);
  }
  if (isList(value)) {
    return arrangeItems(value.length, edits).flatMap((cell) => {
      if (cell.kind === "removed") return [];
      if (cell.kind === "new") return [cell.insert.value];
      return [applyToValue(value[cell.index] as TemplateValue, edits.children.get(cell.index))];
    });
  }
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  const result = Object.create(null) as Record<string, TemplateValue>;
  for (const cell of arrangeEntries(keys, edits)) {
    if (cell.kind === "new") result[cell.insert.key] = cell.insert.value;
    if (cell.kind !== "kept") continue;
    const key = keys[cell.index] as string;
    result[key] = applyToValue(value[key] as TemplateValue, edits.children.get(key));
  }
  return result;
}

/** A copy as the reader would have made it: mappings without prototype, no holes. */
export function copyValue(value: TemplateValue): TemplateValue {
  if (isList(value)) return value.map(copyValue);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`${value} cannot stand in a template`);
    return value + 0;
  }
  if (!isMap(value)) {
    if (value === undefined) throw new Error("undefined cannot stand in a template");
    return value;
  }
  const copy = Object.create(null) as Record<string, TemplateValue>;
  for (const [key, entry] of Object.entries(value as TemplateMap)) copy[key] = copyValue(entry);
  return copy;
}
