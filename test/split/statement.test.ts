import { splitYaml, STATEMENTS, withStatements } from "./split-yaml";

const ROLE = { roles: ["Role"] };
/** A table's generated name ends in twelve or thirteen characters, so every reference to it takes two forms. */
const TABLES = "T: {Type: AWS::DynamoDB::Table}\nU: {Type: AWS::DynamoDB::Table}";
const table = (logicalId: string, tail: number): { "Fn::Sub": string } => ({
  "Fn::Sub":
    `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/` +
    `\${AppStackName}-${logicalId}-${"?".repeat(tail)}`,
});
const PROD = "Conditions: {Prod: !Equals [!Ref AWS::Region, us-east-1]}\n";

describe("a name of two forms", () => {
  const resourceOf = (resource: string): unknown =>
    splitYaml(withStatements(`- {Effect: Allow, Action: 'dynamodb:*', ${resource}}`, TABLES, PROD), ROLE).inIam(
      ...STATEMENTS,
      0,
    );

  it("stays in the list that a branch of Fn::If is, because IAM takes no list inside a list", () => {
    expect(resourceOf("Resource: !If [Prod, [!GetAtt T.Arn, '*'], !GetAtt U.Arn]")).toMatchObject({
      Resource: { "Fn::If": ["Prod", [table("T", 12), "*", table("T", 13)], [table("U", 12), table("U", 13)]] },
    });
  });

  it("keeps AWS::NoValue in the other branch of such an Fn::If", () => {
    expect(resourceOf("Resource: !If [Prod, [!GetAtt T.Arn], !Ref AWS::NoValue]")).toMatchObject({
      Resource: { "Fn::If": ["Prod", [table("T", 12), table("T", 13)], { Ref: "AWS::NoValue" }] },
    });
  });

  it("is joined before an Fn::Split that yields the list", () => {
    expect(resourceOf("Resource: !Split ['|', !Join ['|', [!GetAtt T.Arn, x]]]")).toMatchObject({
      Resource: {
        "Fn::Split": [
          "|",
          {
            "Fn::Join": [
              "|",
              [{ "Fn::Join": ["|", [table("T", 12), "x"]] }, { "Fn::Join": ["|", [table("T", 13), "x"]] }],
            ],
          },
        ],
      },
    });
  });

  it.each([
    ["alone", "NotResource: !GetAtt T.Arn", [table("T", 12), table("T", 13)]],
    ["in a list", "NotResource: [!GetAtt T.Arn, '*']", [table("T", 12), table("T", 13), "*"]],
  ])("stands in NotResource with both, %s", (_, element, notResource) => {
    expect(resourceOf(element)).toMatchObject({ NotResource: notResource });
  });

  it("stays in the list of a condition's value that a branch of Fn::If is", () => {
    expect(
      resourceOf("Resource: '*', Condition: {ArnLike: {'aws:SourceArn': !If [Prod, [!GetAtt T.Arn], x]}}"),
    ).toMatchObject({
      Condition: { ArnLike: { "aws:SourceArn": { "Fn::If": ["Prod", [table("T", 12), table("T", 13)], "x"] } } },
    });
  });
});

describe("a statement that becomes two", () => {
  it("gives the second a Sid that no statement of the document has", () => {
    const statements = [
      "- {Sid: Read, Effect: Allow, Action: '*', Resource: [!GetAtt Data.Arn, 'arn:aws:sqs:us-east-1:123456789012:q']}",
      "- {Sid: ReadS3, Effect: Allow, Action: 's3:ListAllMyBuckets', Resource: '*'}",
    ].join("\n");
    const { inIam } = splitYaml(withStatements(statements, "Data: {Type: AWS::S3::Bucket}"), ROLE);

    expect(inIam(...STATEMENTS)).toMatchObject([{ Sid: "Read" }, { Sid: "ReadS32" }, { Sid: "ReadS3" }]);
  });
});

describe("what a pattern does to access", () => {
  const widening = (statement: string): string | undefined =>
    splitYaml(withStatements(`- ${statement}`, "Queue: {Type: AWS::SQS::Queue}"), ROLE).report.severed[0]?.widening;
  const queue = "any AWS::SQS::Queue named";
  const negated = "Condition: {ArnNotEquals: {'aws:SourceArn': !GetAtt Queue.Arn}}";

  it.each([
    ["allows more", "{Effect: Allow, Action: '*', Resource: !GetAtt Queue.Arn}", queue],
    ["denies more", "{Effect: Deny, Action: '*', Resource: !GetAtt Queue.Arn}", `excludes more: ${queue}`],
    ["allows less", "{Effect: Allow, Action: '*', NotResource: !GetAtt Queue.Arn}", `excludes more: ${queue}`],
    ["denies less", "{Effect: Deny, Action: '*', NotResource: !GetAtt Queue.Arn}", `denies less: spares ${queue}`],
    ["denies less", `{Effect: Deny, Action: '*', Resource: '*', ${negated}}`, `denies less: spares ${queue}`],
  ])("is said where it %s: %s", (_, statement, expected) => {
    expect(widening(statement)).toMatch(new RegExp(`^${expected}`));
  });
});
