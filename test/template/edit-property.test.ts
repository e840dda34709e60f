import fc from "fast-check";
import { isWithin } from "../../src/base";
import type { Path } from "../../src/base";
import { editTemplate, getAt, isList, isMap, parseTemplate, printTemplate } from "../../src/template";
import type { Template, TemplateEditor, TemplateValue } from "../../src/template";
import { template, text, value } from "./arbitraries";
import { CORPUS, formatOfCorpus } from "./corpus";

/** An edit drawn at random: which place (by number), which kind, with what. */
interface Draw {
  readonly place: number;
  readonly kind: "remove" | "replace" | "replaceText" | "insertEntry" | "insertItem";
  readonly value: TemplateValue;
  readonly text: string;
  readonly at: number;
}

const draws = fc.array(
  fc.record<Draw>({
    place: fc.nat(),
    kind: fc.constantFrom("remove", "remove", "replace", "replaceText", "insertEntry", "insertItem"),
    value,
    text,
    at: fc.nat(),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Every path below the root. */
function pathsOf(root: TemplateValue, at: Path = []): Path[] {
  const children: (readonly [string | number, TemplateValue])[] = isList(root)
    ? [...root.entries()]
    : isMap(root)
      ? Object.entries(root)
      : [];
  return children.flatMap(([step, child]) => [[...at, step], ...pathsOf(child, [...at, step])]);
}

/** Makes the edit if it makes sense there; says whether. */
function make(
  editor: TemplateEditor,
  original: Template,
  path: Path,
  { kind, value, text, at }: Draw,
  n: number,
): boolean {
  const target = getAt(original.value, path) as TemplateValue;
  switch (kind) {
    case "remove":
      editor.remove(path);
      return true;
    case "replace":
      editor.replace(path, value);
      return true;
    case "replaceText":
      if (typeof target !== "string" || target === "") return false;
      editor.replaceText(path, target.slice(at % target.length, (at % target.length) + 3), text);
      return true;
    case "insertEntry": {
      if (!isMap(target) || Object.hasOwn(target, `New${n}`)) return false;
      const keys = Object.keys(target);
      const beside = keys[at % (keys.length + 1)];
      editor.insertEntry(
        path,
        `New${n}`,
        value,
        beside === undefined ? {} : at % 2 ? { before: beside } : { after: beside },
      );
      return true;
    }
    case "insertItem":
      if (!isList(target)) return false;
      editor.insertItem(path, at % (target.length + 1), value);
      return true;
    default: {
      const never: never = kind;
      throw new Error(String(never));
    }
  }
}

/** Applies edits that do not contradict each other, and checks that text and data agree. */
function check(original: Template, edits: readonly Draw[]): void {
  const editor = editTemplate(original);
  const paths = pathsOf(original.value);
  if (paths.length === 0) return;
  const made: { readonly path: Path; readonly kind: Draw["kind"] }[] = [];
  for (const [n, draw] of edits.entries()) {
    const path = paths[draw.place % paths.length] as Path;
    // Nothing may be edited in a replaced value, nor a text be replaced in a text that is.
    const clashes = made.some(
      (other) =>
        (other.kind === "replace" && isWithin(path, other.path)) ||
        (draw.kind === "replace" && isWithin(other.path, path)),
    );
    if (!clashes && make(editor, original, path, draw, n)) made.push({ path, kind: draw.kind });
  }
  const edited = editor.apply();
  expect(parseTemplate(edited.text, { file: "edited", format: original.format }).value).toEqual(edited.value);
}

describe("after any edits", () => {
  it.each(Object.entries(CORPUS))("text and data of a template agree: %s", (name, source) => {
    const original = parseTemplate(source, { file: name, format: formatOfCorpus(name) });
    fc.assert(
      fc.property(draws, (edits) => check(original, edits)),
      { numRuns: 400 },
    );
  });

  it("text and data of a printed template agree", () => {
    fc.assert(
      fc.property(template, fc.constantFrom("yaml", "json"), draws, (value, format, edits) => {
        check(parseTemplate(printTemplate(value, format), { file: "t", format }), edits);
      }),
      { numRuns: 1500 },
    );
  });
});
