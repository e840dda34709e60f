import { parseTemplate, resolveParameters } from "../../src/template";
import type { ResolvedParameters } from "../../src/template";

function resolve(
  declarations: string,
  given: Record<string, string> = {},
  ssm?: Record<string, string>,
): ResolvedParameters {
  const { value } = parseTemplate(declarations, { file: "t", format: "yaml" });
  return resolveParameters(value, given, ssm === undefined ? {} : { systemsManager: (name) => ssm[name] });
}

function faults(declarations: string, given: Record<string, string> = {}): string[] {
  return resolve(declarations, given).faults.map(({ message }) => message);
}

describe("the value of a parameter", () => {
  it.each<[string, string, string | undefined, unknown]>([
    ["is what is given", "P: {Type: String, Default: a}", "b", "b"],
    ["is the default", "P: {Type: String, Default: a}", undefined, "a"],
    ["may be empty", "P: {Type: String, Default: a}", "", ""],
    ["is a text though the default is a number", "P: {Type: Number, Default: 5}", undefined, "5"],
    ["is a list", "P: {Type: CommaDelimitedList}", "a, b ,c", ["a", "b", "c"]],
    ["is a list of numbers, as texts", "P: {Type: List<Number>}", "1,2", ["1", "2"]],
    ["is a list of ids", "P: {Type: 'List<AWS::EC2::Subnet::Id>'}", "subnet-1,subnet-2", ["subnet-1", "subnet-2"]],
    ["is an id", "P: {Type: 'AWS::EC2::VPC::Id'}", "vpc-1", "vpc-1"],
  ])("%s", (_, declaration, given, expected) => {
    const { values, faults } = resolve(`${declaration}\n`, given === undefined ? {} : { P: given });
    expect(faults).toEqual([]);
    expect(values.get("P")).toEqual(expected);
  });

  it("is looked up for a Systems Manager type", () => {
    const declarations = "P: {Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /a}\n";
    const found = resolve(declarations, {}, { "/a": "x,y" });
    expect([found.values.get("P"), found.texts.get("P")]).toEqual([["x", "y"], "/a"]);
    expect(faults(declarations)).toEqual([
      "Parameter P of type AWS::SSM::Parameter::Value<List<String>> cannot be resolved here",
    ]);
  });

  it("is hidden for NoEcho", () => {
    expect([
      ...resolve("P: {Type: String, NoEcho: true}\nQ: {Type: String, NoEcho: 'True'}\nR: {Type: String}\n", {
        P: "1",
        Q: "2",
        R: "3",
      }).hidden,
    ]).toEqual(["P", "Q"]);
  });
});

// Sentences: ../shared/facts/cloudformation.md §2.2.
describe("a parameter that CloudFormation refuses", () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      "no value",
      "A: {Type: String}\nB: {Type: Number}\nC: {Type: String, Default: x}",
      {},
      "Parameters: [A, B] must have values",
    ],
    [
      "no value for Systems Manager",
      "A: {Type: 'AWS::SSM::Parameter::Value<String>'}",
      {},
      "Parameter A should either have input value or default value",
    ],
    ["an unknown one", "A: {Type: String, Default: x}", { X: "1" }, "Parameters: [X] do not exist in the template"],
    [
      "one where none is declared",
      "{}",
      { X: "1" },
      "Parameter values specified for a template which does not require them.",
    ],
    [
      "AllowedValues",
      "A: {Type: String, AllowedValues: [a, 1, yes]}",
      { A: "b" },
      "Parameter 'A' must be one of AllowedValues",
    ],
    [
      "AllowedPattern",
      "A: {Type: String, AllowedPattern: '[a-z]+'}",
      { A: "ab1" },
      "Parameter 'A' must match pattern [a-z]+",
    ],
    [
      "AllowedPattern of a list's member",
      "A: {Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}",
      { A: "ab,c1" },
      "Parameter 'A' must match pattern [a-z]+",
    ],
    ["MinLength", "A: {Type: String, MinLength: 3}", { A: "ab" }, "Parameter 'A' must contain at least 3 characters"],
    [
      "MaxLength",
      "A: {Type: String, MaxLength: '3'}",
      { A: "abcd" },
      "Parameter 'A' must contain at most 3 characters",
    ],
    ["MinValue", "A: {Type: Number, MinValue: 3}", { A: "2.9" }, "Parameter 'A' must be a number not less than 3"],
    ["MaxValue", "A: {Type: Number, MaxValue: 3}", { A: "1e1" }, "Parameter 'A' must be a number not greater than 3"],
    ["Number", "A: {Type: Number}", { A: "x" }, "Parameter 'A' must be a number."],
    ["a hexadecimal number", "A: {Type: List<Number>}", { A: "1,0x2" }, "Parameter 'A' must be a number."],
    [
      "ConstraintDescription",
      "A: {Type: String, MinLength: 3, ConstraintDescription: three at least}",
      { A: "x" },
      "Parameter A failed to satisfy constraint: three at least",
    ],
    [
      "a default that breaks its own constraint",
      "A: {Type: String, Default: x, AllowedValues: [a]}",
      {},
      "Parameter 'A' must be one of AllowedValues",
    ],
  ])("%s", (_, declarations, given, sentence) => {
    expect(faults(`${declarations}\n`, given)).toEqual([sentence]);
  });

  it("is named with its place", () => {
    expect(resolve("A: {Type: Number}\n", { A: "x" }).faults[0]).toMatchObject({
      code: "parameter-value",
      at: { path: ["Parameters", "A"] },
    });
  });
});

describe("an AllowedPattern", () => {
  it.each<[string, string, boolean]>([
    [
      "^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/[a-zA-Z0-9+=,.@_\\-\\/]+$",
      "arn:aws-us-gov:iam::123456789012:role/a/b",
      true,
    ],
    ["^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\\/[a-zA-Z0-9+=,.@_\\-\\/]+$", "arn:aws:iam::12345678901:role/a", false],
    [".{8,64}|", "", true],
    [".{8,64}|", "short", false],
    ["a|b", "ab", false],
    ["(?i)abc", "ABC", true],
    ["\\p{Alpha}+[\\p{Digit}-]*", "ab1-2", true],
    ["\\Aab\\z", "ab", true],
    ["a++b", "aab", true],
    ["[+]+", "++", true],
    ["[-\\w]+\\.[-\\w]+", "a-b.c", true],
    ["[^\\n]*", "a\n", false],
  ])("%s on %j", (pattern, value, matches) => {
    const declarations = JSON.stringify({ A: { Type: "String", AllowedPattern: pattern } });
    const found = resolveParameters(parseTemplate(declarations, { file: "t" }).value, { A: value }).faults;
    expect(found.map(({ message }) => message)).toEqual(matches ? [] : [`Parameter 'A' must match pattern ${pattern}`]);
  });

  it("that backtracks for ever is given up on", () => {
    const started = performance.now();
    const found = faults("A: {Type: String, AllowedPattern: '(a+)+$'}\n", { A: `${"a".repeat(60)}!` });
    expect(found).toEqual(["Parameter 'A' has an AllowedPattern that takes too long to match: (a+)+$"]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("that is no pattern is named", () => {
    expect(faults("A: {Type: String, AllowedPattern: '('}\n", { A: "x" })).toEqual([
      "Parameter 'A' has an AllowedPattern that is no regular expression: (",
    ]);
  });
});
