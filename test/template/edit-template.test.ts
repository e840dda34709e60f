import { editTemplate, parseTemplate } from "../../src/template";
import type { TemplateEditor } from "../../src/template";

/** Text before, edits, text after. */
type Case = readonly [title: string, before: string, edit: (editor: TemplateEditor) => void, after: string];

function run(before: string, edit: (editor: TemplateEditor) => void): string {
  const editor = editTemplate(parseTemplate(before, { file: "t" }));
  edit(editor);
  const edited = editor.apply();
  expect(parseTemplate(edited.text, { file: "t", format: edited.format }).value).toEqual(edited.value);
  return edited.text;
}

const THREE = `# licence
Resources:
  # about A
  # more about A
  A:
    Type: T # type of A

  B: # about B
    Type: U
    # inside B

  # loose

  # about C
  C:
    Type: V
`;

describe("removing", () => {
  it.each<Case>([
    [
      "an entry takes its lines and the comment directly above",
      THREE,
      (editor) => editor.remove(["Resources", "A"]),
      "# licence\nResources:\n  B: # about B\n    Type: U\n    # inside B\n\n  # loose\n\n  # about C\n  C:\n    Type: V\n",
    ],
    [
      "an entry in the middle leaves one blank line and the neighbours' comments",
      THREE,
      (editor) => editor.remove(["Resources", "B"]),
      "# licence\nResources:\n  # about A\n  # more about A\n  A:\n    Type: T # type of A\n\n  # loose\n\n  # about C\n  C:\n    Type: V\n",
    ],
    [
      "the last entry takes the blank line above",
      THREE,
      (editor) => editor.remove(["Resources", "C"]),
      "# licence\nResources:\n  # about A\n  # more about A\n  A:\n    Type: T # type of A\n\n  B: # about B\n    Type: U\n    # inside B\n\n  # loose\n",
    ],
    [
      "every entry leaves braces",
      THREE,
      (editor) => ["A", "B", "C"].forEach((id) => editor.remove(["Resources", id])),
      "# licence\nResources: {}\n",
    ],
    [
      "the first section keeps the licence above it",
      "# licence\nA: 1\nB: 2\n",
      (editor) => editor.remove(["A"]),
      "# licence\nB: 2\n",
    ],
    [
      "the first entry behind a dash lifts the next one up",
      "L:\n  - a: 1\n    # about b\n    b: 2\n  - c: 3\n",
      (editor) => editor.remove(["L", 0, "a"]),
      "L:\n  - # about b\n    b: 2\n  - c: 3\n",
    ],
    ["an item of a list", "L:\n- a\n# about b\n- b # b\n- c\n", (editor) => editor.remove(["L", 1]), "L:\n- a\n- c\n"],
    [
      "every item leaves brackets",
      "L: # why\n- a\n- b\nM: 1\n",
      (editor) => [0, 1].forEach((i) => editor.remove(["L", i])),
      "L: [] # why\nM: 1\n",
    ],
    ["an item of a flow list", "L: [ a, b, c ]\n", (editor) => editor.remove(["L", 0]), "L: [ b, c ]\n"],
    ["the last item of a flow list", "L: [a, b,]\n", (editor) => editor.remove(["L", 1]), "L: [a,]\n"],
    ["an entry of a flow mapping", "M: {a: 1, b: !Ref X}\n", (editor) => editor.remove(["M", "b"]), "M: {a: 1}\n"],
    [
      "an entry of JSON takes its comma",
      '{\n  "a": 1,\n  "b": {"c": [1, 2]},\n  "d": 3\n}\n',
      (editor) => {
        editor.remove(["d"]);
        editor.remove(["b", "c", 0]);
      },
      '{\n  "a": 1,\n  "b": {"c": [2]}\n}\n',
    ],
    [
      "a text in a block takes all its lines",
      "A:\n  x: |\n    one\n    # two\n\n  y: 1\n",
      (editor) => editor.remove(["A", "x"]),
      "A:\n  y: 1\n",
    ],
    [
      "a place drops what else happens inside it",
      "A:\n  x:\n    y: 1\n  z: 2\n",
      (editor) => {
        editor.replace(["A", "x", "y"], 5);
        editor.remove(["A", "x"]);
      },
      "A:\n  z: 2\n",
    ],
  ])("%s", (_, before, edit, after) => {
    expect(run(before, edit)).toBe(after);
  });
});

