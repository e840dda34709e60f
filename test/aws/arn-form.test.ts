import { arnForms, fillForm, policyArnForm } from "../../src/aws";

const HERE = { Partition: "aws", Region: "eu-west-1", Account: "123456789012", UrlSuffix: "amazonaws.com" };

/** What the reference yields for a resource called `N` with the id `I`. */
function yields(type: string, attribute: string, properties?: Record<string, unknown>, more = {}): unknown {
  const form = arnForms(type, attribute, properties);
  return form && [form.yields, fillForm(form, { ...HERE, Name: "N", Id: "I", ...more })];
}

describe("what a reference yields", () => {
  // ../shared/facts/cloudformation.md §1.2 and §3.
  it.each([
    ["AWS::S3::Bucket", "Ref", "name", "N"],
    ["AWS::S3::Bucket", "Arn", "arn", "arn:aws:s3:::N"],
    ["AWS::SQS::Queue", "Ref", "url", "https://sqs.eu-west-1.amazonaws.com/123456789012/N"],
    ["AWS::SQS::Queue", "Arn", "arn", "arn:aws:sqs:eu-west-1:123456789012:N"],
    ["AWS::SQS::Queue", "QueueName", "name", "N"],
    ["AWS::SNS::Topic", "Ref", "arn", "arn:aws:sns:eu-west-1:123456789012:N"],
    ["AWS::Lambda::Function", "Arn", "arn", "arn:aws:lambda:eu-west-1:123456789012:function:N"],
    ["AWS::DynamoDB::Table", "StreamArn", "arn", "arn:aws:dynamodb:eu-west-1:123456789012:table/N/stream/*"],
    ["AWS::Logs::LogGroup", "Arn", "arn", "arn:aws:logs:eu-west-1:123456789012:log-group:N:*"],
    ["AWS::Kinesis::Stream", "Arn", "arn", "arn:aws:kinesis:eu-west-1:123456789012:stream/N"],
    ["AWS::KinesisFirehose::DeliveryStream", "Arn", "arn", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/N"],
    ["AWS::ECS::Cluster", "Arn", "arn", "arn:aws:ecs:eu-west-1:123456789012:cluster/N"],
    ["AWS::ECS::TaskDefinition", "Ref", "arn", "arn:aws:ecs:eu-west-1:123456789012:task-definition/N:*"],
    ["AWS::StepFunctions::StateMachine", "Ref", "arn", "arn:aws:states:eu-west-1:123456789012:stateMachine:N"],
    ["AWS::SecretsManager::Secret", "Ref", "arn", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:N-??????"],
    ["AWS::KMS::Key", "Arn", "arn", "arn:aws:kms:eu-west-1:123456789012:key/I"],
    ["AWS::OpenSearchService::Domain", "Arn", "arn", "arn:aws:es:eu-west-1:123456789012:domain/N"],
    ["AWS::EC2::SecurityGroup", "GroupId", "id", "I"],
    ["AWS::IAM::Role", "Ref", "name", "N"],
    ["AWS::IAM::ManagedPolicy", "Ref", "arn", "arn:aws:iam::123456789012:policy/*N"],
    ["AWS::Glue::Database", "Ref", "name", "N"],
  ])("%s %s: %s %s", (type, attribute, kind, text) => {
    expect(yields(type, attribute)).toEqual([kind, text]);
  });

  it.each([
    ["AWS::Nothing::Known", "Ref"],
    ["AWS::SQS::Queue", "Nonsense"],
    ["AWS::Athena::WorkGroup", "Arn"],
    ["AWS::S3::Bucket", "constructor"],
  ])("is not known for %s %s", (type, attribute) => {
    expect(arnForms(type, attribute)).toBeUndefined();
  });
});

describe("a rule", () => {
  it("of the default bus has no bus in its ARN", () => {
    expect(yields("AWS::Events::Rule", "Arn", {})).toEqual(["arn", "arn:aws:events:eu-west-1:123456789012:rule/N"]);
    expect(yields("AWS::Events::Rule", "Arn", { EventBusName: "default" })).toEqual([
      "arn",
      "arn:aws:events:eu-west-1:123456789012:rule/N",
    ]);
  });

  it("of a custom bus has it in ARN and Ref, and says where it comes from", () => {
    const properties = { EventBusName: { Ref: "Bus" } };

    expect(yields("AWS::Events::Rule", "Arn", properties, { EventBus: "B" })).toEqual([
      "arn",
      "arn:aws:events:eu-west-1:123456789012:rule/B/N",
    ]);
    expect(yields("AWS::Events::Rule", "Ref", properties, { EventBus: "B" })).toEqual(["name", "B|N"]);
    expect(arnForms("AWS::Events::Rule", "Arn", properties)?.placeholders).toEqual({
      EventBus: { property: ["EventBusName"], default: "default", glob: "*" },
    });
  });
});

describe("a path of IAM", () => {
  it("is a slash where there is none", () => {
    expect(yields("AWS::IAM::Role", "Arn", {})).toEqual(["arn", "arn:aws:iam::123456789012:role/N"]);
  });

  it("stands before the name where there is one", () => {
    expect(yields("AWS::IAM::Role", "Arn", { Path: "/a/b/" }, { Path: "/a/b/" })).toEqual([
      "arn",
      "arn:aws:iam::123456789012:role/a/b/N",
    ]);
  });
});

describe("an SSM parameter", () => {
  it.each([
    ["/app/key", "arn:aws:ssm:eu-west-1:123456789012:parameter/app/key"],
    ["key", "arn:aws:ssm:eu-west-1:123456789012:parameter/key"],
  ])("called %s has the ARN %s", (Name, arn) => {
    const form = policyArnForm("AWS::SSM::Parameter");

    expect(form && fillForm(form, { ...HERE, Name })).toBe(arn);
  });

  it("keeps the slash in its name", () => {
    const form = arnForms("AWS::SSM::Parameter", "Ref");

    expect(form && fillForm(form, { Name: "/app/key" })).toBe("/app/key");
  });
});

describe("the ARN that policies use", () => {
  it.each([
    ["AWS::Glue::Table", {}, "arn:aws:glue:eu-west-1:123456789012:table/*/N"],
    ["AWS::Athena::WorkGroup", {}, "arn:aws:athena:eu-west-1:123456789012:workgroup/N"],
    ["AWS::Athena::DataCatalog", {}, "arn:aws:athena:eu-west-1:123456789012:datacatalog/N"],
    ["AWS::Synthetics::Canary", {}, "arn:aws:synthetics:eu-west-1:123456789012:canary:N"],
    ["AWS::ECS::Service", {}, "arn:aws:ecs:eu-west-1:123456789012:service/default/N"],
    ["AWS::ECS::Service", { Cluster: { Ref: "C" } }, "arn:aws:ecs:eu-west-1:123456789012:service/*/N"],
    ["AWS::KMS::Alias", {}, "arn:aws:kms:eu-west-1:123456789012:N"],
  ])("of %s with %j is %s", (type, properties, arn) => {
    const form = policyArnForm(type, properties);

    expect(form && fillForm(form, { ...HERE, Name: "N" })).toBe(arn);
  });

  it("leaves partition, region and account to Fn::Sub where they are not given", () => {
    const form = policyArnForm("AWS::SQS::Queue");

    expect(form && fillForm(form, { Name: "N" })).toBe("arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:N");
  });

  it("does not exist for an inline policy", () => {
    expect(policyArnForm("AWS::IAM::Policy")).toBeUndefined();
  });
});
