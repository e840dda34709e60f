import { TemplateInPlace, holdsUnknown } from "../../../src/gates";
import { parseTemplate } from "../../../src/template";

const STACK = {
  name: "shop",
  id: "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1",
  region: "us-east-1",
  account: "123456789012",
  parameters: new Map([["Color", "blue"]]),
  resources: new Map([["Jobs", { type: "AWS::SQS::Queue", physicalId: "https://sqs/123456789012/shop-Jobs-1" }]]),
};

function propertiesOf(text: string): Readonly<Record<string, unknown>> {
  const template = parseTemplate(
    `Parameters: { Color: { Type: String } }\nResources: { It: { Type: "Made::Up::It", Properties: ${text} } }`,
    { file: "t.yaml" },
  );
  return new TemplateInPlace(template, STACK).resources()[0]?.properties ?? {};
}

describe("a template read with the eyes of a deployed stack", () => {
  it("has the values of parameters and the names of resources", () => {
    expect(propertiesOf("{ A: !Ref Color, B: !Ref Jobs, C: !Ref AWS::StackName, D: [!Ref AWS::NoValue, x] }")).toEqual({
      A: "blue",
      B: "https://sqs/123456789012/shop-Jobs-1",
      C: "shop",
      D: ["x"],
    });
  });

  it.each([
    ["an export", "!ImportValue other"],
    ["a text with an export in it", '!Sub ["a-${X}", { X: !ImportValue other }]'],
    [
      "a part of an export that has another form than what stands for it",
      '!Select [3, !Split ["/", !ImportValue other]]',
    ],
    ["a part of it within a text", '!Sub ["${X}", { X: !Select [1, !Split [":", !ImportValue other]] }]'],
  ])("does not know %s, and knows the rest", (_, value) => {
    const properties = propertiesOf(`{ A: ${value}, B: [!Ref AWS::NoValue, !Ref Color, ${value}] }`);

    expect(holdsUnknown(properties.A)).toBe(true);
    expect((properties.B as unknown[])[0]).toBe("blue");
    expect(holdsUnknown((properties.B as unknown[])[1])).toBe(true);
    expect(properties.B).toHaveLength(2);
  });
});