describe("replacing", () => {
  it.each<Case>([
    [
      "a short form takes its tag along",
      "A: !GetAtt Role.Arn # why\n",
      (e) => e.replace(["A"], { Ref: "Role" }),
      "A: !Ref Role # why\n",
    ],
    ["long forms stay long", "A: {'Fn::GetAtt': [R, Arn]}\n", (e) => e.replace(["A"], { Ref: "R" }), "A:\n  Ref: R\n"],
    [
      "quotes follow the template",
      "A: !Ref 'X'\nB: !GetAtt 'Y.Arn'\n",
      (e) => e.replace(["B"], { Ref: "Y" }),
      "A: !Ref 'X'\nB: !Ref 'Y'\n",
    ],
    [
      "an item within a short form",
      "A: !If [C, !Ref X, y]\n",
      (e) => e.replace(["A", "Fn::If", 1], { Ref: "Z" }),
      "A: !If [C, !Ref Z, y]\n",
    ],
    [
      "half of a short GetAtt",
      "A: !GetAtt X.Arn\n",
      (e) => e.replace(["A", "Fn::GetAtt", 0], "Y"),
      "A: !GetAtt Y.Arn\n",
    ],
    [
      "a scalar by a mapping keeps the comment on its line",
      "A: x # why\nB: y\n",
      (e) => e.replace(["A"], { c: [1, { d: 2, e: 3 }] }),
      "A: # why\n  c:\n    - 1\n    - d: 2\n      e: 3\nB: y\n",
    ],
    [
      "a block by a scalar",
      "A: # why\n  - x # x\n  - y # y\nB: 1\n",
      (e) => e.replace(["A"], true),
      "A: true # why\nB: 1\n",
    ],
    [
      "a text by one of several lines",
      "A:\n  x: y\n",
      (e) => e.replace(["A", "x"], "one\n  two\n"),
      "A:\n  x: |\n    one\n      two\n",
    ],
    [
      "a short form in a short form is written out",
      "A: !Ref X\n",
      (e) => e.replace(["A"], { "Fn::Base64": { "Fn::Sub": "x" } }),
      "A:\n  Fn::Base64: !Sub x\n",
    ],
    ["an empty value", "A:\nB: 1\n", (e) => e.replace(["A"], "x"), "A: x\nB: 1\n"],
    [
      "a list item by a mapping",
      "L:\n- x\n- y\n",
      (e) => e.replace(["L", 0], { a: 1, b: 2 }),
      "L:\n- a: 1\n  b: 2\n- y\n",
    ],
    [
      "a value of JSON",
      '{\n  "a": {\n    "b": 1\n  }\n}\n',
      (e) => e.replace(["a", "b"], { Ref: "X" }),
      '{\n  "a": {\n    "b": {\n      "Ref": "X"\n    }\n  }\n}\n',
    ],
    [
      "a value of compact JSON",
      '{"a":{"b":1}}',
      (e) => e.replace(["a", "b"], { Ref: "X" }),
      '{"a":{"b":{"Ref": "X"}}}',
    ],
  ])("%s", (_, before, edit, after) => {
    expect(run(before, edit)).toBe(after);
  });

  it.each([
    ["2012-10-17", '"2012-10-17"'],
    ["0123", '"0123"'],
    ["123456789012", '"123456789012"'],
    ["yes", '"yes"'],
    ["*", '"*"'],
    ["- x", '"- x"'],
    ["!x", '"!x"'],
    ["a: b", '"a: b"'],
    ["a #b", '"a #b"'],
    ["", '""'],
    [" a", '" a"'],
    ['say "x"', 'say "x"'],
    ['"x"', "'\"x\"'"],
    ["a\tb", '"a\\tb"'],
    ["1.10", '"1.10"'],
    ["~", '"~"'],
    ["s3:GetObject", "s3:GetObject"],
    ["arn:aws:s3:::x/*", "arn:aws:s3:::x/*"],
  ])("writes the text %j as %s", (text, written) => {
    expect(run("A: 1\n", (editor) => editor.replace(["A"], text))).toBe(`A: ${written}\n`);
  });

  it("refuses a second edit of a replaced value", () => {
    const template = parseTemplate("A: {b: {c: 1}}\n", { file: "t" });
    const twice = editTemplate(template);
    twice.replace(["A"], 1);
    expect(() => twice.replace(["A"], 2)).toThrow("A is replaced twice");
    const inside = editTemplate(template);
    inside.replace(["A", "b", "c"], 2);
    inside.replace(["A"], 1);
    expect(() => inside.apply()).toThrow("A is replaced, so nothing in it can be edited");
  });

  it("refuses a place that is not there", () => {
    const editor = editTemplate(parseTemplate("A: {b: 1}\n", { file: "t" }));
    expect(() => editor.remove(["A", "c"])).toThrow("the template has no A.c");
    expect(() => editor.insertEntry(["A", "b"], "k", 1)).toThrow("A.b is no mapping");
    expect(() => editor.insertItem(["A"], 0, 1)).toThrow("A is no list");
    expect(() => editor.replaceText(["A"], "x", "y")).toThrow("A is no text");
  });
});

