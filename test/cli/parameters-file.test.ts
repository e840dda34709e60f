import { writeFileSync } from "node:fs";
import { UserError } from "../../src/base";
import { readParametersFile, refuseUnknownParameters } from "../../src/cli/parameters-file";
import { parseTemplate } from "../../src/template";
import { temporaryFolder } from "./temporary-folder";

const at = temporaryFolder();

function read(text: string): Record<string, string> {
  writeFileSync(at("parameters"), text);
  return Object.fromEntries(readParametersFile(at("parameters")));
}

describe("a parameters file", () => {
  it.each([
    ["a JSON mapping", '{"Vpc": "vpc-1", "Port": 443, "Open": true}', { Vpc: "vpc-1", Port: "443", Open: "true" }],
    ["a YAML mapping", "Vpc: vpc-1\nPort: 443\n", { Vpc: "vpc-1", Port: "443" }],
    [
      "numbers that must keep their digits",
      "Account: 012345678901\nVersion: 0.10\n",
      { Account: "012345678901", Version: "0.10" },
    ],
    ["a list for a list parameter", "Subnets: [subnet-1, subnet-2]", { Subnets: "subnet-1,subnet-2" }],
    [
      "CloudFormation's list",
      '[{"ParameterKey": "Vpc", "ParameterValue": "vpc-1"}, {"ParameterKey": "Empty", "ParameterValue": ""}]',
      { Vpc: "vpc-1", Empty: "" },
    ],
    ["an empty mapping", "{}", {}],
  ])("may be %s", (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ["nothing", "", "the file holds nothing"],
    ["one text", "hello", "the file holds 'hello'"],
    ["a nested mapping", "Vpc: { Id: 1 }", "parameter 'Vpc' has a mapping, expected a text or a list of texts"],
    ["an item without a key", "[{}]", "item 0 has no ParameterKey"],
    ["an item without a value", "[{ParameterKey: A}]", "item 0 ('A') has no ParameterValue"],
    [
      "a key twice",
      "[{ParameterKey: A, ParameterValue: 1}, {ParameterKey: A, ParameterValue: 2}]",
      "parameter 'A' is given twice",
    ],
    ["bad syntax", '{"A": ', "not well-formed"],
    ["an alias bomb", bomb(), "too many aliases"],
  ])("may not be %s", (_what, text, message) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(message);
  });

  it("names the line of bad syntax", () => {
    expect(() => read("A: 1\nA: 2\n")).toThrow(
      expect.objectContaining({ at: { file: at("parameters"), line: 2, column: 1 } }),
    );
  });
});

describe("parameters that no template has", () => {
  const template = parseTemplate("Parameters: { Vpc: { Type: String } }\nResources: {}\n", { file: "app.yaml" });

  it("are refused with those that are allowed", () => {
    expect(() => refuseUnknownParameters(new Map([["Vcp", "x"]]), [template], "p.json")).toThrow(
      expect.objectContaining({ message: "'Vcp' is no parameter of app.yaml", hint: "allowed: Vpc" }),
    );
  });

  it("are not seen where all are known", () => {
    expect(() => refuseUnknownParameters(new Map([["Vpc", "x"]]), [template], "p.json")).not.toThrow();
  });
});

/** Nine levels of nine aliases each: a few hundred bytes that stand for 387 million texts. */
function bomb(): string {
  const levels = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [level, below] of ["ba", "cb", "dc", "ed", "fe", "gf", "hg", "ih"]) {
    levels.push(`${level}: &${level} [${Array.from({ length: 9 }, () => `*${below}`).join(", ")}]`);
  }
  return levels.join("\n");
}
