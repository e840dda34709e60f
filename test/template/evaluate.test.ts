import { UserError } from "../../src/base";
import { evaluate, evaluateConditions, getAt, parseTemplate } from "../../src/template";
import type { Environment, TemplateValue } from "../../src/template";

const mappings = parseTemplate("Map: {key: {attribute: found, list: [a, b]}}\n", { file: "t" }).value;

const environment: Environment = {
  region: "eu-west-1",
  availabilityZones: (region) => [`${region}a`, `${region}b`],
  ref: (name) => (name === "List" ? ["a", "b"] : name === "Empty" ? "" : `<${name}>`),
  getAtt: (logicalId, attribute) => `<${logicalId}.${attribute}>`,
  condition: (name) => name === "Holds",
  mapping: (...keys) => getAt(mappings, keys),
  importValue: (name) => `<import ${name}>`,
};

function yaml(text: string): TemplateValue {
  return parseTemplate(`A: ${text}\n`, { file: "t" }).value["A"] as TemplateValue;
}

describe("a function", () => {
  it.each<[string, unknown]>([
    ["!Ref X", "<X>"],
    ["!Ref List", ["a", "b"]],
    ["!GetAtt X.Arn", "<X.Arn>"],
    ["!GetAtt X.Outputs.Y", "<X.Outputs.Y>"],
    ["!GetAtt [X, !Ref P]", "<X.<P>>"],
    ["{Fn::GetAtt: X.Arn}", "<X.Arn>"],
    ["!Sub 'a${X}b${Y.Arn}c${!Z}'", "a<X>b<Y.Arn>c${Z}"],
    ["!Sub ['${v}-${X}-${w}', {v: !GetAtt Y.Arn, w: 3}]", "<Y.Arn>-<X>-3"],
    ["!Join ['-', [a, !Ref X, 1, true]]", "a-<X>-1-true"],
    ["!Join ['', !Ref List]", "ab"],
    ["!Join [',', [a, !Ref AWS::NoValue, b]]", "a,b"],
    ["!Select [1, [a, b]]", "b"],
    ["!Select ['0', !Ref List]", "a"],
    ["!Select [0, !Split [',', 'x,y']]", "x"],
    ["!Split ['|', 'a|b||']", ["a", "b", "", ""]],
    ["!If [Holds, a, !Ref AWS::NoValue]", "a"],
    ["!If [Fails, !Select [9, []], b]", "b"],
    ["{k: !If [Fails, a, !Ref AWS::NoValue], l: 1}", { l: 1 }],
    ["[1, !Ref AWS::NoValue, 2]", [1, 2]],
    ["!Ref AWS::NoValue", null],
    ["!Equals [a, a]", true],
    ["!Equals [1, '1']", true],
    ["!Equals ['true', true]", true],
    ["!Equals [a, A]", false],
    ["!And [!Equals [a, a], !Condition Holds]", true],
    ["!And [!Condition Holds, {Condition: Fails}]", false],
    ["!Or [!Condition Fails, !Not [!Condition Fails]]", true],
    ["!FindInMap [Map, key, attribute]", "found"],
    ["!FindInMap [Map, !Join ['', [k, ey]], list]", ["a", "b"]],
    ["!FindInMap [Map, nokey, x, {DefaultValue: !Ref D}]", "<D>"],
    ["!ImportValue 'x'", "<import x>"],
    ["{Fn::ImportValue: !Sub '${P}-x'}", "<import <P>-x>"],
    ["!Base64 'hé'", "aMOp"],
    ["!GetAZs ''", ["eu-west-1a", "eu-west-1b"]],
    ["!GetAZs us-east-1", ["us-east-1a", "us-east-1b"]],
    [
      "!Cidr ['192.168.0.0/24', 6, 5]",
      [
        "192.168.0.0/27",
        "192.168.0.32/27",
        "192.168.0.64/27",
        "192.168.0.96/27",
        "192.168.0.128/27",
        "192.168.0.160/27",
      ],
    ],
    ["!Cidr ['10.0.0.0/16', 2, 8]", ["10.0.0.0/24", "10.0.1.0/24"]],
    ["!Cidr ['2001:db8::/56', 2, 64]", ["2001:db8::/64", "2001:db8:0:1::/64"]],
    ["!Length [1, 2]", 2],
    ["!Length {Ref: List}", 2],
    ["!ToJsonString {a: [!Ref X, 1]}", '{"a":["<X>",1]}'],
    [
      "!Transform {Name: AWS::Include, Parameters: {Location: !Ref X}}",
      { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "<X>" } } },
    ],
    ["{Fn::New: [!Ref X]}", { "Fn::New": ["<X>"] }],
    ["{Condition: START}", { Condition: "START" }],
    ["{Condition: {StringEquals: {k: !Ref X}}}", { Condition: { StringEquals: { k: "<X>" } } }],
    [
      "{Fn::ForEach::L: [I, [a, b-c], {'X&{I}': {n: '${I}', r: {Ref: I}}}], Z: 1}",
      { Xa: { n: "a", r: "a" }, Xbc: { n: "b-c", r: "b-c" }, Z: 1 },
    ],
    ["!Contains [[a, b], a]", true],
    ["!EachMemberEquals [[a, b], a]", false],
    ["!EachMemberIn [[a, b], [a, b, c]]", true],
  ])("%s", (text, expected) => {
    expect(evaluate(yaml(text), environment)).toEqual(expected);
  });
});

