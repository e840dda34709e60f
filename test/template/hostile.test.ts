import { UserError } from "../../src/base";
import { parseTemplate } from "../../src/template";
import type { TemplateFormat } from "../../src/template";

function refusal(text: string, format?: TemplateFormat): UserError {
  try {
    parseTemplate(text, format === undefined ? { file: "t.yaml" } : { file: "t.yaml", format });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
}

/** Code, line, column, a part of the message. */
type Case = readonly [title: string, text: string, code: string, line: number, column: number, says: string];

describe("a text that is no template", () => {
  it.each<Case>([
    [
      "a duplicate key",
      "A: 1\nB:\n  C: 1\n  D: 2\n  C: 3\n",
      "template-duplicate-key",
      5,
      3,
      'the key "C" is already on line 3',
    ],
    ["a duplicate key in braces", "A: {b: 1, b: 2}", "template-duplicate-key", 1, 11, 'the key "b"'],
    [
      "a duplicate key of JSON",
      '{"a": 1,\n "a": 2}',
      "template-duplicate-key",
      2,
      2,
      'the key "a" is already on line 1',
    ],
    ["a duplicate __proto__", "__proto__: 1\n__proto__: 2\n", "template-duplicate-key", 2, 1, "__proto__"],
    ["a tab as indentation", "A:\n\tB: 1\n", "template-tab", 2, 1, "tabs cannot indent"],
    ["a tab among blanks", "A:\n  B: 1\n \tC: 2\n", "template-tab", 3, 2, "tabs cannot indent"],
    ["a tab behind a dash", "A:\n  -\tb: 1\n", "template-tab", 2, 4, "tabs cannot indent"],
    [
      "an alias",
      "A: &a {b: 1}\nB: *a\n",
      "template-alias",
      2,
      4,
      "YAML aliases are not allowed in CloudFormation templates",
    ],
    ["an alias as a key", "A: &a x\n*a : 1\n", "template-alias", 2, 1, "aliases are not allowed"],
    ["an alias of itself", "A: &a [*a]\n", "template-alias", 1, 8, "aliases are not allowed"],
    ["a hash merge", "A: {b: 1}\nC:\n  <<: {d: 1}\n", "template-merge", 3, 3, "hash merges"],
    ["an unknown tag", "A:\n  B: !Foo x\n", "template-unknown-tag", 2, 6, '"!Foo"'],
    ["a tag that CloudFormation does not support", "A: !!binary aGk=\n", "template-unknown-tag", 1, 4, "!!binary"],
    [
      "a short form directly in a short form",
      "A: !Base64 !Sub x\n",
      "template-yaml",
      1,
      12,
      '"!Sub x" cannot stand here',
    ],
    ["a list as the root", "- a\n", "template-not-a-mapping", 1, 1, "a template is a mapping"],
    ["a scalar as the root", "hello\n", "template-not-a-mapping", 1, 1, '"hello"'],
    ["a function as the root", "!Sub x\n", "template-not-a-mapping", 1, 1, "a template is a mapping"],
    ["a list of JSON", "[1]", "template-not-a-mapping", 1, 1, "a template is a mapping"],
    ["two documents", "A: 1\n---\nB: 2\n", "template-yaml", 2, 1, "a second document begins here"],
    ["a NUL", "A: 1\nB: \0\n", "template-binary", 2, 4, "U+0000"],
    ["a lone carriage return", "A: 1\rB: 2", "template-binary", 1, 5, "U+000D"],
    ["a quote that never ends", 'A: 1\nB: "x\nC: 2\n', "template-yaml", 2, 4, "this quote is never closed"],
    ["a bracket that never ends", "A: [1,\n  2,\nB: 3\n", "template-yaml", 1, 4, "this bracket is never closed"],
    ["a bracket at the end", "A: {b: [1", "template-yaml", 1, 8, "this bracket is never closed"],
    ["a comma that is missing", "A: [1,\n  'b'\n  c]\n", "template-yaml", 3, 3, "a comma or"],
    ["a wrong bracket", "A: [1}\n", "template-yaml", 1, 6, 'a comma or "]" is expected'],
    ["a mapping in a value", "A: b: c\n", "template-yaml", 1, 4, "a mapping cannot begin on this line"],
    ["a mapping in a text", "A: b\n  c: d\n", "template-yaml", 2, 3, "a mapping cannot begin inside the text"],
    ["a list on the line of its key", "A: - b\n", "template-yaml", 1, 4, "a list cannot begin on this line"],
    ["text behind a quote", "A: 'b' c\n", "template-yaml", 1, 8, "this cannot follow a value"],
    ["a line indented too far", "A: 1\n  B: 2\n", "template-yaml", 2, 3, "a mapping cannot begin inside"],
    ["an entry indented too far", "A:\n  B: [1]\n   C: 2\n", "template-yaml", 3, 4, "this line is indented by 3"],
    ["an entry indented too little", "A:\n   B: 1\n  C: 2\n", "template-yaml", 3, 3, "this line is indented by 2"],
    ["an item among entries", "A: 1\n- b\n", "template-yaml", 2, 1, "a key and a colon are expected"],
    ["a key without a colon", "A: 1\nB\n", "template-yaml", 2, 1, "a key and a colon are expected"],
    ["an explicit key", "? A\n: 1\n", "template-yaml", 1, 1, 'keys written with "? "'],
    ["an unknown escape", 'A: "\\q"\n', "template-yaml", 1, 5, "no escape"],
    ["a code point beyond Unicode", 'A: "\\U00110000"\n', "template-yaml", 1, 5, "no escape"],
    ["a reserved character", "A: @b\n", "template-yaml", 1, 4, "a value cannot begin like this"],
    ["a bad header of a block text", "A: |x\n  y\n", "template-yaml", 1, 4, "no header of a block text"],
    ["a directive", "%TAG ! tag:x,2000:\n---\nA: 1\n", "template-yaml", 1, 1, "this directive is not supported"],
    ["JSON that ends early", '{"A": ', "template-json", 1, 7, "the template ends"],
    ["JSON with a comma too many", '{"A": 1,}', "template-json", 1, 9, "a comma cannot be the last thing"],
    ["JSON with a comment", '{\n  // c\n  "A": 1}', "template-json", 2, 3, "a key in double quotes is expected"],
    ["JSON with single quotes", "{'A': 1}", "template-json", 1, 2, "a key in double quotes is expected"],
    ["JSON with a bad escape", '{"A": "\\x"}', "template-json", 1, 7, "a bad escape"],
    ["JSON with a raw line break", '{"A": "x\ny"}', "template-json", 1, 7, "this text is never closed"],
    ["JSON with a bad number", '{"A": 01}', "template-json", 1, 8, "a comma or"],
    ["JSON with something behind", '{"A": 1} x', "template-json", 1, 10, "nothing may follow"],
  ])("is refused with its place: %s", (_, text, code, line, column, says) => {
    const error = refusal(text);
    expect({ code: error.code, ...error.at }).toEqual({ code, file: "t.yaml", line, column });
    expect(error.message).toContain(says);
    expect(error.message).not.toMatch(/\.$/);
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \n\n"],
    ["a comment", "# x\n"],
    ["a marker", "---\n"],
  ])("is refused as empty: %s", (_, text) => {
    expect(refusal(text)).toMatchObject({ code: "template-empty", message: "the template is empty" });
  });
});

describe("a text made to hurt", () => {
  const deep = 100_000;

  it.each([
    ["brackets", `A: ${"[".repeat(deep)}`],
    ["braces", `A: ${"{a: ".repeat(deep)}`],
    ["dashes", `A:\n ${"- ".repeat(deep)}x`],
    ["JSON arrays", `{"A": ${"[".repeat(deep)}`],
    ["JSON objects", '{"A":'.repeat(deep)],
    ["indented mappings", Array.from({ length: 400 }, (_, level) => `${" ".repeat(level)}k:`).join("\n")],
  ])("is refused for its depth: %s", (_, text) => {
    expect(refusal(text)).toMatchObject({ code: "template-too-deep" });
  });

  it("is refused at the first alias, before anything expands", () => {
    const levels = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${`*a${n - 1}, `.repeat(9)}x]`);
    expect(refusal(["a0: &a0 x", ...levels.slice(1)].join("\n"))).toMatchObject({ code: "template-alias" });
  });

  it.each([
    ["a plain scalar", (text: string) => `A: ${text}\n`],
    ["a quoted scalar", (text: string) => `A: "${text}"\n`],
    ["a quoted scalar of many lines", (text: string) => `A: "${text.replaceAll("aaaaaaaaa ", "aaaaaaaaa\n ")}"\n`],
    ["a literal scalar", (text: string) => `A: |-\n  ${text}\n`],
    ["a comment", (text: string) => `# ${text}\nA: 1\n`],
    ["JSON", (text: string) => `{"A": "${text}"}`],
    ["JSON with escapes", (text: string) => `{"A": "${text}\\n"}`],
    ["a key", (text: string) => `{"${text}": 1}`],
  ])("is read in no time however long: %s", (_, make) => {
    const megabyte = "aaaaaaaaa ".repeat(100_000);
    const started = performance.now();
    const { value } = parseTemplate(make(megabyte), { file: "t" });
    expect(Object.keys(value)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    ["keys", Array.from({ length: 40_000 }, (_, n) => `k${n}: 1`).join("\n")],
    ["items", `A:\n${"- a\n".repeat(100_000)}`],
    ["blank lines", `A:\n  b: 1\n${"\n".repeat(500_000)}C: 1\n`],
    ["items on one line", `A: [${"1,".repeat(200_000)}]`],
    ["quotes", `A: '${"''".repeat(300_000)}'`],
    ["backslashes", `{"A": "${"\\\\".repeat(300_000)}"}`],
    ["blanks in quotes", `A: "${" ".repeat(500_000)}b"\nC: '${" ".repeat(500_000)}b\n  c'\n`],
    ["blanks before a break", `A: "x${" ".repeat(500_000)}\n  b"\n`],
    ["blanks behind a value", `A: x${" ".repeat(500_000)}\n`],
    ["colons", `A: ${":".repeat(500_000)}b`],
  ])("is read in no time however much it holds: %s", (_, text) => {
    const started = performance.now();
    expect(Object.keys(parseTemplate(text, { file: "t" }).value).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
