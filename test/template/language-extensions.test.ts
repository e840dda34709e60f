import fc from "fast-check";
import { UserError } from "../../src/base";
import { applyLanguageExtensions, isMap, parseTemplate, validateTemplate } from "../../src/template";
import type { Environment, TemplateMap, TemplateValue } from "../../src/template";
import { map, value as anyValue } from "./arbitraries";

const PARAMETERS: Readonly<Record<string, TemplateValue>> = {
  "AWS::Region": "eu-west-1",
  Names: ["alpha", "b-2"],
  Keep: "Retain",
  Stage: "prod",
};

const environment = (template: TemplateMap): Environment => ({
  region: "eu-west-1",
  availabilityZones: () => [],
  ref: (name) => PARAMETERS[name] ?? `<${name}>`,
  getAtt: (id, attribute) => `<${id}.${attribute}>`,
  condition: () => false,
  mapping: (map, key, attribute) => {
    const mappings = template["Mappings"];
    const rows = isMap(mappings) ? mappings[map as string] : undefined;
    const row = isMap(rows) ? rows[key as string] : undefined;
    return isMap(row) ? row[attribute as string] : undefined;
  },
  importValue: (name) => `<${name}>`,
});

const HEAD = `
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}, Keep: {Type: String}, Stage: {Type: String}}
Mappings: {Sizes: {prod: {big: "9", list: [x, y]}}}
`;

function processed(text: string): unknown {
  const { value } = parseTemplate(HEAD + text, { file: "test" });
  const { Conditions, Resources, Outputs } = applyLanguageExtensions(value, environment(value));
  return JSON.parse(JSON.stringify({ Conditions, Resources, Outputs }));
}

describe("Fn::ForEach", () => {
  // What is replaced and what stays literal was measured on an account: github.com/ministackorg/ministack pull request 1739.
  it("writes out resources, with the item in keys, in Ref and in Fn::Sub, and nowhere else", () => {
    const result = processed(`
Resources:
  Fn::ForEach::Loop:
    - Name
    - !Ref Names
    - "Queue&{Name}":
        Type: AWS::SQS::Queue
        Properties:
          A: !Ref Name
          B: !Sub "\${Name}-&{Name}-\${AWS::Region}-\${!Name}"
          C: "\${Name}"
          "\${Name}": 1
`);

    expect(result).toMatchObject({
      Resources: {
        Queuealpha: {
          Type: "AWS::SQS::Queue",
          Properties: { A: "alpha", B: { "Fn::Sub": "alpha-&{Name}-${AWS::Region}-${!Name}" }, C: "${Name}" },
        },
        Queueb2: { Properties: { A: "b-2", "${Name}": 1 } },
      },
    });
  });

  it("writes out conditions, outputs and properties, also one loop inside another", () => {
    const result = processed(`
Conditions:
  Fn::ForEach::Stages: [S, [prod, test], {"Is\${S}": {Fn::Equals: [!Ref Stage, !Ref S]}}]
Resources:
  Fn::ForEach::Topics:
    - T
    - [One]
    - "Topic\${T}": {Type: AWS::SNS::Topic, Condition: {Fn::Sub: "Isprod"}, Properties: {Fn::ForEach::P: [P, [X, Y], {"Name\${P}": !Ref T}]}}
Outputs:
  Fn::ForEach::Out:
    - T
    - [One]
    - Fn::ForEach::Attribute:
        - A
        - [Arn, Name]
        - "\${T}\${A}": {Value: !GetAtt [{Fn::Sub: "Topic\${T}"}, !Ref A]}
`);

    expect(result).toMatchObject({
      Conditions: {
        Isprod: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
        Istest: { "Fn::Equals": [{ Ref: "Stage" }, "test"] },
      },
      Resources: { TopicOne: { Condition: "Isprod", Properties: { NameX: "One", NameY: "One" } } },
      Outputs: {
        OneArn: { Value: { "Fn::GetAtt": ["TopicOne", "Arn"] } },
        OneName: { Value: { "Fn::GetAtt": ["TopicOne", "Name"] } },
      },
    });
  });

  it("takes its items from a mapping", () => {
    const text = `Resources: {"Fn::ForEach::L": [I, {"Fn::FindInMap": [Sizes, {Ref: Stage}, list]}, {"R\${I}": {Type: T}}]}`;

    expect(processed(text)).toMatchObject({ Resources: { Rx: { Type: "T" }, Ry: { Type: "T" } } });
  });

  // Sentences: measured on an account (ministack, see above), the duplicate key quoted by a user.
  it.each([
    ["two parameters", "{Fn::ForEach::L: [I, [a]]}", "Fn::ForEach layout is incorrect"],
    ["a fragment that is a text", "{Fn::ForEach::L: [I, [a], x]}", "Fn::ForEach layout is incorrect"],
    [
      "a collection that is a text",
      "{Fn::ForEach::L: [I, a, {'R${I}': 1}]}",
      "Could not find a collection or could not be resolved for Fn::ForEach",
    ],
    [
      "a collection of a resource",
      "{R: {Type: T}, Fn::ForEach::L: [I, {Fn::GetAtt: [R, Names]}, {'R${I}': 1}]}",
      "Could not find a collection or could not be resolved for Fn::ForEach",
    ],
    [
      "a key twice",
      "{Fn::ForEach::L: [I, [a, b], {Same: 1}]}",
      "Duplicate key 'Same' when merging keys to parent object in Fn::ForEach",
    ],
  ])("refuses %s", (_what, resources, sentence) => {
    expect(() => processed(`Resources: ${resources}`)).toThrow(
      `Transform AWS::LanguageExtensions failed with: ${sentence}`,
    );
  });

  it("refuses nested loops that ask for more than any template holds, at once", () => {
    const items = Array.from({ length: 90 }, (_, index) => `i${index}`).join(",");
    const nest = (depth: number): string =>
      depth === 0
        ? "{'${A0}${A1}${A2}${A3}': 1}"
        : `{Fn::ForEach::L${depth}: [A${depth - 1}, [${items}], ${nest(depth - 1)}]}`;

    expect(() => processed(`Resources: {R: {Type: T, Properties: ${nest(4)}}}`)).toThrow(
      "Template may not exceed 1000000 bytes in size.",
    );
  });
});

