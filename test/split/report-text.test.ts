import { renderReport } from "../../src/split";
import { splitYaml, withStatements } from "./split-yaml";

describe("the report as text", () => {
  it("says what moved, what was severed and how, what was rewired, carried, kept, absent, warned of and measured", () => {
    const { report } = splitYaml(
      withStatements(
        `
- {Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue.Arn}
- {Effect: Allow, Action: athena:GetWorkGroup, Resource: !Sub 'arn:aws:athena:r:1:workgroup/\${Group}'}`,
        `
Queue: {Type: AWS::SQS::Queue}
QueuePolicy: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: []}}}
Group: {Type: AWS::Athena::WorkGroup, Properties: {Name: !Ref Group Name}}
Function: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}}}
Callout: {Type: 'Custom::Callout', Properties: {ServiceToken: !GetAtt Function.Arn}}`.replace(
          "!Ref Group Name",
          "!Ref GroupName",
        ),
        "Parameters: {GroupName: {Type: String}}\n",
      ),
      { roles: ["Role", "Missing"] },
      { appStackName: "shop" },
    );

    const text = renderReport(report);

    expect(text.slice(0, text.indexOf("Sizes against limits")))
      .toBe(`Moved to the IAM template: 1 AWS::IAM::Role, 1 exported output
  Role  AWS::IAM::Role  → RoleArn

Severed: 2 references to the application (1 exact, 1 pattern)
  Role.Properties.Policies[0].PolicyDocument.Statement[0].Resource
    Queue.Arn → arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${AppStackName}-Queue-????????????  [pattern]
    wider: any AWS::SQS::Queue named {AppStackName}-Queue-<12 characters> in the account
  Role.Properties.Policies[0].PolicyDocument.Statement[1].Resource
    Group → \${GroupName}  [exact]

Rewired in the app template: 1 reference to 1 new parameter
  Function.Properties.Role  GetAtt Role.Arn  → Ref Role

Order restored by DependsOn: 1 resource
  Callout after Queue, Group

Parameters, conditions and mappings of the IAM template
  Parameters  AppStackName  new: name of the app stack; at most 60 characters because of Queue
  Parameters  GroupName     in both templates

Kept in the app template: 1 resource about access
  QueuePolicy  AWS::SQS::QueuePolicy  a resource policy stays beside its resource

In the configuration, not in the template
  Missing  roles

Warnings: 2
  shared-parameters: both stacks take GroupName: give them the same values
  same-region: the IAM template names AWS::Region: deploy it in the region and account of the app stack

`);
  });

  it("warns where nothing is left for the application", () => {
    const { report } = splitYaml(withStatements("- {Effect: Allow, Action: 'a:B', Resource: '*'}", ""), {
      roles: ["Role"],
    });

    expect(report.warnings.map(({ code }) => code)).toContain("app-empty");
  });

  it("marks a size over its limit and says what to do", () => {
    const { report } = splitYaml(
      withStatements(
        `- {Effect: Allow, Action: 'a:B', Resource: '${"x".repeat(11_000)}'}`,
        "Queue: {Type: AWS::SQS::Queue}",
      ),
      { roles: ["Role"] },
    );

    expect(renderReport(report)).toMatch(/Role, inline policies +11,\d\d\d of 10,240 characters +OVER \(\d+ %\)/);
    expect(renderReport(report)).toContain("move statements to a managed policy, or use a shorter app stack name");
  });
});
