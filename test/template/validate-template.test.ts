import { parseTemplate, TEMPLATE_LIMITS, validateTemplate } from "../../src/template";
import type { TemplateMap } from "../../src/template";

function sentencesAbout(text: string): string[] {
  return validateTemplate(parseTemplate(text, { file: "t" }).value).map(({ message }) => message);
}

const R = "Resources: {R: {Type: T}}\n";

// Sentences: ../shared/facts/cloudformation.md §2.3 and §2.4, of confidence A and B; those of C are ours (src/template/sentences.ts).
describe("a template that CloudFormation refuses", () => {
  it.each<[string, string, string]>([
    ["no Resources", "Outputs: {}\n", "Template format error: At least one Resources member must be defined."],
    ["empty Resources", "Resources: {}\n", "Template format error: At least one Resources member must be defined."],
    ["an unknown section", `${R}Foo: 1\nBar: 2\n`, "Invalid template property or properties [Foo, Bar]"],
    [
      "no Type",
      "Resources: {A: {Properties: {}}}\n",
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    [
      "a resource that is no object",
      "Resources: {A: x}\n",
      "Template format error: Any Resources member must be an object.",
    ],
    ["an unknown attribute", "Resources: {A: {Type: T, Invalid: 1}}\n", "Invalid template resource property 'Invalid'"],
    [
      "a bad resource name",
      "Resources: {A-b: {Type: T}}\n",
      "Template format error: Resource name A-b is non alphanumeric.",
    ],
    [
      "a bad parameter name",
      `${R}Parameters: {A_b: {Type: String}}\n`,
      "Template format error: Parameter name A_b is non alphanumeric.",
    ],
    ["a null", `${R}Outputs: {O: {Value: }}\n`, "[/Outputs/O/Value] 'null' values are not allowed in templates"],
    [
      "an output without Value",
      `${R}Outputs: {O: {Export: {Name: x}}}\n`,
      "Template format error: Every Outputs member must contain a Value object",
    ],
    [
      "a Ref to nothing",
      "Resources: {A: {Type: T, DependsOn: Y, Properties: {a: !Ref X, b: !Sub '${X}'}}}\n",
      "Template format error: Unresolved resource dependencies [Y, X] in the Resources block of the template",
    ],
    [
      "an output's Ref to nothing",
      `${R}Outputs: {O: {Value: !Ref X}}\n`,
      "Template format error: Unresolved resource dependencies [X] in the Outputs block of the template",
    ],
    [
      "a resource in a condition",
      `${R}Conditions: {C: !Equals [!Ref R, x]}\n`,
      "Template format error: Unresolved dependencies [R]. Cannot reference resources in the Conditions block of the template",
    ],
    [
      "GetAtt of nothing",
      "Resources: {A: {Type: T, Properties: {a: !GetAtt X.Arn}}}\n",
      "Template error: instance of Fn::GetAtt references undefined resource X",
    ],
    [
      "GetAtt of a parameter",
      "Parameters: {P: {Type: String}}\nResources: {A: {Type: T, Properties: {a: !GetAtt P.Arn}}}\n",
      "Template error: instance of Fn::GetAtt references undefined resource P",
    ],
    [
      "a malformed GetAtt",
      "Resources: {A: {Type: T, Properties: {a: !GetAtt B}}, B: {Type: T}}\n",
      "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    ],
    [
      "a cycle",
      "Resources:\n  A: {Type: T, DependsOn: B}\n  B: {Type: T, Properties: {c: !GetAtt C.Arn}}\n  C: {Type: T, Properties: {a: !Sub '${A}'}}\n",
      "Circular dependency between resources: [A, B, C]",
    ],
    [
      "a resource that needs itself",
      "Resources: {A: {Type: T, Properties: {a: !Ref A}}}\n",
      "Circular dependency between resources: [A]",
    ],
    [
      "a mapping without the key",
      `${R}Mappings: {M: {k: {a: x}}}\nOutputs: {O: {Value: !FindInMap [M, k, b]}}\n`,
      "Template error: Unable to get mapping for M::k::b",
    ],
    [
      "a mapping that is no map",
      `${R}Mappings: {M: x}\n`,
      "Template format error: Every Mappings member M must be a map",
    ],
    [
      "a mapping with a map as value",
      `${R}Mappings: {M: {k: {a: {b: c}}}}\n`,
      "Template format error: Every Mappings attribute must be a String or a List.",
    ],
    [
      "an unknown condition in Fn::If",
      "Resources: {A: {Type: T, Properties: {a: !If [C, a, b]}}}\n",
      "Template error: unresolved condition dependency C in Fn::If",
    ],
    [
      "a bad Fn::Equals",
      `${R}Conditions: {C: !Equals [a]}\n`,
      "Template error: every Fn::Equals object requires a list of 2 string parameters.",
    ],
    [
      "a bad Fn::Select",
      "Resources: {A: {Type: T, Properties: {a: !Select [1]}}}\n",
      "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
    ],
    [
      "a Default that is no text",
      `${R}Parameters: {P: {Type: String, Default: []}}\n`,
      "Template format error: Every Default member must be a string.",
    ],
    [
      "an unknown condition of a resource",
      "Resources: {A: {Type: T, Condition: C}}\n",
      "Template format error: Unresolved condition dependency C in the Resources block of the template",
    ],
  ])("%s", (_, text, sentence) => {
    expect(sentencesAbout(text)).toEqual([sentence]);
  });

  it.each<[string, number, string]>([
    [
      "Resources",
      TEMPLATE_LIMITS.resources,
      "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
    ],
    [
      "Parameters",
      TEMPLATE_LIMITS.parameters,
      "Template format error: Number of parameters, 201, is greater than maximum allowed, 200",
    ],
  ])("too many members of %s", (section, most, sentence) => {
    const members = (count: number): string =>
      `${section === "Resources" ? "" : R}${section}: {${Array.from({ length: count }, (_, n) => `R${n}: {Type: String}`).join(", ")}}\n`;
    expect(sentencesAbout(members(most))).toEqual([]);
    expect(sentencesAbout(members(most + 1))).toEqual([sentence]);
  });

  it("says first what CloudFormation reads first", () => {
    const found = sentencesAbout(
      "Resources: {A: {Type: T, Properties: {a: !Select [1], b: !Ref X}}, B-c: {}}\nFoo: 1\n",
    );
    expect(found.map((sentence) => sentence.split(" ").slice(0, 4).join(" "))).toEqual([
      "Invalid template property or",
      "Template format error: Resource",
      "Template format error: [/Resources/B-c]",
      "Template error: Fn::Select requires",
      "Template format error: Unresolved",
    ]);
  });

  it("never throws, whatever the shape", () => {
    const odd = [1, "x", [], {}, [[]], { Type: 1 }, { Ref: [] }, { "Fn::If": {} }] as const;
    for (const section of [
      "Parameters",
      "Mappings",
      "Conditions",
      "Rules",
      "Resources",
      "Outputs",
      "Transform",
      "Metadata",
    ]) {
      for (const value of odd) {
        for (const shape of [value, { A: value }, { A: { Properties: value, Value: value, k: value } }]) {
          const template = parseTemplate(JSON.stringify({ [section]: shape }), { file: "t" }).value;
          expect(Array.isArray(validateTemplate(template))).toBe(true);
        }
      }
    }
  });
});

describe("a template that CloudFormation takes", () => {
  it.each<[string, string]>([
    [
      "names of two namespaces",
      "Parameters: {X: {Type: String}}\nConditions: {X: !Equals [!Ref X, a]}\nMappings: {X: {k: {v: w}}}\nResources: {R: {Type: T, Condition: X, Properties: {a: !If [X, !FindInMap [X, k, v], !Ref X]}}}\n",
    ],
    [
      "an ECS container's Condition and a policy's",
      "Resources: {R: {Type: T, Properties: {a: [{Condition: START}], b: {Condition: {k: v}}}}}\n",
    ],
    [
      "what a macro may change",
      "Transform: AWS::Serverless-2016-10-31\nGlobals: {}\nResources: {R: {Type: T, Connectors: {}, Properties: {a: !GetAtt MadeByMacro.Arn}}}\n",
    ],
    [
      "a default for a mapping",
      `Transform: AWS::LanguageExtensions\n${R}Mappings: {M: {k: {a: x}}}\nOutputs: {O: {Value: !FindInMap [M, no, b, {DefaultValue: x}]}}\n`,
    ],
    ["pseudo parameters", "Resources: {R: {Type: T, Properties: {a: !Sub '${AWS::Region}', b: !Ref AWS::NoValue}}}\n"],
    ["an import", `${R}Outputs: {O: {Value: !ImportValue x}}\n`],
  ])("%s", (_, text) => {
    expect(sentencesAbout(text)).toEqual([]);
  });

  it("says where", () => {
    const template: TemplateMap = parseTemplate("Resources: {A: {Type: T, Properties: {l: [x, !Ref X]}}}\n", {
      file: "t",
    }).value;
    expect(validateTemplate(template)[0]).toEqual({
      severity: "error",
      code: "template-reference",
      message: "Template format error: Unresolved resource dependencies [X] in the Resources block of the template",
      at: { path: ["Resources", "A", "Properties", "l", 1] },
    });
  });
});
