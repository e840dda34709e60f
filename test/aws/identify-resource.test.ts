import { identifyResource, knownTypes, resourceSchema } from "../../src/aws";
import type { ResourceIdentity } from "../../src/aws";
import { seededRandom } from "../../src/base";

function identify(type: string, properties: Record<string, unknown> = {}): ResourceIdentity {
  const random = seededRandom(5);
  return identifyResource(type, {
    stackName: "st",
    logicalId: "Thing",
    random,
    properties,
    region: "eu-west-1",
    account: "123456789012",
  });
}

describe("a new resource", () => {
  it("is named, and its references agree with the name", () => {
    const { name, ref, attributes } = identify("AWS::SQS::Queue");

    expect(name).toMatch(/^st-Thing-[A-Za-z0-9]{12}$/);
    expect(ref).toBe(`https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`);
    expect(attributes).toEqual({
      Arn: `arn:aws:sqs:eu-west-1:123456789012:${name}`,
      QueueName: name,
      QueueUrl: ref,
    });
  });

  it("keeps the name it is given", () => {
    expect(identify("AWS::SSM::Parameter", { Name: "/a/b", Type: "String", Value: "v" })).toEqual({
      name: "/a/b",
      ref: "/a/b",
      attributes: { Arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/a/b", Type: "String", Value: "v" },
    });
  });

  it("lies in a region's partition", () => {
    const random = seededRandom(5);
    const where = { region: "cn-north-1", account: "123456789012" };
    const request = { stackName: "st", logicalId: "T", random, properties: {}, ...where };

    expect(identifyResource("AWS::SQS::Queue", request)).toMatchObject({
      ref: expect.stringMatching(/^https:\/\/sqs\.cn-north-1\.amazonaws\.com\.cn\//) as string,
      attributes: { Arn: expect.stringMatching(/^arn:aws-cn:sqs:/) as string },
    });
  });

  it("takes the name out of an ARN that its properties hold", () => {
    const EventBusName = "arn:aws:events:eu-west-1:123456789012:event-bus/orders";

    expect(identify("AWS::Events::Rule", { Name: "r", EventBusName })).toMatchObject({
      ref: "orders|r",
      attributes: { Arn: "arn:aws:events:eu-west-1:123456789012:rule/orders/r" },
    });
  });

  it("has the id that the service assigns", () => {
    const { ref, attributes } = identify("AWS::EC2::SecurityGroup", { GroupDescription: "d", VpcId: "vpc-1" });

    expect(ref).toMatch(/^sg-[0-9a-f]{17}$/);
    expect(attributes).toEqual({ GroupId: ref, Id: ref, VpcId: "vpc-1" });
  });

  it("has a revision, a suffix, a version where the service adds one", () => {
    expect(identify("AWS::ECS::TaskDefinition", { Family: "f" }).ref).toBe(
      "arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1",
    );
    expect(identify("AWS::SecretsManager::Secret", { Name: "s" }).ref).toMatch(
      /^arn:aws:secretsmanager:eu-west-1:123456789012:secret:s-[A-Za-z0-9]{6}$/,
    );
    expect(identify("AWS::Lambda::LayerVersion").ref).toBe("arn:aws:lambda:eu-west-1:123456789012:layer:Thing:1");
  });

  it("is the secret itself for what attaches one", () => {
    const SecretId = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s-AbCdEf";
    const attachment = { SecretId, TargetId: "db", TargetType: "AWS::RDS::DBInstance" };
    expect(identify("AWS::SecretsManager::SecretTargetAttachment", attachment).ref).toBe(SecretId);
  });

  it("of a type without a naming takes its identifier from its properties", () => {
    expect(identify("AWS::ApiGateway::Method", { RestApiId: "a", ResourceId: "r", HttpMethod: "GET" }).ref).toBe(
      "a|r|GET",
    );
  });

  it("has lists where the registry says so", () => {
    expect(Array.isArray(identify("AWS::Route53::HostedZone").attributes.NameServers)).toBe(true);
  });

  it("has a Ref and every attribute, whatever its type", () => {
    const wrong = knownTypes().filter((type) => {
      const { ref, attributes } = identify(type);
      const values = Object.values(attributes).flat();
      const complete = Object.keys(resourceSchema(type)?.attributes ?? {}).every((name) => name in attributes);
      return ref === "" || !complete || values.some((value) => value === "" || value.includes("${"));
    });

    expect(wrong).toEqual([]);
  });

  it("may be a custom resource", () => {
    expect(identify("Custom::Thing", { ServiceToken: "x" }).ref).not.toBe("");
  });
});
