import {
  conditionReferencesIn,
  outputReferences,
  parseTemplate,
  referencesIn,
  resourceReferences,
  templateReferences,
} from "../../src/template";

const template = parseTemplate(
  `Parameters:
  Auth: {Type: String}
Conditions:
  Auth: !Equals [!Ref Auth, "yes"]
  Both: !And [!Condition Auth, !Not [{Condition: Other}]]
  Same: !Condition Auth
Mappings:
  Auth: {k: {v: x}}
Resources:
  A:
    Type: T
    Condition: Auth
    DependsOn: [B, C]
    Metadata: {m: !Ref M}
    UpdatePolicy: {u: !GetAtt U.Arn}
    Properties:
      Policy:
        Statement:
          - Condition: {StringEquals: {k: !Ref Auth}}
      Containers:
        - DependsOn: [{Condition: START, ContainerName: x}, {Condition: HEALTHY}]
      V: !If [Auth, !FindInMap [Auth, !Ref AWS::Region, v], !ImportValue x]
  B: {Type: T, DependsOn: C}
Outputs:
  O: {Condition: Both, Value: !Sub "\${A}-\${B.Arn}", Export: {Name: !Sub "\${AWS::StackName}-x"}}
`,
  { file: "t" },
).value;

describe("references of a resource", () => {
  it("are those of its attributes and properties, each in its namespace", () => {
    const found = resourceReferences(template, "A").map(
      ({ kind, namespace, target, path }) => `${kind} ${namespace} ${target} ${path.slice(2).join(".")}`,
    );
    expect(found).toEqual([
      "Condition condition Auth Condition",
      "DependsOn value B DependsOn.0",
      "DependsOn value C DependsOn.1",
      "Ref value M Metadata.m",
      "GetAtt value U UpdatePolicy.u",
      "Ref value Auth Properties.Policy.Statement.0.Condition.StringEquals.k",
      "If condition Auth Properties.V",
      "FindInMap mapping Auth Properties.V.Fn::If.1",
      "Ref value AWS::Region Properties.V.Fn::If.1.Fn::FindInMap.1",
      "ImportValue value x Properties.V.Fn::If.2",
    ]);
  });

  it("may be a single DependsOn", () => {
    expect(resourceReferences(template, "B")).toEqual([
      { kind: "DependsOn", namespace: "value", target: "C", path: ["Resources", "B", "DependsOn"] },
    ]);
  });

  it("are none for what is not there", () => {
    expect(resourceReferences(template, "Nobody")).toEqual([]);
    expect(resourceReferences(template, "__proto__")).toEqual([]);
  });
});

describe("references of other sections", () => {
  it("name conditions within conditions", () => {
    const found = conditionReferencesIn(template["Conditions"] ?? null).map(({ kind, target }) => `${kind} ${target}`);
    expect(found).toEqual(["Ref Auth", "Condition Auth", "Condition Other", "Condition Auth"]);
  });

  it("carry the place inside a Sub", () => {
    expect(outputReferences(template, "O")).toEqual([
      { kind: "Condition", namespace: "condition", target: "Both", path: ["Outputs", "O", "Condition"] },
      { kind: "Sub", namespace: "value", target: "A", path: ["Outputs", "O", "Value"], part: { start: 0, end: 4 } },
      {
        kind: "Sub",
        namespace: "value",
        target: "B",
        attribute: "Arn",
        path: ["Outputs", "O", "Value"],
        part: { start: 5, end: 13 },
      },
      {
        kind: "Sub",
        namespace: "value",
        target: "AWS::StackName",
        path: ["Outputs", "O", "Export", "Name"],
        part: { start: 0, end: 17 },
      },
    ]);
  });

  it("are all found in the whole template", () => {
    expect(templateReferences(template)).toHaveLength(4 + 10 + 1 + 4);
  });
});

describe("references in a value", () => {
  it.each<[string, unknown, string[]]>([
    [
      "both spellings of GetAtt",
      [{ "Fn::GetAtt": ["A", "B", "C"] }, { "Fn::GetAtt": "A.B.C" }],
      ["GetAtt A B.C", "GetAtt A B.C"],
    ],
    ["a computed attribute", { "Fn::GetAtt": ["A", { Ref: "P" }] }, ["GetAtt A undefined", "Ref P undefined"]],
    [
      "variables of a Sub's own map are none",
      { "Fn::Sub": ["${v} ${w.x} ${X}", { v: { Ref: "P" }, "w.x": "1" }] },
      ["Sub X undefined", "Ref P undefined"],
    ],
    ["escapes of a Sub are none", { "Fn::Sub": "${!A}" }, []],
    ["a mapping with more than the function is no function", { Ref: "A", x: 1 }, []],
    ["an unknown function's arguments count", { "Fn::New": { Ref: "A" } }, ["Ref A undefined"]],
    ["a Condition outside conditions is none", { Condition: "A" }, []],
    [
      "a loop's identifier is none",
      { "Fn::ForEach::L": ["X", [{ Ref: "P" }], { "A${X}": { Ref: "X" } }] },
      ["Ref P undefined"],
    ],
    ["a computed import", { "Fn::ImportValue": { "Fn::Sub": "${P}-x" } }, ["Sub P undefined"]],
    ["arguments of the wrong shape", [{ Ref: 1 }, { "Fn::GetAtt": {} }, { "Fn::Sub": null }, { "Fn::If": "x" }], []],
  ])("%s", (_, value, expected) => {
    const found = referencesIn(value as never).map(({ kind, target, attribute }) => `${kind} ${target} ${attribute}`);
    expect(found).toEqual(expected);
  });
});
