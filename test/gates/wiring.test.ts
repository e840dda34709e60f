import { deriveWiring, outputsToParameters } from "../../src/gates";
import { parseTemplate, type Template } from "../../src/template";

const iam = (outputs: string): Template =>
  parseTemplate(
    `
Resources:
  Api: { Type: AWS::IAM::Role }
  Read: { Type: AWS::IAM::ManagedPolicy, Condition: Always }
  Host: { Type: AWS::IAM::InstanceProfile }
  Queue: { Type: AWS::SQS::Queue }
Outputs: ${outputs}
`,
    { file: "iam.yaml" },
  );

const app = (...parameters: string[]): Template =>
  parseTemplate(
    `Parameters: { ${parameters.map((name) => `${name}: { Type: String }`).join(", ")} }\nResources: {}\n`,
    {
      file: "app.yaml",
    },
  );

describe("the wiring of two templates", () => {
  it("holds every role and managed policy by the contract, put out or not", () => {
    expect(deriveWiring(iam("{}"))).toEqual([
      { logicalId: "Api", output: "ApiArn", exportName: "${AWS::StackName}-ApiArn", parameter: "Api", yields: "arn" },
      {
        logicalId: "Read",
        output: "ReadArn",
        exportName: "${AWS::StackName}-ReadArn",
        parameter: "Read",
        yields: "arn",
        condition: "Always",
      },
    ]);
  });

  it.each([
    ["an ARN", "HostArn: { Value: !GetAtt Host.Arn }", "Host", { output: "HostArn", parameter: "Host", yields: "arn" }],
    ["a name", "ApiName: { Value: !Ref Api }", "ApiName", { output: "ApiName", parameter: "ApiName", yields: "name" }],
    ["an id", "ApiRoleId: { Value: !GetAtt Api.RoleId }", "ApiRoleId", { output: "ApiRoleId", yields: "attribute" }],
  ])("holds %s besides, where the app template has a parameter for it", (_what, output, parameter, expected) => {
    const wires = deriveWiring(iam(`{ ${output} }`), app(parameter));

    expect(wires).toHaveLength(3);
    expect(wires[2]).toMatchObject(expected);
  });

  it.each([
    ["nobody takes", "ApiName: { Value: !Ref Api }", app("Other")],
    ["is of no resource here", "Elsewhere: { Value: !Ref AWS::Region }", app("Elsewhere")],
    ["is a plain text", "Note: { Value: hello }", app("Note")],
  ])("leaves out an output that %s", (_what, output, taker) => {
    expect(deriveWiring(iam(`{ ${output} }`), taker)).toHaveLength(2);
  });
});

describe("outputs as parameters", () => {
  it("go by the wiring, and what is not put out is left out", () => {
    const wiring = deriveWiring(iam("{}"));

    expect([
      ...outputsToParameters(
        new Map([
          ["ApiArn", "arn:1"],
          ["Other", "x"],
        ]),
        wiring,
      ),
    ]).toEqual([["Api", "arn:1"]]);
  });
});
