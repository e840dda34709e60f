import { parse as parseWithYaml } from "yaml";
import { parseTemplate, type TemplateValue } from "../../src/template";
import { CORPUS, formatOfCorpus } from "./corpus";

function read(text: string): TemplateValue {
  return parseTemplate(text, { file: "t.yaml", format: "yaml" }).value;
}

/** The value of the only key. */
function value(text: string): TemplateValue | undefined {
  return parseTemplate(`A: ${text}\n`, { file: "t.yaml" }).value["A"];
}

describe("short forms", () => {
  it.each<[string, unknown]>([
    ["!Ref X", { Ref: "X" }],
    ["!Ref 'X'", { Ref: "X" }],
    ["!Condition X", { Condition: "X" }],
    ["!GetAtt A.B", { "Fn::GetAtt": ["A", "B"] }],
    ["!GetAtt A.Outputs.B", { "Fn::GetAtt": ["A", "Outputs.B"] }],
    ["!GetAtt [A, B]", { "Fn::GetAtt": ["A", "B"] }],
    ["!GetAtt A", { "Fn::GetAtt": "A" }],
    ["!Sub ${A}", { "Fn::Sub": "${A}" }],
    ["!Sub [ '${a}', { a: !Ref B } ]", { "Fn::Sub": ["${a}", { a: { Ref: "B" } }] }],
    ["!If [C, !Sub x, !Ref AWS::NoValue]", { "Fn::If": ["C", { "Fn::Sub": "x" }, { Ref: "AWS::NoValue" }] }],
    ["!Select [ 0, !GetAZs '' ]", { "Fn::Select": [0, { "Fn::GetAZs": "" }] }],
    ["!Select [ 0, !GetAZs ]", { "Fn::Select": [0, { "Fn::GetAZs": "" }] }],
    ["!GetAZs", { "Fn::GetAZs": "" }],
    ["!Base64\n  Fn::Sub: x", { "Fn::Base64": { "Fn::Sub": "x" } }],
    ["!Base64 |\n  a\n  b", { "Fn::Base64": "a\nb\n" }],
    ["!Join\n- ','\n- - a\n  - !Ref B", { "Fn::Join": [",", ["a", { Ref: "B" }]] }],
    ["!Transform {Name: AWS::Include}", { "Fn::Transform": { Name: "AWS::Include" } }],
    ["!Equals [!FindInMap [M, a, b], 1]", { "Fn::Equals": [{ "Fn::FindInMap": ["M", "a", "b"] }, 1] }],
    [
      "!And [!Not [!Condition A], !Or [!Condition B, !Condition C]]",
      { "Fn::And": [{ "Fn::Not": [{ Condition: "A" }] }, { "Fn::Or": [{ Condition: "B" }, { Condition: "C" }] }] },
    ],
    ["!ImportValue 12", { "Fn::ImportValue": "12" }],
    ["!Cidr [!Ref B, 6]", { "Fn::Cidr": [{ Ref: "B" }, 6] }],
    ["!Split [',', x]", { "Fn::Split": [",", "x"] }],
    ["!Length [1]", { "Fn::Length": [1] }],
    ["!ToJsonString {a: 1}", { "Fn::ToJsonString": { a: 1 } }],
  ])("%s", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });
});

// CloudFormation reads YAML 1.1: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
describe("unquoted scalars", () => {
  it.each<[string, TemplateValue]>([
    ["12", 12],
    ["-3", -3],
    ["1.5", 1.5],
    ["0", 0],
    ["012345678901", "012345678901"],
    ["0755", "0755"],
    ["0x1F", "0x1F"],
    ["1_000", "1_000"],
    ["1.10", "1.10"],
    ["1e3", "1e3"],
    ["22:22", "22:22"],
    ["123456789012345678901", "123456789012345678901"],
    ["2012-10-17", "2012-10-17"],
    ["2012-10-17T00:00:00Z", "2012-10-17T00:00:00Z"],
    [".inf", ".inf"],
    ["yes", true],
    ["Off", false],
    ["TRUE", true],
    ["y", "y"],
    ["~", null],
    ["null", null],
    ["", null],
    ["-", "-x"],
    ["a:b", "a:b"],
    ["a#b", "a#b"],
    ["a b # c", "a b"],
    ["::1/0", "::1/0"],
    ["-1-", "-1-"],
    ["!!str 12", "12"],
    ["! 12", "12"],
    ["&anchor x", "x"],
  ])("%s", (text, expected) => {
    expect(value(text === "-" ? "-x" : text)).toBe(expected);
  });
});

describe("a template of any style", () => {
  it.each(Object.entries(CORPUS).filter(([name]) => formatOfCorpus(name) === "yaml"))(
    "has the structure another YAML reader finds: %s",
    (_, text) => {
      // Tags aside: the other reader does not know them and leaves the bare value, so the tags go first.
      const bare = text.replace(/![A-Z]\w+ ?/g, "");
      const other = parseWithYaml(bare, { schema: "failsafe", logLevel: "silent" }) as unknown;
      const asTexts = (entry: TemplateValue): unknown => {
        if (Array.isArray(entry)) return entry.map(asTexts);
        if (entry === null) return "";
        if (typeof entry !== "object") return String(entry);
        return Object.fromEntries(Object.entries(entry).map(([key, child]) => [key, asTexts(child)]));
      };
      expect(JSON.stringify(asTexts(read(bare))).replaceAll("true", "yes")).toBe(
        JSON.stringify(other).replaceAll("true", "yes"),
      );
    },
  );

  it("may begin with directives and a marker, and end with one", () => {
    expect(read("%YAML 1.1\n# c\n--- # d\nA: 1\n...\n# e\n")).toEqual({ A: 1 });
  });

  it("keeps a byte order mark", () => {
    const template = parseTemplate("\ufeffA: 1\n", { file: "t" });
    expect(template.value).toEqual({ A: 1 });
    expect(template.text).toBe("\ufeffA: 1\n");
    expect(template.locate(["A"])).toMatchObject({ line: 1, column: 1 });
  });

  it("takes __proto__ for a key like any other", () => {
    const root = parseTemplate("__proto__: {polluted: 1}\nA: {constructor: 2}\n", { file: "t" }).value;
    expect(Object.keys(root)).toEqual(["__proto__", "A"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.getPrototypeOf(root)).toBeNull();
  });
});

describe("the place of a value", () => {
  const template = parseTemplate(
    'A:\n  - x\n  -   k: !Sub\n        - ${v}\n        - v: !GetAtt B.C\n"q" : {r: [1, 2]}\n',
    { file: "t.yaml" },
  );

  it.each<[(string | number)[], number, number]>([
    [[], 1, 1],
    [["A"], 1, 1],
    [["A", 0], 2, 5],
    [["A", 1, "k"], 3, 7],
    [["A", 1, "k", "Fn::Sub", 0], 4, 11],
    [["A", 1, "k", "Fn::Sub", 1, "v"], 5, 11],
    [["A", 1, "k", "Fn::Sub", 1, "v", "Fn::GetAtt", 1], 5, 14],
    [["q", "r", 1], 6, 15],
    [["A", "nowhere"], 1, 1],
  ])("%j is on line %i, column %i", (path, line, column) => {
    expect(template.locate(path)).toEqual({ file: "t.yaml", line, column, path });
  });
});
