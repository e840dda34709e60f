import { splitYaml, STATEMENTS, withStatements } from "./split-yaml";

const ROLE = { roles: ["Role"] };
const TRANSFORM = "Transform: AWS::LanguageExtensions\n";

/** A template with `Role`, and a loop over `items` that makes what `fragment`, a line of YAML, says. */
const withLoop = (fragment: string, statement: string, items = "[Red, Blue]", more = ""): string =>
  withStatements(
    `- ${statement}`,
    `'Fn::ForEach::Loop': [Name, ${items}, ${fragment}]\n${more}`,
    `${TRANSFORM}Parameters: {Names: {Type: CommaDelimitedList, Default: 'Red,Blue'}, Kept: {Type: String, Default: x}}\n`,
  );
const NOTHING = "{Effect: Allow, Action: 'sqs:ListQueues', Resource: '*'}";
const LOOP = ["Resources", "Fn::ForEach::Loop", 2] as const;

describe("a resource that a loop makes", () => {
  it("is severed by the pattern of the logical id that the loop gives it", () => {
    const { inIam } = splitYaml(
      withLoop(
        "{'Queue${Name}': {Type: AWS::SQS::Queue}}",
        "{Effect: Allow, Action: 'sqs:*', Resource: !GetAtt QueueRed.Arn}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AppStackName}-QueueRed-????????????",
    });
  });

  it("is severed exactly by the name that the loop gives it", () => {
    const { inIam } = splitYaml(
      withLoop(
        "{'Queue${Name}': {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub 'jobs-${Name}'}}}",
        "{Effect: Allow, Action: 'sqs:*', Resource: !GetAtt QueueBlue.Arn}",
      ),
      ROLE,
    );

    expect(inIam(...STATEMENTS, 0, "Resource")).toEqual({
      "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs-Blue",
    });
  });

  it("is refused where only the deployment knows what the loop makes", () => {
    expect(() =>
      splitYaml(
        withLoop(
          "{'Queue${Name}': {Type: AWS::SQS::Queue}}",
          "{Effect: Allow, Action: 'sqs:*', Resource: !GetAtt QueueRed.Arn}",
          "!Ref Names",
        ),
        ROLE,
      ),
    ).toThrow(
      /Role Role references QueueRed \(line \d+\): a loop makes it, and over what it runs is known at deployment only/,
    );
  });

  it("may be named by what stays in the application", () => {
    const outputs = "\nOutputs: {Queue: {Value: !GetAtt QueueRed.Arn}}\n";
    const { inApp } = splitYaml(withLoop("{'Queue${Name}': {Type: AWS::SQS::Queue}}", NOTHING) + outputs, ROLE);

    expect(inApp("Outputs", "Queue", "Value")).toEqual({ "Fn::GetAtt": ["QueueRed", "Arn"] });
  });
});

describe("a loop in the application", () => {
  it("takes a moved role by its parameter", () => {
    const { inApp } = splitYaml(
      withLoop("{'Fn${Name}': {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}}", NOTHING),
      ROLE,
    );

    expect(inApp(...LOOP, "Fn${Name}", "Properties", "Role")).toEqual({ Ref: "Role" });
  });

  it.each([
    ["alone", "Role"],
    ["in a list", "[Role]"],
  ])("waits no more for a moved role, %s", (_, dependsOn) => {
    const { inApp } = splitYaml(
      withLoop(`{'Topic\${Name}': {Type: AWS::SNS::Topic, DependsOn: ${dependsOn}}}`, NOTHING),
      ROLE,
    );

    expect(inApp(...LOOP, "Topic${Name}")).toEqual({ Type: "AWS::SNS::Topic" });
  });

  it("keeps the parameters that nothing else uses", () => {
    const { inApp } = splitYaml(
      withLoop(
        "{'Topic${Name}': {Type: AWS::SNS::Topic, Properties: {DisplayName: !Ref Kept}}}",
        "{Effect: Allow, Action: 'sqs:ListQueues', Resource: !Ref Kept}",
      ),
      ROLE,
    );

    expect(inApp("Parameters")).toHaveProperty("Kept");
  });
});