describe("a function that cannot be evaluated", () => {
  // Sentences: ../shared/facts/cloudformation.md §2.3 (A), or marked as unverified beside the sentence in src.
  it.each<[string, string, (string | number)[]]>([
    ["!Select [2, [a, b]]", "Template error: Fn::Select cannot select nonexistent value at index 2", []],
    [
      "!Select [x, [a, b]]",
      "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
      [],
    ],
    ["[!FindInMap [Map, key, nope]]", "Template error: Unable to get mapping for Map::key::nope", [0]],
    [
      "{k: !Split ['', x]}",
      "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
      ["k"],
    ],
    ["!Equals [a]", "Template error: every Fn::Equals object requires a list of 2 string parameters.", []],
    [
      "{Fn::GetAtt: [A]}",
      "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
      [],
    ],
    [
      "!Sub '${a b}'",
      "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
      [],
    ],
    ["!Sub 'x${List}'", "Template error: variable List in Fn::Sub expression does not resolve to a string", []],
    [
      "!Cidr ['10.0.0.0/30', 2, 8]",
      "Template error: every Fn::Cidr object requires two or three parameters, the IP block, the count and the CIDR bits",
      [],
    ],
  ])("%s", (text, sentence, path) => {
    const attempt = (): unknown => evaluate(yaml(text), environment);
    expect(attempt).toThrow(UserError);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ code: "template-evaluation", message: sentence, at: { path } });
    }
  });
});

describe("conditions", () => {
  const decide = (text: string): unknown =>
    Object.fromEntries(evaluateConditions(parseTemplate(text, { file: "t" }).value, environment));

  it("are decided each by the others", () => {
    expect(
      decide(
        "Conditions:\n  C: !Not [!Condition B]\n  B: !And [!Condition A, !Equals [!Ref Empty, '']]\n  A: !Equals [x, x]\n",
      ),
    ).toEqual({ A: true, B: true, C: false });
  });

  it("that name each other in a circle are refused", () => {
    expect(() => decide("Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n")).toThrow(
      "Circular dependency between conditions: [A, B]",
    );
  });

  it("that are not there are refused", () => {
    expect(() => decide("Conditions:\n  A: !Not [!Condition B]\n")).toThrow(
      "Unresolved condition dependency B in the Conditions block",
    );
  });
});