describe("replacing within a text", () => {
  it.each<Case>([
    ["plain", "A: !Sub arn:${X}/y # c\n", (e) => e.replaceText(["A"], "${X}", "${Y}"), "A: !Sub arn:${Y}/y # c\n"],
    [
      "single-quoted over lines",
      "A: 'it''s\n  ${X.Arn} and\n\n  ${X.Arn}'\n",
      (e) => e.replaceText(["A"], "${X.Arn}", "${X}"),
      "A: 'it''s\n  ${X} and\n\n  ${X}'\n",
    ],
    [
      "double-quoted",
      'A: "\\u0041 ${X.Arn}"\n',
      (e) => e.replaceText(["A"], "${X.Arn}", "${X}"),
      'A: "\\u0041 ${X}"\n',
    ],
    [
      "literal",
      "A:\n  Fn::Sub: |\n    one ${X.Arn}\n      two\n\n",
      (e) => e.replaceText(["A"], "${X.Arn}", "${X}"),
      "A:\n  Fn::Sub: |\n    one ${X}\n      two\n\n",
    ],
    [
      "folded",
      "A: !Sub >-\n  one\n  ${X.Arn}\nB: 1\n",
      (e) => e.replaceText(["A", "Fn::Sub"], "${X.Arn}", "${X}"),
      "A: !Sub >-\n  one\n  ${X}\nB: 1\n",
    ],
    [
      "the text of a Sub with variables",
      "A: !Sub ['${X.Arn}-${v}', {v: 1}]\n",
      (e) => e.replaceText(["A"], "${X.Arn}", "${X}"),
      "A: !Sub ['${X}-${v}', {v: 1}]\n",
    ],
    [
      "JSON",
      '{"A": {"Fn::Sub": "\\u00e9${X.Arn}"}}',
      (e) => e.replaceText(["A"], "${X.Arn}", "${X}"),
      '{"A": {"Fn::Sub": "\\u00e9${X}"}}',
    ],
    [
      "across a fold, by writing the text again",
      "A: one\n  two\n",
      (e) => e.replaceText(["A"], "one two", "x"),
      "A: x\n",
    ],
    ["with what needs quotes, by adding them", "A: xay\n", (e) => e.replaceText(["A"], "a", ": "), 'A: "x: y"\n'],
    ["with what needs an escape", "A: 'xay'\n", (e) => e.replaceText(["A"], "a", "'"), "A: x'y\n"],
    [
      "with what a pattern of String.replace would change",
      "A: xay\n",
      (e) => e.replaceText(["A"], "a", "$&$1"),
      "A: x$&$1y\n",
    ],
  ])("%s", (_, before, edit, after) => {
    expect(run(before, edit)).toBe(after);
  });
});

