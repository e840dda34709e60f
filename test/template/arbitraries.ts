import fc from "fast-check";
import type { TemplateMap, TemplateValue } from "../../src/template";

/** A mapping as the reader makes it: no prototype. */
export function map(entries: Record<string, TemplateValue>): TemplateMap {
  const result = Object.create(null) as Record<string, TemplateValue>;
  for (const [key, value] of Object.entries(entries)) result[key] = value;
  return result;
}

const awkward = fc.constantFrom(
  ...[
    "",
    " ",
    "yes",
    "No",
    "~",
    "null",
    "true",
    "012",
    "0x1F",
    "1e3",
    "1.10",
    "2012-10-17",
    "1:30",
    ".5",
    "-",
    "- x",
    "? a",
  ],
  ...[
    "!x",
    "!Ref x",
    "*",
    "*a",
    "&a",
    "a: b",
    "a:",
    ":a",
    "a #b",
    "#a",
    "#",
    "a\nb",
    "a\n\nb\n",
    "\n",
    "a\n  b\n",
    " a\nb",
    "a \nb",
  ],
  ...[
    "'",
    '"',
    "it's",
    '"q"',
    "\\",
    "a\\n",
    "\t",
    "a\tb",
    "[",
    "{a",
    "a]",
    ",",
    "a, b",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "<<",
    "=",
  ],
  ...[
    "${A}",
    "${!A}",
    "---",
    "...",
    "é",
    "\u2028",
    "\u0085",
    "\ufeff",
    "\u0000",
    "\u007f",
    "😀",
    "a\r\nb",
    "__proto__",
    "constructor",
  ],
);

export const text = fc.oneof(
  { weight: 2, arbitrary: awkward },
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

const key = fc.oneof(fc.constantFrom("A", "B", "Type", "__proto__", "on", "1", "Fn::Sub"), text);

const leaf: fc.Arbitrary<TemplateValue> = fc.oneof(text, text, fc.boolean(), fc.constant(null), number);

/** Values of every shape, functions of the template language among them. */
export const value: fc.Arbitrary<TemplateValue> = fc.letrec<{ value: TemplateValue }>((tie) => {
  const list = fc.array(tie("value"), { maxLength: 4 });
  const entries = fc.array(fc.tuple(key, tie("value")), { maxLength: 4 });
  const intrinsic = fc.oneof(
    text.map((name) => map({ Ref: name })),
    fc.oneof(text, list).map((argument) => map({ "Fn::Sub": argument })),
    fc.tuple(text, text).map((parts) => map({ "Fn::GetAtt": parts })),
    text.map((argument) => map({ "Fn::GetAtt": argument })),
    fc
      .tuple(
        fc.constantFrom("Fn::Join", "Fn::If", "Fn::Base64", "Fn::Transform", "Fn::Unknown", "Condition"),
        tie("value"),
      )
      .map(([name, argument]) => map({ [name]: argument })),
  );
  return {
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      { weight: 3, arbitrary: leaf },
      { weight: 2, arbitrary: list },
      { weight: 2, arbitrary: entries.map((pairs) => map(Object.fromEntries(pairs))) },
      { weight: 2, arbitrary: intrinsic },
    ),
  };
}).value;

/** A root mapping that is no function itself. */
export const template: fc.Arbitrary<TemplateMap> = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom("Resources", "Outputs", "Metadata"), key), value), {
    minLength: 1,
    maxLength: 4,
  })
  .map((pairs) => map({ Description: "x", ...Object.fromEntries(pairs) }));

/** A template without functions: what any YAML reader can read. */
export const plainTemplate: fc.Arbitrary<TemplateMap> = fc
  .dictionary(
    key.filter((name) => name !== "__proto__"),
    fc.letrec<{ value: TemplateValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        { weight: 3, arbitrary: fc.oneof(text, fc.boolean(), fc.constant(null), number) },
        { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
        {
          weight: 1,
          arbitrary: fc.dictionary(
            text.filter((name) => name !== "__proto__"),
            tie("value"),
            { maxKeys: 4 },
          ),
        },
      ),
    })).value,
    { minKeys: 1, maxKeys: 4 },
  )
  .map((entries) => map(entries));