describe("functions that the transform replaces by their values", () => {
  it.each([
    ["{Fn::Length: {Ref: Names}}", 2],
    ["{Fn::Length: {Fn::Split: ['|', 'a|b|c']}}", 3],
    ["{Fn::ToJsonString: {a: {Ref: Stage}, b: [1, true]}}", '{"a":"prod","b":[1,true]}'],
    ["{Fn::ToJsonString: {a: {Ref: R}}}", { "Fn::ToJsonString": { a: { Ref: "R" } } }],
    ["{Fn::FindInMap: [Sizes, {Ref: Stage}, small, {DefaultValue: '1'}]}", "1"],
    ["{Fn::FindInMap: [Sizes, {Ref: Stage}, big, {DefaultValue: '1'}]}", "9"],
    ["{Ref: {Fn::Sub: '${Stage}R'}}", { Ref: "prodR" }],
  ])("%s", (expression, expected) => {
    expect(processed(`Resources: {R: {Type: T, Properties: {P: ${expression}}}}`)).toMatchObject({
      Resources: { R: { Properties: { P: expected } } },
    });
  });

  it("decides DeletionPolicy and UpdateReplacePolicy, by conditions too", () => {
    const result = processed(`
Conditions: {IsProd: {Fn::Equals: [!Ref Stage, prod]}}
Resources:
  R: {Type: T, DeletionPolicy: !Ref Keep, UpdateReplacePolicy: {Fn::If: [IsProd, Snapshot, Delete]}}
`);

    expect(result).toMatchObject({ Resources: { R: { DeletionPolicy: "Retain", UpdateReplacePolicy: "Snapshot" } } });
  });

  it("refuses the length of what only a deployment knows", () => {
    expect(() => processed("Resources: {R: {Type: T, Properties: {P: {Fn::Length: {Fn::GetAtt: [R, L]}}}}}")).toThrow(
      // Measured on an account: ministack pull request 1739.
      "Transform AWS::LanguageExtensions failed with: The Fn::Length value could not be resolved for properties",
    );
  });
});

describe("a template that does not declare the transform", () => {
  // Malformed: ministack pull request 1739, measured. Unsupported function: an answer of AWS quoted by users. Every
  // FindInMap: a compatible implementation. The member must be a string: unverified.
  it.each([
    [
      "{Fn::ForEach::L: [I, [a], {'R${I}': {Type: T}}]}",
      /^Template format error: \[\/Resources\/Fn::ForEach::L\] resource definition is malformed$/,
    ],
    [
      "{R: {Type: T, Properties: {P: {Fn::Length: [1]}}}}",
      /^Template Error: Encountered unsupported function: Fn::Length Supported functions are: \[Fn::Base64, /,
    ],
    [
      "{R: {Type: T, Properties: {P: {Fn::ToJsonString: {}}}}}",
      /^Template Error: Encountered unsupported function: Fn::ToJsonString /,
    ],
    [
      "{R: {Type: T, Properties: {P: {Fn::FindInMap: [Sizes, a, b, {DefaultValue: 1}]}}}}",
      /^Template error: every Fn::FindInMap object requires three parameters/,
    ],
    [
      "{R: {Type: T, DeletionPolicy: {Ref: Keep}}}",
      /^Template format error: Every DeletionPolicy member must be a string\.$/,
    ],
  ])("is refused for %s", (resources, sentence) => {
    const { value } = parseTemplate(`${HEAD.replace(/Transform.*\n/, "")}Resources: ${resources}`, { file: "test" });

    expect(validateTemplate(value)[0]?.message).toMatch(sentence);
  });

  it("is accepted with the transform", () => {
    const { value } = parseTemplate(
      `${HEAD}Resources: {R: {Type: T, DeletionPolicy: !Ref Keep, Properties: {P: {Fn::Length: [1]}, Q: !GetAtt [!Sub "R", Arn]}}}`,
      { file: "test" },
    );

    expect(validateTemplate(value)).toEqual([]);
  });
});

describe("any template that declares the transform", () => {
  const loop = fc
    .tuple(fc.oneof(fc.constantFrom("A", "B"), anyValue), fc.oneof(fc.constant<TemplateValue>(["x", "y"]), anyValue))
    .chain(([identifier, collection]) =>
      anyValue.map((entry) => map({ "Fn::ForEach::L": [identifier, collection, map({ "K${A}": entry })] })),
    );
  const extension = fc
    .tuple(fc.constantFrom("Fn::Length", "Fn::ToJsonString", "Fn::FindInMap", "Ref", "Fn::GetAtt"), anyValue)
    .map(([name, argument]) => map({ [name]: argument }));
  const section = fc.oneof(loop, extension, anyValue);

  it("is processed or refused, and what is processed has no loops left", () => {
    fc.assert(
      fc.property(section, section, section, (Conditions, Resources, Outputs) => {
        const template = map({ Transform: "AWS::LanguageExtensions", Conditions, Resources, Outputs });

        const result = attempt(() => applyLanguageExtensions(template, environment(template)));

        expect(JSON.stringify(result ?? null)).not.toContain('"Fn::ForEach::L":');
      }),
      { numRuns: 300 },
    );
  });

  /** The result, or undefined where it is refused; whatever else is thrown is a bug. */
  function attempt<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
});