describe("inserting", () => {
  it.each<Case>([
    [
      "an entry goes to the end",
      "P:\n  A: 1 # a\nR: 2\n",
      (e) => e.insertEntry(["P"], "B", { Type: "String" }),
      "P:\n  A: 1 # a\n  B:\n    Type: String\nR: 2\n",
    ],
    [
      "entries beside another one keep the order given",
      "P:\n  A: 1\n  # about C\n  C: 3\n",
      (e) => {
        e.insertEntry(["P"], "X", 1, { after: "A" });
        e.insertEntry(["P"], "V", 2, { after: "A", comment: "two\nlines" });
        e.insertEntry(["P"], "Z", 3, { before: "A" });
        e.insertEntry(["P"], "W", 4, { after: "X" });
      },
      "P:\n  Z: 3\n  A: 1\n  X: 1\n  W: 4\n  # two\n  # lines\n  V: 2\n  # about C\n  C: 3\n",
    ],
    [
      "an entry among spaced ones brings its blank line",
      "P:\n  A: 1\n\n  B: 2\n",
      (e) => e.insertEntry(["P"], "C", 3),
      "P:\n  A: 1\n\n  B: 2\n\n  C: 3\n",
    ],
    [
      "an entry of an empty mapping makes it a block",
      "P: {}\nR: 1\n",
      (e) => e.insertEntry(["P"], "A", "x"),
      "P:\n  A: x\nR: 1\n",
    ],
    ["an entry of a flow mapping", "P: { a: 1 }\n", (e) => e.insertEntry(["P"], "b", ["x"]), "P: { a: 1, b: [x] }\n"],
    [
      "an entry at the end of a text without its last break",
      "P:\n  A: 1",
      (e) => e.insertEntry(["P"], "B", 2),
      "P:\n  A: 1\n  B: 2",
    ],
    ["a section", "A: 1\nC: 3\n", (e) => e.setSection("B", { x: [] }, { before: "C" }), "A: 1\nB:\n  x: []\nC: 3\n"],
    [
      "items by their place in the original",
      "L:\n  - a\n  - b\n",
      (e) => [1, 0, 2, 1].forEach((at, n) => e.insertItem(["L"], at, `n${n}`)),
      "L:\n  - n1\n  - a\n  - n0\n  - n3\n  - b\n  - n2\n",
    ],
    ["an item of an empty list", "L: []\n", (e) => e.insertItem(["L"], 0, { a: 1 }), "L:\n  - a: 1\n"],
    [
      "an item of a flow list over lines",
      "L: [\n  a,\n  b\n]\n",
      (e) => e.insertItem(["L"], 1, "x"),
      "L: [\n  a,\n  x,\n  b\n]\n",
    ],
    [
      "entries of pretty JSON",
      '{\n    "P": {},\n    "R": [\n        1\n    ]\n}\n',
      (e) => {
        e.insertEntry(["P"], "A", { Type: "String" });
        e.insertItem(["R"], 1, "x");
      },
      '{\n    "P": {\n        "A": {\n            "Type": "String"\n        }\n    },\n    "R": [\n        1,\n        "x"\n    ]\n}\n',
    ],
    [
      "an entry in place of a removed one",
      "P:\n  A: 1\n  B: 2\n  C: 3\n",
      (e) => {
        e.remove(["P", "B"]);
        e.insertEntry(["P"], "B", "new", { after: "A" });
      },
      "P:\n  A: 1\n  B: new\n  C: 3\n",
    ],
    [
      "line breaks of Windows",
      "P:\r\n  A: 1\r\n",
      (e) => e.insertEntry(["P"], "B", { x: "a\nb" }),
      "P:\r\n  A: 1\r\n  B:\r\n    x: |-\r\n      a\r\n      b\r\n",
    ],
  ])("%s", (_, before, edit, after) => {
    expect(run(before, edit)).toBe(after);
  });

  it("refuses a key that is there already", () => {
    const editor = editTemplate(parseTemplate("P: {a: 1}\n", { file: "t" }));
    editor.insertEntry(["P"], "a", 2);
    expect(() => editor.apply()).toThrow("the mapping already has the key a");
  });
});

describe("an edited template", () => {
  it("can be located in, and edited again", () => {
    const editor = editTemplate(parseTemplate("A: 1\nB: {c: 2}\n", { file: "t" }));
    editor.insertEntry([], "M", 1, { before: "B" });
    const first = editor.apply({ file: "u" });
    expect(first.locate(["B", "c"])).toEqual({ file: "u", line: 3, column: 5, path: ["B", "c"] });
    const again = editTemplate(first);
    again.remove(["A"]);
    expect(again.apply().text).toBe("M: 1\nB: {c: 2}\n");
  });
});
